from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from osago_xl import Risk, Tariffs, premium, premiums
from osago_xl.errors import InputError
from osago_xl.tariffs import spread

TARIFFS = Tariffs.load()
CAR = {"date": "2026-03-01", "category": "B", "region": "02", "place": "Уфа", "power_hp": 110, "base_rate": 5000,
       "age": 35, "experience": 10, "kbm": 0.91}  # fmt: skip


def test_a_frame_keeps_its_columns_and_gets_ours():
    frame = pd.DataFrame([CAR, CAR | {"place": "Салават"}], index=[7, 9])
    found = premiums(frame)
    assert list(found.columns) == [
        *CAR,
        "premium",
        "act",
        "ТБ",
        "КТ",
        "КБМ",
        "КВС",
        "КО",
        "КМ",
        "КС",
        "КП",
        "notes",
        "error",
    ]
    assert list(found.index) == [7, 9]
    assert found["premium"].tolist() == [
        8006.54,
        premium(Risk.parse(CAR | {"place": "Салават"}), TARIFFS).premium.__float__(),
    ]
    assert found["notes"].tolist()[0] == "" and "не подтверждено" in found["notes"].tolist()[1]
    assert "premium" not in frame


def test_a_day_beyond_the_known_acts_is_noted_as_by_the_scalar_form():
    frame = pd.DataFrame([CAR | {"date": "2030-01-01"}, CAR, CAR | {"date": "2030-01-01", "trailer": "да"}])
    rows = [{k: v for k, v in row.items() if v == v} for row in frame.to_dict("records")]
    told = [list(premium(Risk.parse(row), TARIFFS).notes) for row in rows]
    assert [notes.split("; ") if notes else [] for notes in premiums(frame, TARIFFS)["notes"]] == told
    assert [len(notes) for notes in told] == [1, 0, 2]


def test_a_priced_frame_can_be_priced_again():
    once = premiums(pd.DataFrame([CAR]), TARIFFS)
    assert premiums(once, TARIFFS).equals(once)


def test_an_empty_frame():
    assert len(premiums(pd.DataFrame({name: [] for name in CAR}), TARIFFS)) == 0


def test_an_unknown_column_is_refused():
    with pytest.raises(InputError, match="Неизвестный столбец «colour»"):
        premiums(pd.DataFrame([CAR | {"colour": "red"}]), TARIFFS)


def test_missing_values_of_every_kind_are_not_given():
    rows = [CAR | {"kt": nothing, "months_of_use": nothing} for nothing in (None, np.nan, pd.NA, pd.NaT)]
    frame = pd.DataFrame(rows).astype({"kt": object, "months_of_use": object})
    assert premiums(frame, TARIFFS)["premium"].tolist() == [8006.54] * 4


def test_errors_stay_in_their_row():
    frame = pd.DataFrame(
        [CAR, CAR | {"place": "Уфо"}, CAR | {"date": None}, CAR | {"date": "2021-01-01"}, CAR | {"age": "x"}]
    )
    found = premiums(frame, TARIFFS)
    assert found["premium"].notna().tolist() == [True, False, False, False, False]
    assert found["КТ"].notna().tolist() == [True, False, False, False, False]
    errors = found["error"].astype(object).tolist()
    assert [isinstance(error, str) for error in errors] == [False, True, True, True, True]
    assert (
        "Уфо" in errors[1] and "Дата: не указано" in errors[2] and "тарифов нет" in errors[3] and "Возраст" in errors[4]
    )


def test_required_columns_may_be_absent_altogether():
    found = premiums(pd.DataFrame([{"category": "B"}]), TARIFFS)
    assert found["error"].tolist() == ["Дата: не указано; нужна дата начала договора."]


PEOPLE = [
    {"age": 45, "experience": 20, "kbm": 0.74},
    {"birth_date": "2000-01-01", "licence_date": "2021-01-01", "kbm_class": "3"},
]


@pytest.mark.parametrize(
    "drivers",
    [PEOPLE, PEOPLE[:1], tuple(PEOPLE), np.array(PEOPLE), "unlimited", "без ограничений", [], "Иванов", 5, ["x"],
     [{"age": [1]}], [{"name": 1}], [PEOPLE[0], {"name": 1}], [PEOPLE[0], {"age": 17, "experience": "x"}], PEOPLE[0],
     " ", None],
)  # fmt: skip
def test_lists_of_drivers_as_in_the_scalar_form(drivers):
    rows = [CAR | {"drivers": drivers}, CAR | {"drivers": "unlimited"}, CAR | {"drivers": PEOPLE}]
    found = premiums(
        pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=object) for name in rows[0]}), TARIFFS
    )
    scalar = list(drivers) if isinstance(drivers, np.ndarray) else drivers
    try:
        expected = float(premium(Risk.parse(CAR | {"drivers": scalar}), TARIFFS).premium)
    except InputError as error:
        assert np.isnan(found["premium"].iloc[0]) and found["error"].iloc[0] == error.message
    else:
        assert found["premium"].iloc[0] == expected
    assert found["premium"].notna().tolist()[1:] == [True, True]


def test_flat_dates():
    row = {key: value for key, value in CAR.items() if key not in ("age", "experience")}
    dated = row | {"birth_date": "1990-03-01", "licence_date": "2015-12-31"}
    frame = pd.DataFrame([dated, dated | {"birth_date": None}])
    frame["birth_date"] = pd.to_datetime(frame["birth_date"])
    found = premiums(frame, TARIFFS)
    assert found["КВС"].iloc[0] == float(premium(Risk.parse(dated), TARIFFS).value("КВС"))
    assert "Возраст: не указано" in found["error"].iloc[1]


def test_nobody_drives():
    row = {key: value for key, value in CAR.items() if key not in ("age", "experience")}
    assert "список водителей пуст" in premiums(pd.DataFrame([row]), TARIFFS)["error"].iloc[0]


def test_many_distinct_combinations_are_numbered_by_hashing():
    columns = [spread.Column.of(np.arange(3000, dtype=np.int32)) for _ in range(2)]
    codes, keys = spread.combine(columns)
    assert len(keys) == 3000
    assert [keys[code] for code in codes[:3]] == [(0, 0), (1, 1), (2, 2)]


def test_columns_of_one_value_need_no_numbering():
    column = spread.Column(np.zeros(4, dtype=np.int32), ["x"])
    codes, keys = spread.combine([column, column])
    assert (codes.tolist(), keys) == ([0, 0, 0, 0], [("x", "x")])


def test_whole_numbers_far_apart_are_told_apart():
    frame = pd.DataFrame([CAR | {"power_hp": hp} for hp in (110, 99, 10**9, 110)])
    found = premiums(frame, TARIFFS)
    priced = [float(premium(Risk.parse(CAR | {"power_hp": hp}), TARIFFS).premium) for hp in (110, 99)]
    assert found["premium"].tolist()[:2] == priced and np.isnan(found["premium"][2])
    codes, distinct = spread._whole(np.array([5, 10**9, 5]))
    assert (codes.tolist(), distinct.tolist()) == ([0, 1, 0], [5, 10**9])
