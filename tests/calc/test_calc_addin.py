"""Our functions in Calc's cells: bound on load, real errors, an extension that a person can install."""

import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from extension import calls, install
from lxml import etree

from osago_xl.calc import addin
from osago_xl.calc.engine import start_app
from osago_xl.calc.office import Office
from osago_xl.functions import registry

pytestmark = pytest.mark.office
ADD_TIME = 30.0
SHIPPED = Path(__file__).parents[2] / "workbook" / "OSAGO.xlsm"
CALCULATED = ["date", "category", "owner", "region", "place", "power_hp", "base_rate"]


@pytest.fixture
def cell(app, open_book):
    sheet = app.books.add().sheets[0]
    sheet["A1"].value = [[1], [2], ["т"], [None]]

    def compute(formula):
        sheet["C1"].formula = formula
        return sheet["C1"].options(err_to_str=True).value

    return compute


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=OSAGO_PLUS(2,3)", 5.0),
        ("=OSAGO_PLUS(A1,A2)*2", 6.0),
        ("=OSAGO_PLUS(OSAGO_PLUS(1,1),1)", 3.0),
        ("=OSAGO_PLUS()", 0.0),
        ('=OSAGO_TEXT()&"!"', "сеть!"),
        ('=OSAGO_FAIL("#N/A")', "#N/A"),
        ('=OSAGO_FAIL("#VALUE!")', "#VALUE!"),
        ('=OSAGO_FAIL("#NUM!")', "#NUM!"),
        ('=IFERROR(OSAGO_FAIL("#NUM!"),7)', 7.0),
        ('=ISNA(OSAGO_FAIL("#N/A"))', 1.0),
        ("=INDEX(OSAGO_DOUBLE(A1:A2),1,1)", 2.0),
        ("=INDEX(OSAGO_DOUBLE(A1:A2),2,1)", "#N/A"),
        ("=OSAGO_PLUS(1/0,1)", "#DIV/0!"),
        ("=OSAGO_PLUS(A3,1)", "#VALUE!"),
        ('=OSAGO_SAY("а",,A3)', "('а', None, 'т')"),
        ("=OSAGO_SAY(A3:A4)", "([['т'], [None]],)"),
        ("=OSAGO_UNKNOWN(1)", "#NAME?"),
    ],
)
def test_functions_compute(cell, formula, value):
    assert cell(formula) == value


def test_functions_are_bound_when_a_book_is_loaded(book):
    calculator = book.sheets["Калькулятор"]
    assert calculator["A1"].value == 5
    assert calculator["A2"].value == "OSAGO_PLUS(1)сеть"
    assert calculator["A1"].formula == "=OSAGO_PLUS(2,3)"


def test_a_changed_cell_changes_the_result(book):
    calculator = book.sheets["Калькулятор"]
    calculator["B1"].value = 10
    calculator["A1"].formula = "=OSAGO_PLUS(B1,1)"
    assert calculator["A1"].value == 11
    calculator["B1"].value = 20
    assert calculator["A1"].value == 21


def test_twenty_thousand_calls_load_within_seconds(open_book, tmp_path):
    path = calls(tmp_path / "calls.xlsx", 20_000)
    began = time.perf_counter()
    sheet = open_book(path).sheets[0]
    assert time.perf_counter() - began < 10  # measured 1 s on a quiet machine
    assert sheet["A20000"].value == 20_001


def test_the_interface_names_every_function():
    declared = addin.functions("sample_functions")
    text = addin.idl(declared.values())
    assert "OSAGO_SAY([in] any a1, [in] any a2, [in] any a3);" in text
    assert "OSAGO_TEXT();" in text
    assert text.count("OSAGO_") == len(declared)


def test_an_empty_registry_registers_nothing(tmp_path, monkeypatch):
    import sample_functions

    monkeypatch.setattr(sample_functions, "FUNCTIONS", {})
    assert addin.build_passive(tmp_path / "addin", "sample_functions") is None


def test_the_shipped_calculator_follows_a_drivers_age(tmp_path):
    path = Path(shutil.copy(SHIPPED, tmp_path / "OSAGO.xlsm"))
    with start_app() as app:
        sheet = app.books.open(path).sheets["Калькулятор"]
        sheet["calc_base_rate"].value = 5000
        for age, experience in ((35, 10), (20, 1)):
            sheet["calc_drivers"][0, :].value = [age, experience, 0.91]
            given = [sheet[f"calc_{name}"].value for name in CALCULATED]
            expected = registry.call("OSAGO_PREMIUM", *given, [[age, experience, 0.91]])
            assert sheet["calc_premium"].value == float(expected)


@pytest.fixture
def oxt(tmp_path):
    return addin.build_oxt(tmp_path / "osago.oxt", "sample_functions", Path(__file__).parent)


def test_the_extension_is_complete_and_reproducible(oxt, tmp_path):
    with zipfile.ZipFile(oxt) as archive:
        names = set(archive.namelist())
        manifest = etree.fromstring(archive.read("META-INF/manifest.xml"))
        listed = {value for entry in manifest for key, value in entry.items() if key.endswith("full-path")}
        for name in names:
            if name.endswith((".xml", ".xcu", ".components")):
                etree.fromstring(archive.read(name))
    assert listed <= names
    assert "pythonpath/osago_xl/functions/registry.py" in names
    assert not any("__pycache__" in name for name in names)
    again = addin.build_oxt(tmp_path / "again.oxt", "sample_functions", Path(__file__).parent)
    assert again.read_bytes() == oxt.read_bytes()


def test_the_extension_brings_all_that_the_functions_need(tmp_path):
    with zipfile.ZipFile(addin.build_oxt(tmp_path / "osago.oxt")) as archive:
        archive.extractall(tmp_path / "unpacked")
    calls = 'call("OSAGO_KBM", 0.91, 1.0), call("OSAGO_KT", 46082.0, "02", "Уфа")'
    question = f"from osago_registry import call; print({calls})"
    alone = f"import sys; sys.path.insert(0, {str(tmp_path / 'unpacked' / 'pythonpath')!r}); {question}"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", alone], capture_output=True, text=True, timeout=60)
    kbm, kt = registry.call("OSAGO_KBM", 0.91, 1.0), registry.call("OSAGO_KT", 46082.0, "02", "Уфа")
    assert (done.stdout.strip(), done.stderr) == (f"{kbm} {kt}", "")


def test_the_extension_computes_in_a_persons_calc(oxt, tmp_path, monkeypatch):
    monkeypatch.delenv("PYTHONPATH", raising=False)
    profile = tmp_path / "profile"
    install(oxt, profile)
    book = calls(tmp_path / "person.xlsx", 2_000)
    with Office(profile=profile) as office:
        document = office.desktop.loadComponentFromURL(book.as_uri(), "_blank", 0, ())
        cell = document.Sheets.getByIndex(0).getCellRangeByName("A2000")
        wait_for(lambda: cell.Value == 2_001)
        assert cell.Formula == "=RU.OSAGO.ADDIN.OSAGO_PLUS(2000;1)"
        assert not document.isModified()


def wait_for(condition):
    until = time.monotonic() + ADD_TIME
    while not condition() and time.monotonic() < until:
        time.sleep(0.05)
    assert condition()
