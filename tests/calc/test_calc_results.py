"""Which stored results a workbook keeps on its way into Calc."""

from openpyxl import Workbook

from osago_xl.calc.package import Package
from osago_xl.calc.results import without_stale_results

OURS = 'IF(tblClients[[#This Row],[Клиент]]="","да & нет",1)'
IN_FILE = OURS.replace("&", "&amp;")
QUOTED = IN_FILE.replace('"', "&quot;")


def results(tmp_path, cells, columns):
    Workbook().save(tmp_path / "book.xlsx")
    package = Package((tmp_path / "book.xlsx").read_bytes())
    (part,) = package.sheets().values()
    package.parts[part] = f"<sheetData><row>{cells}</row></sheetData>".encode()
    without_stale_results(package, columns)
    return package.parts[part].decode().count("<v>")


def test_a_column_of_ours_keeps_its_results(tmp_path):
    cells = f'<c r="A3" t="str"><f>{IN_FILE}</f><v>да</v></c><c r="A4"><f>{QUOTED}</f><v>1</v></c>'
    assert results(tmp_path, cells, {"tblClients": {"Звонить с": f"={OURS}"}}) == 2
    assert results(tmp_path, cells, {"tblClients": {"Мой столбец": f"={OURS}"}}) == 0
    assert results(tmp_path, cells, {"tblMine": {"Звонить с": f"={OURS}"}}) == 0


def test_cells_that_share_a_formula_share_its_fate(tmp_path):
    cells = (
        f'<c r="A3"><f t="shared" ref="A3:A4" si="0">{IN_FILE}</f><v>1</v></c>'
        '<c r="A4"><f t="shared" si="0"/><v>2</v></c>'
        '<c r="B3"><f t="shared" ref="B3:B4" si="1">C3*2</f><v>3</v></c><c r="B4"><f t="shared" si="1"/><v>4</v></c>'
    )
    assert results(tmp_path, cells, {"tblClients": {"Звонить с": f"={OURS}"}}) == 2


def test_values_that_are_no_results_stay(tmp_path):
    assert results(tmp_path, '<c r="A1"><v>5</v></c><c r="A2"><f>A1*2</f><v>10</v></c>', {}) == 1
