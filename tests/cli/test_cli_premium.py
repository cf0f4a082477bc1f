"""osago-xl premium: a line in, a line out, in order."""

from __future__ import annotations

import csv
import io
import json

import pytest

from osago_xl.cli.main import main

REAL = {"date": "2024-10-06", "category": "B", "owner": "legal", "region": "77", "power_hp": 130, "base_rate": "max",
        "drivers": [{"age": 27, "experience": 8, "kbm": 1.17}]}  # fmt: skip


@pytest.fixture
def osago(monkeypatch, capsys):
    def run(text: str, *options: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        code = main(["premium", *options])
        return code, capsys.readouterr().out

    return run


def test_a_line_for_a_line(osago):
    lines = [json.dumps(REAL), json.dumps(REAL | {"region": "Уфо"}), "", "{", json.dumps([1]), "[" * 100_000,
             json.dumps(REAL | {"power_hp": float("nan")}), json.dumps(REAL | {"colour": 1})]  # fmt: skip
    code, out = osago("\n".join(lines))
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert answers[0] == {
        "premium": "32493.05",
        "act": "6209-У",
        "factors": {"ТБ": "5722", "КТ": "1.80", "КБМ": "1.17", "КВС": "1.926", "КО": "1.00",
                    "КМ": "1.40", "КС": "1.00", "КП": "1"},
        "notes": ["Премия больше 3 × ТБ × КТ: прежний предел не применяется"],
    }  # fmt: skip
    assert [answer["field"] for answer in answers[1:]] == ["region", "json", "json", "json", "power_hp", "colour"]
    assert all(answer["error"] for answer in answers[1:])


def test_all_good_is_zero(osago):
    assert osago(json.dumps(REAL))[0] == 0


def test_numbers_of_json_are_exact(osago):
    _, out = osago(json.dumps(REAL).replace('"max"', "4999.9950"))
    assert json.loads(out)["factors"]["ТБ"] == "4999.9950"


def test_csv_likewise(osago):
    head = "date,category,territory,power_hp,base_rate,drivers,age,experience,kbm\n"
    people = '"[{""age"": 27, ""experience"": 8, ""kbm"": 1.17}]"'
    lines = [
        '2026-03-01,B,Уфа,110,5000,,35,10,"0,91"',
        f"2026-03-01,B,Уфа,110,5000,{people},,,",
        "2026-03-01,B,Уфо,1,5000,unlimited,,,",
    ]
    code, out = osago(head + "\n".join(lines), "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 1
    assert (rows[0]["premium"], rows[0]["КБМ"], rows[0]["error"], rows[0]["kbm"]) == ("8006.54", "0.91", "", "0,91")
    assert rows[1]["КВС"] == "1.07"
    assert (rows[2]["premium"], rows[2]["field"]) == ("", "territory")


def test_csv_answer_can_be_fed_back(osago):
    _, out = osago("date,category,territory,power_hp,base_rate,drivers\n2026-03-01,B,Уфа,110,5000,unlimited\n", "--csv")
    code, again = osago(out, "--csv")
    assert (code, again) == (0, out)


def test_empty_input(osago):
    assert osago("") == (0, "")
    assert osago("", "--csv")[0] == 0


def test_a_broken_folder_of_tariffs_is_a_failure(osago, tmp_path, capsys):
    (tmp_path / "mine").mkdir()
    assert osago("", "--tariffs", str(tmp_path))[0] == 3
