"""Every worksheet function as a cell calls it."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime

import pytest

from osago_xl.functions import contract
from osago_xl.functions.registry import FUNCTIONS, CellError, call
from osago_xl.tariffs import own

DAY = datetime(2026, 3, 1)
SERIAL = 46082.0
CAR = (DAY, "B", "физ", "02", "Уфа", 110.0, 5000.0, None, 0.91, 35.0, 10.0)


def reason(answer) -> str:
    assert isinstance(answer, CellError), answer
    assert answer.code == "#VALUE!"
    return answer.reason


def test_the_list():
    assert {name for name in FUNCTIONS if name.startswith("OSAGO_")} >= {
        "OSAGO_PREMIUM", "OSAGO_EXPLAIN", "OSAGO_WHY", "OSAGO_BASE", "OSAGO_KT", "OSAGO_KBM", "OSAGO_KVS", "OSAGO_KO",
        "OSAGO_KM", "OSAGO_KS", "OSAGO_REFUND", "OSAGO_SURCHARGE", "OSAGO_FORECAST",
    }  # fmt: skip
    for declared in FUNCTIONS.values():
        assert len(declared.summary) <= 255 and declared.example.startswith(f"={declared.name}(")
        assert all(arg.name.isascii() and arg.name.isidentifier() and len(arg.text) <= 255 for arg in declared.args)


def test_order_of_arguments_is_a_promise_to_workbooks():
    assert [arg.name for arg in FUNCTIONS["OSAGO_PREMIUM"].args] == [
        "day", "category", "owner", "region", "place", "power_hp", "base_rate", "drivers", "kbm", "age", "experience",
        "months", "taxi", "mass_kg", "seats", "routes", "short_factor", "foreign", "term", "kt", "unfriendly",
    ]  # fmt: skip


def test_premium():
    assert call("OSAGO_PREMIUM", *CAR) == 8006.54
    assert call("OSAGO_PREMIUM", SERIAL, *CAR[1:]) == 8006.54


def test_drivers_as_a_range():
    people = [
        [35.0, 10.0, 0.91],
        [datetime(2000, 1, 1), datetime(2020, 1, 1), "класс 3"],
        [None, None, None],
        ["", 0.0, 0],
    ]
    expected = call("OSAGO_PREMIUM", *CAR[:7], people)
    assert expected == pytest.approx(5000 * 1.56 * 1.17 * 1.08 * 1.20, abs=0.005)
    as_serials = [[35.0, 10.0, 0.91], [36526.0, 43831.0, "кл. 3"]]
    as_text = [["35", "10", "0,91"], ["01.01.2000", "01.01.2020", 1.17]]
    assert call("OSAGO_PREMIUM", *CAR[:7], as_serials) == expected
    assert call("OSAGO_PREMIUM", *CAR[:7], as_text) == expected
    assert call("OSAGO_PREMIUM", *CAR[:7], [35.0, 10.0, 0.91]) == 8006.54
    assert call("OSAGO_PREMIUM", *CAR[:7], [[35.0, 10.0]], 0.91) == 8006.54


def test_unlimited_in_either_argument():
    expected = call("OSAGO_PREMIUM", *CAR[:7], "без ограничений", 0.91)
    assert expected == pytest.approx(5000 * 1.56 * 0.91 * 3.16 * 1.20, abs=0.005)
    assert call("OSAGO_PREMIUM", *CAR[:7], [["без ограничений", None]], 0.91) == expected
    assert call("OSAGO_PREMIUM", *CAR[:7], None, 0.91, "без ограничений") == expected


def test_zero_of_an_empty_calc_cell_is_nothing():
    padded = (*CAR[:7], 0, 0.91, 35.0, 10.0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    assert call("OSAGO_PREMIUM", *padded) == 8006.54
    assert "список водителей пуст" in reason(call("OSAGO_PREMIUM", *CAR[:7], 0, 0, 0, 0))


def test_experience_of_zero_is_zero():
    assert call("OSAGO_PREMIUM", *CAR[:9], 18.0, 0.0) > call("OSAGO_PREMIUM", *CAR[:9], 18.0, 3.0)


def test_an_excel_error_is_never_an_empty_cell():
    for place in range(len(CAR)):
        for error in ("#N/A", -2146826246):
            broken = [*CAR[:place], error, *CAR[place + 1 :]]
            assert "ошибка Excel" in reason(call("OSAGO_PREMIUM", *broken)), place


def test_why_tells_the_formula_or_the_reason():
    assert call("OSAGO_WHY", *CAR).startswith("5\u00a0000 (ТБ) × 1,56 (КТ)")
    assert "для 7204-У не подтверждено" in call("OSAGO_WHY", *CAR[:4], "Салават", *CAR[5:])
    told = call("OSAGO_WHY", *CAR[:4], "Уфо", *CAR[5:])
    assert "Уфо" in told and len(told) <= 255


def test_explain_is_a_table():
    rows = call("OSAGO_EXPLAIN", *CAR)
    assert rows[0][:2] == ["Коэффициент", "Значение"]
    assert rows[2] == ["КТ", 1.56, "Республика Башкортостан, Уфа", "6949-У, приложение 2", ""]
    assert rows[9][:2] == ["Премия", 8006.54]
    assert "отдельные ячейки" in reason(call("OSAGO_EXPLAIN", DAY, [["B"], ["B"]]))


def test_forecast():
    assert call("OSAGO_FORECAST", 0.0, *CAR) == 7302.67
    assert call("OSAGO_FORECAST", 1.0, *CAR) > call("OSAGO_PREMIUM", *CAR)


@pytest.mark.parametrize("rows", [5, contract.WORTH_COLUMNS])
def test_columns(rows):
    powers = [[100.0], [110.0], ["сто"], [None], [151.0]] * (rows // 5)
    found = call("OSAGO_PREMIUM", *CAR[:5], powers, *CAR[6:])
    assert len(found) == rows
    one_by_one = [call("OSAGO_PREMIUM", *CAR[:5], power, *CAR[6:]) for [power] in powers[:5]]
    assert [value for [value] in found[:5]] == one_by_one
    assert "нужно число" in reason(found[2][0]) and "нужна мощность" in reason(found[3][0])


@pytest.mark.parametrize("rows", [3, contract.WORTH_COLUMNS + 1])
def test_columns_of_drivers(rows):
    ages = ([[35.0], [datetime(1991, 1, 1)], ["без ограничений"]] * rows)[:rows]
    found = call("OSAGO_PREMIUM", *CAR[:9], ages, 10.0)
    assert [value for [value] in found[:3]] == [call("OSAGO_PREMIUM", *CAR[:9], age, 10.0) for [age] in ages[:3]]
    shared = call("OSAGO_PREMIUM", *CAR[:5], [[110.0]] * rows, 5000.0, [[35.0, 10.0, 0.91]])
    assert shared == [[8006.54]] * rows


def test_columns_without_pandas(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    many = [[110.0]] * contract.WORTH_COLUMNS
    assert call("OSAGO_PREMIUM", *CAR[:5], many, *CAR[6:]) == [[8006.54]] * contract.WORTH_COLUMNS


def test_single_factors():
    assert call("OSAGO_BASE", DAY, "B") == 8665
    assert call("OSAGO_BASE", DAY, "B", "юр", "min") == 724
    assert call("OSAGO_BASE", DAY, "C", None, "max", None, 20000.0) == 17201
    assert "min или max" in reason(call("OSAGO_BASE", DAY, "B", None, "средняя"))
    assert call("OSAGO_KT", DAY, None, "Уфа, Башкортостан") == 1.56
    assert call("OSAGO_KT", DAY, 2.0, "Уфа", "да") == 1.0
    assert call("OSAGO_KVS", DAY, 35.0, 10.0) == 0.94
    assert call("OSAGO_KVS", DAY, datetime(1990, 5, 5), 42005.0, "B", "юр") == 1.692
    assert call("OSAGO_KVS", DAY, 30.0, 3.0, "A") == 1.33
    assert call("OSAGO_KO", DAY, "да") == 3.16
    assert call("OSAGO_KO", DAY, "нет", "юр") == 1
    assert call("OSAGO_KM", DAY, "B", [[100.0], [100.5]]) == [[1.1], [1.2]]
    assert call("OSAGO_KM", DAY, "C") == 1
    assert call("OSAGO_KS", DAY, 6.0) == 0.7


def test_kbm():
    assert call("OSAGO_KBM", 0.91) == 0.91
    assert call("OSAGO_KBM", 0.91, 1.0) == 1.17
    assert call("OSAGO_KBM", "класс 5", 0.0, DAY) == 0.83
    assert call("OSAGO_KBM", "М", 0.0) == 2.94
    assert "нужен КБМ" in reason(call("OSAGO_KBM", None))
    assert "допустимо" in reason(call("OSAGO_KBM", 0.85))
    assert "таблица КБМ" in reason(call("OSAGO_KBM", 1.0, None, datetime(2022, 2, 1)))


def test_money_over_the_term():
    term = (datetime(2026, 1, 1), datetime(2026, 12, 31))
    assert call("OSAGO_REFUND", 10000.0, *term, datetime(2026, 6, 30)) == 3881.64
    assert call("OSAGO_REFUND", 10000.0, *term, datetime(2026, 6, 30), 0.0) == 5041.1
    assert call("OSAGO_SURCHARGE", 10000.0, 12000.0, *term, datetime(2026, 7, 1)) == 1008.22
    assert "День заявления: не указано" in reason(call("OSAGO_REFUND", 10000.0, *term, None))
    assert "Премия: не указано" in reason(call("OSAGO_REFUND", None, *term, DAY))


@pytest.mark.parametrize("cell", [None, "вчера", "#N/A", True, -5.0])
def test_a_date_that_is_none(cell):
    assert reason(call("OSAGO_KS", cell, 6.0)).startswith("Дата")


def test_the_agents_own_tariffs(own_tariffs):
    assert call("OSAGO_KT", DAY, "02", "Уфа") == 1.56
    mine = own_tariffs / "mine"
    mine.mkdir(parents=True)
    (mine / "act.toml").write_text(
        'number = "моя"\ntitle = "Моя"\nin_force = 2026-02-01\nedition = false\nchanges = ""\nconfidence = "own"\n'
        "sources = []\noverride = true\n",
        encoding="utf-8",
    )
    head = "region,place,vehicles,tractors,valid_from,confidence,sources,note\n"
    (mine / "kt.csv").write_text(head + "02,Уфа,1.60,,,own,,\n", encoding="utf-8")
    own.look_again()
    assert call("OSAGO_KT", DAY, "02", "Уфа") == 1.6


def test_the_first_formula_imports_nothing_heavy():
    code = "import sys, osago_xl.functions.registry as r; r.call('OSAGO_KS', 46082.0, 6.0); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    ).stdout.split()
    assert not {"pandas", "numpy", "openpyxl", "docxtpl", "xlwings"} & set(loaded)
