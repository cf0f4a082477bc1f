"""One office for all tests here; every test gets its own books and leaves none open."""

import datetime as dt
import os
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableFormula, TableStyleInfo

from osago_xl.calc.engine import start_app

FORMULA = 'IF(tblClients[[#This Row],[Имя, %]]="","",tblClients[[#This Row],[Дней]]*2)'
HEADERS = ["Ключ", "Имя, %", "Дней", "Вдвое", "Дата"]


@pytest.fixture(scope="session")
def app():
    here = str(Path(__file__).parent)
    old = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = here
    try:
        with start_app(functions="sample_functions") as app:
            yield app
    finally:
        os.environ.pop("PYTHONPATH")
        if old is not None:
            os.environ["PYTHONPATH"] = old


@pytest.fixture
def open_book(app):
    yield app.books.open
    for book in app.books:
        book.close()


@pytest.fixture
def sample(tmp_path):
    return build_sample(tmp_path / "База.xlsx")


@pytest.fixture
def book(open_book, sample):
    return open_book(sample)


@pytest.fixture
def clients(book):
    return book.sheets["Клиенты"].tables["tblClients"]


def build_sample(path: Path, rows: int = 3) -> Path:
    """A table with everything that has to survive Calc, a call of our function, a deeply hidden sheet."""
    workbook = Workbook()
    workbook.code_name = "wbOsago"
    workbook.security = WorkbookProtection(lockStructure=True)
    _clients(workbook.active, rows)
    calculator = workbook.create_sheet("Калькулятор")
    calculator["H9"].hyperlink = Hyperlink(ref="H9", location="'Клиенты'!A1", tooltip="К клиентам")
    calculator["H9"].value, calculator["H9"].number_format = None, "0"
    calculator.sheet_properties.codeName = "shCalculator"
    calculator["A1"] = "=OSAGO_PLUS(2,3)"
    calculator["A2"] = '="OSAGO_PLUS(1)"&OSAGO_TEXT()'
    calculator["A3"] = "=1/0"
    calculator["A4"] = "=NA()"
    secret = workbook.create_sheet("Тайный")
    secret.sheet_properties.codeName = "shSecret"
    secret.sheet_state = "veryHidden"
    workbook.defined_names["lstNames"] = DefinedName("lstNames", attr_text="tblClients[Имя, %]")
    workbook.defined_names["cfg_days"] = DefinedName("cfg_days", attr_text="'Калькулятор'!$A$1")
    workbook.save(path)
    return path


def _clients(sheet, rows: int) -> None:
    sheet.title = "Клиенты"
    sheet.sheet_properties.codeName = "shClients"
    sheet.freeze_panes = "B2"
    sheet.append(HEADERS)
    for number in range(1, rows + 1):
        day = dt.date(2026, 11, number % 28 + 1)
        sheet.append([f"К-{number:06}", f"Клиент {number}", number, f"={FORMULA}", day])
        sheet.cell(number + 1, 5).number_format = r"dd\.mm\.yyyy"
        sheet.cell(number + 1, 4).fill = PatternFill("solid", fgColor="EEEEEE")
    table = Table(displayName="tblClients", ref=f"A1:E{rows + 1}")
    table._initialise_columns()
    for column, header in zip(table.tableColumns, HEADERS, strict=True):
        column.name = header
    table.tableColumns[3].calculatedColumnFormula = TableFormula(attr_text=FORMULA)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)
    allowed = DataValidation(type="whole", operator="between", formula1="0", formula2="999", allow_blank=True)
    allowed.add(f"C2:C{rows + 1}")
    sheet.add_data_validation(allowed)
    red = PatternFill("solid", bgColor="FFC7CE")
    sheet.conditional_formatting.add(f"A2:E{rows + 1}", FormulaRule(["$C2>2"], fill=red, stopIfTrue=True))
    sheet["G1"] = "Калькулятор"
    sheet["G1"].hyperlink = Hyperlink(ref="G1", location="'Калькулятор'!A1", tooltip="К расчёту")
