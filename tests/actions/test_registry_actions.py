"""The list of commands refuses what the ribbon would not show."""

from __future__ import annotations

from typing import Any

import pytest

from osago_xl.actions import registry
from osago_xl.actions.registry import Menu, action, find, load_all
from osago_xl.errors import SchemaError

GOOD = {"group": "День", "label": "Кому звонить", "image": "AutoDial", "tip": "Собрать список на сегодня"}


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of its own, and no modules of commands to fill it."""
    monkeypatch.setattr(registry, "ACTIONS", {})
    monkeypatch.setattr(registry.pkgutil, "iter_modules", lambda path: [])


def body(work: Any, ui: Any) -> Any:
    raise NotImplementedError


def test_a_declared_command_is_found_with_its_body() -> None:
    assert action("build_call_list", **GOOD)(body) is body
    found = find("build_call_list")
    assert found.body is body
    assert (found.label, found.bulk, found.menu) == ("Кому звонить", False, None)


def test_an_unknown_command_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="no_such_command"):
        find("no_such_command")


@pytest.mark.parametrize(
    ("id", "change", "message"),
    [
        ("звонки", {}, "ASCII"),
        ("build-calls", {}, "ASCII"),
        ("a", {"group": "Дни"}, "no ribbon group"),
        ("a", {"image": ""}, "icon"),
        ("a", {"label": ""}, "0 characters"),
        ("a", {"label": "я" * 33}, "33 characters"),
        ("a", {"tip": "я" * 101}, "101 characters"),
        ("a", {"supertip": "я" * 501}, "501 characters"),
        ("a", {"key": "АБВГ"}, "4 characters"),
        ("a", {"menu": Menu("", "AutoDial", "Перенести звонок")}, "0 characters"),
    ],
)
def test_a_declaration_the_ribbon_would_not_take(id: str, change: dict[str, Any], message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        action(id, **{**GOOD, **change})(body)


def test_an_id_is_declared_once() -> None:
    action("a", **GOOD)(body)
    with pytest.raises(SchemaError, match="declared twice"):
        action("a", **GOOD)(body)


def test_commands_stand_in_the_order_of_groups_then_of_definition() -> None:
    for id, group in (("late", "Справка"), ("first", "День"), ("second", "День")):
        action(id, **{**GOOD, "group": group})(body)
    assert [each.id for each in load_all()] == ["first", "second", "late"]
