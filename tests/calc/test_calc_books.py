"""A book on disk is the old one or the new one, and after Calc it is still a book for Excel."""

import os
import signal
import threading
import time
import zipfile

import msoffcrypto
import pdfplumber
import pytest
from lxml import etree
from openpyxl import load_workbook
from pyopenvba import ExcelFile

from osago_xl.calc.engine import start_app
from osago_xl.calc.package import MAIN, Package, tag
from osago_xl.errors import BookError, EngineError

pytestmark = pytest.mark.office
VBA = 'Option Explicit\r\nPublic Sub Hello()\r\n    MsgBox "hello"\r\nEnd Sub\r\n'


@pytest.fixture
def saved(book, sample):
    """The sample with one row more, saved by Calc over itself."""
    clients = book.sheets["Клиенты"].tables["tblClients"]
    clients.resize(clients.range.resize(5))
    clients.data_body_range[3, :3].value = ["К-000004", "Новый", 4]
    book.save()
    return Package(sample.read_bytes())


def table_of(package):
    return next(root for _, root in package.tables())


def test_the_new_row_is_in_the_file(saved, sample):
    sheet = load_workbook(sample)["Клиенты"]
    assert [cell.value for cell in sheet[5]][:3] == ["К-000004", "Новый", 4]
    assert sheet["D5"].value == sheet["D2"].value
    assert sheet.tables["tblClients"].ref == "A1:E5"
    assert sheet.freeze_panes == "B2"


def test_tables_keep_style_and_calculated_column(saved):
    table = table_of(saved)
    assert table.find(tag("tableStyleInfo")).get("name") == "TableStyleLight1"
    formula = table.findtext(f".//{tag('calculatedColumnFormula')}")
    assert formula.startswith("IF(tblClients[[#This Row],[Имя, %]]")


def test_code_names_states_and_protection_are_there(saved):
    workbook = saved.xml("xl/workbook.xml")
    assert workbook.find(tag("workbookPr")).get("codeName") == "wbOsago"
    assert workbook.find(tag("workbookProtection")).get("lockStructure") == "1"
    states = {s.get("name"): s.get("state") for s in workbook.iter(tag("sheet"))}
    assert states["Тайный"] == "veryHidden"
    names = {n: saved.xml(p).find(tag("sheetPr")).get("codeName") for n, p in saved.sheets().items()}
    assert names == {"Клиенты": "shClients", "Калькулятор": "shCalculator", "Тайный": "shSecret"}


def test_rules_stop_and_links_explain_themselves(saved):
    clients = saved.xml(saved.sheets()["Клиенты"])
    assert [rule.get("stopIfTrue") for rule in clients.iter(tag("cfRule"))] == ["1"]
    assert [link.get("tooltip") for link in clients.iter(tag("hyperlink"))] == ["К расчёту"]


def test_a_link_of_an_empty_cell_is_there_for_the_number_to_come(saved):
    calculator = saved.xml(saved.sheets()["Калькулятор"])
    assert [(link.get("ref"), link.get("location")) for link in calculator.iter(tag("hyperlink"))] == [
        ("H9", "'Клиенты'!A1")
    ]


def test_the_theme_is_the_old_one(book, sample):
    before = Package(sample.read_bytes()).parts["xl/theme/theme1.xml"]
    book.save()
    assert Package(sample.read_bytes()).parts["xl/theme/theme1.xml"] == before


def test_functions_have_their_short_names_everywhere(saved):
    for part, data in saved.parts.items():
        assert b"RU.OSAGO" not in data.upper(), part
    formulas = [f.text for f in etree.fromstring(saved.parts[saved.sheets()["Калькулятор"]]).iter(f"{{{MAIN}}}f")]
    assert "OSAGO_PLUS(2,3)" in formulas
    assert '"OSAGO_PLUS(1)"&OSAGO_TEXT()' in formulas


def test_saving_twice_loses_nothing(book, sample):
    book.save()
    book.sheets["Клиенты"]["B2"].value = "Другой"
    book.save()
    package = Package(sample.read_bytes())
    assert table_of(package).find(tag("tableStyleInfo")) is not None
    assert load_workbook(sample)["Клиенты"]["B2"].value == "Другой"


def test_macros_are_those_of_the_original(open_book, sample, tmp_path):
    path = tmp_path / "Макросы.xlsm"
    sample.rename(path)
    with ExcelFile(path) as excel:
        excel.add_vba_project()
        excel.vba_project().add_module("Hello", VBA)
        excel.save(path)
    main = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    package = Package(path.read_bytes())
    types = package.parts["[Content_Types].xml"].decode()
    package.parts["[Content_Types].xml"] = types.replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", main
    ).encode()
    path.write_bytes(package.to_bytes())

    book = open_book(path)
    book.sheets["Клиенты"]["B2"].value = "После"
    book.save()

    after = Package(path.read_bytes())
    assert after.parts["xl/vbaProject.bin"] == package.parts["xl/vbaProject.bin"]
    assert main in after.parts["[Content_Types].xml"].decode()
    with ExcelFile(path) as excel:
        assert "hello" in excel.vba_modules()["Hello"]


def test_save_as_leaves_the_old_file(book, sample, tmp_path):
    before = sample.read_bytes()
    book.sheets["Клиенты"]["B2"].value = "Копия"
    book.save(tmp_path / "Копия.xlsx")
    assert sample.read_bytes() == before
    assert book.name == "Копия.xlsx"
    assert load_workbook(tmp_path / "Копия.xlsx")["Клиенты"]["B2"].value == "Копия"


def test_a_password_encrypts_and_stays(open_book, sample, tmp_path):
    secret, path = "Пароль 1", tmp_path / "Закрыта.xlsx"
    book = open_book(sample)
    book.save(path, password=secret)
    book.sheets["Клиенты"]["B2"].value = "Тайна"
    book.save()
    book.close()
    with path.open("rb") as file:
        assert msoffcrypto.OfficeFile(file).is_encrypted()
    with pytest.raises(BookError, match="закрыта паролем"):
        open_book(path)
    with pytest.raises(BookError, match="не подошёл"):
        open_book(path, password="другой")
    assert open_book(path, password=secret).sheets["Клиенты"]["B2"].value == "Тайна"


def test_a_file_changed_by_somebody_else_is_not_overwritten(book, sample):
    foreign = sample.read_bytes() + b"\0"
    sample.write_bytes(foreign)
    with pytest.raises(BookError, match="изменила другая программа"):
        book.save()
    assert sample.read_bytes() == foreign


def test_a_full_disk_leaves_the_old_file(book, sample, monkeypatch):
    before = sample.read_bytes()

    def full(handle):
        raise OSError(28, "Нет места на устройстве")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BookError, match="на диске нет места"):
        book.save()
    assert sample.read_bytes() == before
    assert sorted(path.name for path in sample.parent.iterdir()) == [sample.name]


@pytest.mark.parametrize("content", [b"", b"not a book"])
def test_what_is_no_book_is_refused(open_book, tmp_path, content):
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(BookError, match="повреждён"):
        open_book(path)


@pytest.mark.parametrize(("part", "reason"), [("word/document.xml", "повреждён"), ("xl/workbook.xml", "не открыл")])
def test_archives_of_another_kind_are_refused(open_book, tmp_path, part, reason):
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "<x/>")
    with pytest.raises(BookError, match=reason):
        open_book(path)


def test_other_formats_are_refused(open_book, tmp_path):
    path = tmp_path / "x.ods"
    path.write_bytes(b"PK")
    with pytest.raises(BookError, match="xlsx и xlsm"):
        open_book(path)


def test_pdf_of_the_visible_sheets(book, tmp_path):
    book.sheets["Тайный"]["A1"].value = "не печатать"
    for sheet in book.sheets:
        sheet.api.PrintAreas = (sheet["A1:E9"].api.RangeAddress,)
    book.to_pdf(tmp_path / "book.pdf")
    assert printed(tmp_path / "book.pdf") == {"Клиент 3", "OSAGO_PLUS(1)сеть"}
    book.sheets["Клиенты"].to_pdf(tmp_path / "sheet.pdf")
    assert printed(tmp_path / "sheet.pdf") == {"Клиент 3"}
    assert [sheet.visible for sheet in book.sheets] == [True, True, False]


def printed(path):
    with pdfplumber.open(path) as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages)
    return {word for word in ("Клиент 3", "OSAGO_PLUS(1)сеть", "не печатать") if word in text}


def test_sheets_come_go_and_hide(book):
    report = book.sheets.add("Отчёт", after=book.sheets[-1])
    assert book.sheets.active == report
    report["A1"].value = 1
    copied = report.copy(name="Отчёт 2")
    assert copied["A1"].value == 1
    report.delete()
    assert book.sheet_names == ["Клиенты", "Калькулятор", "Тайный", "Отчёт 2"]
    copied.visible = False
    assert [sheet.visible for sheet in book.sheets] == [True, True, False, False]


class TestKilled:
    """The office dies in the middle: own offices, so that the shared one survives."""

    @pytest.fixture
    def lone(self):
        with start_app(functions=None) as app:
            yield app

    def kill_soon(self, app, seconds):
        thread = threading.Timer(seconds, os.killpg, (app.pid, signal.SIGKILL))
        thread.start()
        return thread

    def check(self, app, sample, before):
        assert sample.read_bytes() == before
        assert [path.name for path in sample.parent.iterdir()] == [sample.name]
        folder = app.impl.office.folder
        app.quit()
        assert not group_alive(app.impl.pid)
        assert not folder.exists()

    def test_while_writing(self, lone, sample):
        before = sample.read_bytes()
        sheet = lone.books.open(sample).sheets["Калькулятор"]
        killer = self.kill_soon(lone, 0.2)
        with pytest.raises(EngineError, match="LibreOffice закрылся"):
            for _ in range(200):
                sheet["A1"].value = [[1.0] * 100] * 500
        killer.join()
        self.check(lone, sample, before)

    def test_while_saving(self, lone, sample):
        book = lone.books.open(sample)
        book.sheets["Калькулятор"]["A5"].value = [[f"т{i}" for i in range(100)]] * 2000
        before = sample.read_bytes()
        killer = self.kill_soon(lone, 0.05)
        with pytest.raises(EngineError, match="LibreOffice закрылся"):
            book.save()
        killer.join()
        book.close()
        self.check(lone, sample, before)

    def test_before_saving_and_settings_are_no_trap(self, lone, sample):
        book = lone.books.open(sample)
        before = sample.read_bytes()
        os.killpg(lone.pid, signal.SIGKILL)
        with (
            pytest.raises(EngineError, match="LibreOffice закрылся"),
            lone.properties(status_bar="Пишем", screen_updating=False),
        ):
            book.save()
        assert lone.screen_updating is True
        assert len(lone.engine.apps) == len([a for a in lone.engine.apps if a.pid != lone.pid])
        self.check(lone, sample, before)


def group_alive(group, patience=5.0):
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    return True
