"""Wrappers are VBA that the editor of Excel accepts."""

from __future__ import annotations

import pytest

from osago_xl.errors import SchemaError
from osago_xl.functions.registry import Arg, Function
from osago_xl.workbook.wrappers import ARGUMENT_LIMIT, functions_module


def source(*args: Arg) -> str:
    return functions_module([Function("OSAGO_X", "", args, len, "number", "")], "1.2.3")


def test_version_is_a_constant() -> None:
    assert '    OSAGO_VERSION = "1.2.3"\n' in functions_module([], "1.2.3")


def test_a_long_list_of_arguments_is_continued_within_the_limits_of_vba() -> None:
    text = source(*(Arg(f"a_rather_long_name_{i}", "", optional=True) for i in range(ARGUMENT_LIMIT)))
    lines = text.splitlines()
    assert max(map(len, lines)) < 1023
    run = longest = 0
    for line in lines:
        run = run + 1 if line.endswith(" _") else 0
        longest = max(longest, run)
    assert 1 < longest <= 24
    assert text.count("Optional ByVal a_rather_long_name_") == ARGUMENT_LIMIT


def test_after_an_optional_argument_all_are_optional() -> None:
    text = source(Arg("a", ""), Arg("b", "", optional=True), Arg("c", ""))
    assert "OSAGO_X(ByVal a As Variant, Optional ByVal b As Variant, Optional ByVal c As Variant)" in text


@pytest.mark.parametrize("name", ["end", "Date", "мощность", "two words", ""])
def test_a_name_vba_does_not_take_is_refused(name: str) -> None:
    with pytest.raises(SchemaError, match="VBA does not take"):
        source(Arg(name, ""))


def test_too_many_arguments_are_refused() -> None:
    with pytest.raises(SchemaError, match="41 arguments"):
        source(*(Arg(f"a{i}", "") for i in range(ARGUMENT_LIMIT + 1)))
