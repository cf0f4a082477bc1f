"""An act taken into the agent's tariffs from the command line and by the button, and put away again."""

import hashlib
import json
from datetime import date

import pytest
from imports.acts.annexes import FORMATS, HEADING, Table, csv_file, tables

from osago_xl import Tariffs
from osago_xl.cli.console import ConsoleUi
from osago_xl.cli.main import main
from osago_xl.domain.territory import Territory
from osago_xl.errors import TariffError
from osago_xl.imports.acts.command import Wanted, take_act
from osago_xl.tariffs.taken import bring_back, folder_name, put_away, taken

TODAY = date(2026, 11, 30)
AMENDS = "Внести изменения: строки изложить в следующей редакции."
HEAD = ["№ п/п", "Территория преимущественного использования", "Коэффициент КТ", "Коэффициент КТ для тракторов"]


def annex(path, number="7400-У", signed="1 ноября 2026", begins="1 января 2027", ufa="1,70"):
    heading = HEADING.format(signed=signed, number=number, begins=begins, what=AMENDS)
    rows = [
        ["2", "Республика Башкортостан", "", ""],
        ["2.1", "Уфа", ufa, "1,10"],
        ["5", "Московская область", "1,60", "1,00"],
    ]
    return csv_file(path, heading, [Table("Коэффициент КТ", [HEAD], rows)])


NOTHING = Wanted()


def take(tmp_path, wanted=NOTHING, **changed):
    return take_act(ConsoleUi(yes=True), annex(tmp_path / "annex.csv", **changed), tmp_path / "own", wanted, TODAY)


def test_a_new_act_is_written_with_its_source_and_holds_from_its_day(tmp_path):
    act = take(tmp_path)
    assert (act.number, act.in_force, act.folder.name) == ("7400-У", date(2027, 1, 1), "7400-u")
    tariffs = Tariffs.load(tmp_path / "own")
    ufa = Territory("02", "Уфа")
    assert str(tariffs.at(date(2026, 12, 31)).kt[ufa].value) == "1.56"  # 6949-У
    assert str(tariffs.at(date(2027, 1, 1)).kt[ufa].value) == "1.70"
    digest = hashlib.sha256((tmp_path / "annex.csv").read_bytes()).hexdigest()
    assert digest in (tmp_path / "own" / "sources.csv").read_text("utf-8")
    assert "КТ, 02, Уфа: 1.56 / 1.00 → 1.70 / 1.10" in [str(change) for change in act.changes]
    assert act.told[0] == "КТ: строк 2, изменено 2, новых 0, больше нет 0."


def test_an_act_put_away_comes_back_once(tmp_path):
    own = tmp_path / "own"
    take(tmp_path)
    before = {path.name: path.read_bytes() for path in own.rglob("*.csv")}
    put_away(own, "7400-У")
    bring_back(own, "7400-u")
    assert {path.name: path.read_bytes() for path in own.rglob("*.csv")} == before
    with pytest.raises(TariffError, match="вернуть нельзя"):
        bring_back(own, "7400-u")


def test_dropping_it_leaves_the_tariffs_as_they_were(tmp_path):
    take(tmp_path)
    assert taken(tmp_path / "own") == ["7400-u"]
    put_away(tmp_path / "own", "7400-У")
    assert taken(tmp_path / "own") == []
    assert Tariffs.load(tmp_path / "own").rows == Tariffs.load().rows
    with pytest.raises(TariffError, match="среди взятых из файлов нет"):
        put_away(tmp_path / "own", "7400-У")


@pytest.mark.parametrize(
    ("changed", "wanted", "reason"),
    [
        ({"number": "?"}, Wanted(), "Номер акта в файле не найден"),
        ({"signed": "1 марта 2027"}, Wanted(), "подписан 01.03.2027, а действует с 01.01.2027"),
        ({"ufa": "18,0"}, Wanted(), "18,0 не бывает"),
        ({"begins": "22 июня 2026"}, Wanted(number="7349-У"), None),
    ],
)
def test_what_cannot_be_right_is_taken_in_no_part(tmp_path, changed, wanted, reason):
    if reason is None:  # an act that the program ships may be read from its file: it stands above the shipped one
        assert take(tmp_path, wanted, **changed, signed="1 мая 2026").folder.exists()
        return
    with pytest.raises(TariffError, match=reason):
        take(tmp_path, wanted, **changed)
    assert not (tmp_path / "own").exists() or not list((tmp_path / "own").iterdir())


def test_two_acts_of_one_day(tmp_path):
    take(tmp_path)
    with pytest.raises(TariffError, match=r"даты пересекаются, «02, Уфа»"):
        take(tmp_path, number="7401-У")
    with pytest.raises(TariffError, match="7400-У уже взят"):
        take(tmp_path)
    assert taken(tmp_path / "own") == ["7400-u"]


def test_the_shipped_act_read_from_its_annexes_changes_no_premium(tmp_path):
    heading = HEADING.format(signed="9 октября 2025", number="7204-У", begins="9 декабря 2025", what=AMENDS)
    path = FORMATS["docx"](tmp_path / "annex.docx", heading, tables("7204-u"))
    act = take_act(ConsoleUi(yes=True), path, tmp_path / "own", Wanted(), TODAY)
    assert [change for change in act.changes if change.times > 1 and change.table == "kp"] == []
    day = date(2026, 3, 1)
    own, shipped = Tariffs.load(tmp_path / "own").at(day), Tariffs.load().at(day)
    values = {place: factor.value for place, factor in shipped.kt.items()}
    assert {place: factor.value for place, factor in own.kt.items()} == values


def test_the_command_line(tmp_path, capsys):
    path = annex(tmp_path / "annex.csv")
    own = str(tmp_path / "own")
    assert main(["tariffs", "take", str(path), "--tariffs", own, "--yes", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["number"], answer["in_force"], len(answer["changes"])) == ("7400-У", "2027-01-01", 2)
    assert main(["tariffs", "list", "--tariffs", own]) == 0
    assert "01.01.2027" in capsys.readouterr().out
    assert main(["tariffs", "drop", "7400-У", "--tariffs", own]) == 0
    assert main(["tariffs", "take", "--tariffs", own]) == 2


def test_folder_names():
    assert folder_name("7400-У") == "7400-u"
