"""osago-xl kbm, refund, territory, tariffs."""

from __future__ import annotations

import json

import pytest

from osago_xl.cli.main import main


@pytest.fixture
def osago(capsys):
    def run(*words: str) -> tuple[int, str, str]:
        code = main(words)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def test_kbm(osago):
    code, out, _ = osago("kbm", "--class", "5", "--claims", "1", "--on", "2026-03-01", "--json")
    assert code == 0
    assert json.loads(out) == {
        "class": "5", "kbm": "0.91", "next": {"class": "3", "kbm": "1.17"},
        "path": [{"class": "3", "kbm": "1.17"}], "act": "6007-У",
    }  # fmt: skip
    _, text, _ = osago("kbm", "--kbm", "0,46", "--claims", "2", "0")
    assert text.splitlines()[0] == "Сегодня: класс 13, КБМ 0,46 (6007-У)"
    assert text.splitlines()[2] == "Через 2 г., выплат 0: класс 4, КБМ 1,00"


def test_kbm_wants_a_class(osago):
    code, _, err = osago("kbm")
    assert code == 3 and "--class или --kbm" in err


def test_refund(osago):
    term = ("--premium", "10000", "--starts", "2026-01-01", "--ends", "31.12.2026", "--ended", "30.06.2026")
    _, out, _ = osago("refund", *term, "--json")
    assert json.loads(out) == {
        "refund": "3881.64", "days_left": 184, "days": 365, "withheld": "0.23",
        "note": "оценка: точную сумму считает страховщик",
    }  # fmt: skip
    _, text, _ = osago("refund", *term, "--withheld", "0", "--count-last-day")
    assert text.startswith("Возврат: 5\u00a0068,49 ₽, осталось 185 из 365 дн.")


@pytest.mark.parametrize(("flag", "field"), [("--premium", "Премия"), ("--starts", "Начало")])
def test_refund_names_the_empty_field(osago, flag, field):
    term = {"--premium": "1", "--starts": "2026-01-01", "--ends": "2026-12-31", "--ended": "2026-12-31"} | {flag: ""}
    code, _, err = osago("refund", *(word for pair in term.items() for word in pair))
    assert code == 3 and f"{field}: не указано" in err


def test_territory(osago):
    code, out, _ = osago("territory", "уфа", "--on", "2026-03-01", "--json")
    assert code == 0
    assert json.loads(out)["territories"] == [
        {
            "region": "02",
            "place": "Уфа",
            "name": "Республика Башкортостан, Уфа",
            "kt": "1.56",
            "act": "6949-У",
            "note": "",
        }
    ]
    code, out, _ = osago("territory", "благовещенск", "--json")
    assert code == 1
    assert [found["region"] for found in json.loads(out)["territories"]] == ["28", "02"]
    code, out, _ = osago("territory", "Благовещенск", "--region", "28")
    assert (code, out.startswith("Амурская область, Благовещенск: КТ")) == (0, True)
    code, out, _ = osago("territory", "благовещенск")
    assert code == 1 and len(out.splitlines()) == 3
    _, out, _ = osago("territory", "Сургут", "--region", "ХМАО", "--tractor", "--on", "2026-03-01")
    assert "КТ ?" in out and "не найдено" in out


def test_territory_of_a_place_that_the_table_does_not_name(osago):
    code, out, _ = osago("territory", "г.о. Балашиха", "--on", "2026-03-01", "--json")
    (found,) = json.loads(out)["territories"]
    assert (code, found["region"], found["town"], found["kt"]) == (0, "50", "Балашиха", "1.56")
    assert "места «Балашиха» в таблице КТ нет, взято «Московская область»" in found["note"]
    code, out, _ = osago("territory", "Балашыха", "--on", "2026-03-01", "--json")
    answer = json.loads(out)
    assert code == 1 and answer["territories"] == []
    assert [found["town"] for found in answer["suggestions"]] == ["Балашиха"]
    _, out, _ = osago("territory", "Балашыха", "--on", "2026-03-01")
    assert "Похоже пишется: Балашиха (Московская область), КТ 1.56" in out.splitlines()


def test_tariffs_check_and_list(osago):
    code, out, _ = osago("tariffs", "check")
    assert code == 0 and "актов 7" in out
    _, out, _ = osago("tariffs", "list")
    assert "09.12.2025  Указание Банка России от 09.10.2025 № 7204-У" in out
    _, out, _ = osago("tariffs", "list", "--json")
    assert [json.loads(line)["number"] for line in out.splitlines()][-1] == "7349-У"


def test_tariffs_show(osago):
    _, out, _ = osago("tariffs", "show", "--on", "2026-07-01")
    lines = out.splitlines()
    assert lines[0] == "Тариф на 01.07.2026: 7204-У, действует с 22.06.2026"
    assert any("8665  B граждане: верхняя граница коридора  [7204-У, два источника]" in line for line in lines)
    assert any("Салават" in line and "не подтверждено" in line for line in lines)
    assert not any("individual" in line or "legal" in line or "known" in line for line in lines)
    _, out, _ = osago("tariffs", "show", "--json")
    assert {json.loads(line)["code"] for line in out.splitlines()} == {"ТБ", "КТ", "КБМ", "КВС", "КО", "КМ", "КС", "КП"}


def test_a_day_beyond_the_known_acts_is_told(osago):
    said = "Тарифы известны до 22.11.2026"
    assert said not in osago("tariffs", "show", "--on", "2027-01-20")[1]
    assert said in osago("tariffs", "show", "--on", "2030-01-01")[1]


def test_tariffs_check_names_the_fault(osago, tmp_path):
    (tmp_path / "mine").mkdir()
    code, _, err = osago("tariffs", "check", "--tariffs", str(tmp_path))
    assert code == 3 and "mine/act.toml" in err
    assert osago("tariffs", "show", "--on", "2020-01-01")[0] == 3
