import pytest
import xlwings as xw

from osago_xl.calc.engine import register, start_app
from osago_xl.calc.native import CalcNative
from osago_xl.errors import BookError

pytestmark = pytest.mark.office


def test_the_engine_is_registered_once():
    assert register() is register()
    assert [engine.name for engine in xw.engines].count("calc") == 1


def test_an_app_behaves_like_excels(app, book, sample):
    app.activate()  # an office of another test may be running beside it
    assert xw.apps.active == app
    assert app.version.major >= 7
    assert app.books["база.XLSX"] == book
    assert app.books.active == book
    assert app.books.open(sample) == book
    assert len(app.books) == 1
    with pytest.raises(KeyError):
        app.books["нет.xlsx"]
    with pytest.raises(FileNotFoundError):
        app.books.open(sample.with_name("нет.xlsx"))
    assert xw.Book(sample) == book


def test_settings_come_back_after_a_failure(app, book):
    with pytest.raises(RuntimeError), app.properties(calculation="manual", screen_updating=False, status_bar="Идёт"):
        assert app.status_bar == "Идёт"
        assert not book.api.isAutomaticCalculationEnabled()
        assert not book.api.IsAdjustHeightEnabled
        raise RuntimeError
    assert (app.calculation, app.screen_updating, app.status_bar) == ("automatic", True, False)
    assert book.api.isAutomaticCalculationEnabled()
    assert book.api.IsAdjustHeightEnabled


def test_manual_calculation_waits_for_calculate(app, book):
    sheet = book.sheets["Калькулятор"]
    sheet["B1"].value = [1, None]
    sheet["C1"].formula = "=B1*2"
    with app.properties(calculation="manual"):
        sheet["B1"].value = 5
        assert sheet["C1"].value == 2
        app.calculate()
        assert sheet["C1"].value == 10


@pytest.mark.parametrize(
    ("buttons", "answer"),
    [(None, "ok"), ("ok", "ok"), ("ok_cancel", "cancel"), ("yes_no", "no"), ("yes_no_cancel", "cancel")],
)
def test_nobody_answers_carefully(app, buttons, answer):
    assert app.alert("Удалить?", buttons=buttons) == answer


def test_answers_are_injected():
    asked = []

    def yes(prompt, title, buttons):
        asked.append((prompt, title, buttons))
        return "yes"

    with start_app(functions=None, answer=yes) as app:
        assert app.alert("Удалить?", "ОСАГО", "yes_no") == "yes"
        pid = app.pid
        assert app in list(xw.apps)
    assert asked == [("Удалить?", "ОСАГО", "yes_no")]
    assert pid not in [app.pid for app in xw.apps]


def test_two_apps_side_by_side(app, sample):
    before = list(xw.apps)
    with start_app(functions=None) as other:
        assert xw.apps.active == other
        copy = other.books.open(sample)
        assert copy.sheets[0]["A2"].value == "К-000001"
        app.activate()
        assert xw.apps.active == app
    assert {each.pid for each in xw.apps} == {each.pid for each in before}


def test_calls_of_the_live_book(book):
    native, sheet = CalcNative(), book.sheets["Клиенты"]
    table = sheet.tables["tblClients"]
    native.extend_table(table, 2)
    assert table.range.shape == (6, 5)
    native.write(sheet["A5:B5"], [["К-000004", "007"]])
    assert sheet["B5"].value == "007"
    assert not native.hidden_rows(table)
    native.add_text_box(sheet, "поле", "Фамилия", 8, (10, 20, 100, 15))
    assert (sheet.shapes["поле"].text, sheet.shapes["поле"].font.size) == ("Фамилия", 8)
    assert native.protect(sheet, True) is False
    assert native.protect(sheet, False) is True
    sheet.api.protect("пароль агента")
    with pytest.raises(BookError, match="защищён паролем"):
        native.protect(sheet, False)
