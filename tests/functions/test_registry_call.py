"""The one entry of Excel and Calc: single values, columns, blocks, errors in their own cells."""

from __future__ import annotations

import pytest

from osago_xl.errors import InputError, TariffError
from osago_xl.functions import registry
from osago_xl.functions.registry import Arg, CellError, call, function


@pytest.fixture(autouse=True)
def sandbox(monkeypatch):
    monkeypatch.setattr(registry, "FUNCTIONS", {})

    @function("SUM2", "", Arg("a", "a"), Arg("b", "b", optional=True), example="=SUM2(1;2)")
    def sum2(a, b):
        if a == "bad":
            raise InputError("a", a, "плохо")
        if a == "old":
            raise TariffError("устарело")
        return a + (b or 0)

    @function("COUNT_ROWS", "", Arg("rows", "rows", table=True), Arg("b", "b"), example="=COUNT_ROWS(A1:B2;1)")
    def count_rows(rows, b):
        return len(rows) + b

    @function("TABLE", "", Arg("a", "a"), example="=TABLE(1)", returns="table")
    def table(a):
        return [["a"], [a]]

    @function("FAST", "", Arg("a", "a"), example="=FAST(1)", column=lambda a: [value * 10 for value in a])
    def fast(a):
        return a


def test_single_values():
    assert call("SUM2", 1, 2) == 3
    assert call("SUM2", 1) == 1
    assert call("SUM2", [[1]], [2]) == 3
    assert call("TABLE", 5) == [["a"], [5]]


def test_columns_rows_and_blocks_keep_their_shape():
    assert call("SUM2", [[1], [2]], 10) == [[11], [12]]
    assert call("SUM2", [[1, 2]], [[3, 4]]) == [[4, 6]]
    assert call("SUM2", [[1, 2], [3, 4]], [[1]]) == [[2, 3], [4, 5]]
    assert call("SUM2", [1, 2]) == [[1], [2]]


def test_a_function_may_take_a_column_at_once():
    assert call("FAST", [[1], [2]]) == [[10], [20]]
    assert call("FAST", 1) == 1


def test_a_table_argument_is_one_value():
    assert call("COUNT_ROWS", [[1, 2], [3, 4], [5, 6]], 1) == 4
    assert call("COUNT_ROWS", [[1], [2]], [[1], [2]]) == [[3], [4]]


def test_failures_are_cell_errors_in_their_own_place():
    assert call("SUM2", "bad") == CellError("#VALUE!", "плохо")
    assert call("SUM2", "old") == CellError("#N/A", "устарело")
    assert call("SUM2", [["bad"], [1]]) == [[CellError("#VALUE!", "плохо")], [1]]


@pytest.mark.parametrize(
    ("name", "cells", "reason"),
    [
        ("SUM2", (1, 2, 3), "аргументов 3, нужно не больше 2"),
        ("SUM2", ([[1], [2]], [[1], [2], [3]]), "разного размера: 2 × 1; 3 × 1"),
        ("TABLE", ([[1], [2]],), "нужны отдельные ячейки"),
    ],
)
def test_wrong_use(name, cells, reason):
    answer = call(name, *cells)
    assert isinstance(answer, CellError) and reason in answer.reason


def test_a_name_is_declared_once():
    with pytest.raises(ValueError, match="SUM2 is declared twice"):
        function("SUM2", "", example="")(lambda: 0)


def test_an_empty_block_is_nothing():
    assert isinstance(call("COUNT_ROWS", [], 1), int)
