"""The one list of commands: everything the agent can click, run from the command line or test.

A command is declared once, beside its body; from this list come the ribbon, the only callback of VBA, the
command line and docs/ribbon.md. One module of this package holds one ribbon group; the order of definition
is the order of the buttons. Bodies import what is heavy inside themselves: a click reads the whole list.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import osago_xl.actions
from osago_xl.errors import SchemaError

if TYPE_CHECKING:
    from osago_xl.work.ui import Report, Ui
    from osago_xl.work.unit import Work

    Body = Callable[[Work, Ui], Report]

GROUPS = ("День", "Клиент", "Полис", "Документы", "Связь", "Бланки", "Деньги", "Отчёты", "База", "Агентство", "Справка")

# Far below the 1 024 characters of the ribbon's schema: what is longer is not read, or not shown whole.
LABEL_LIMIT, TIP_LIMIT, SUPERTIP_LIMIT = 32, 100, 500


@dataclass(frozen=True, slots=True)
class Menu:
    """A drop-down button; it stands where its first command is defined and holds all that name it."""

    label: str
    image: str
    tip: str
    supertip: str = ""
    large: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """One command. `image` is an icon of Office (imageMso); an empty `key` leaves the key tip to the ribbon.

    `bulk` marks a command that may change many rows: the runner makes a backup first. `mends` marks one that must
    run where a setting cannot be read: it finds or takes back such things.
    """

    id: str
    group: str
    label: str
    image: str
    tip: str
    supertip: str
    large: bool
    menu: Menu | None
    bulk: bool
    mends: bool
    key: str
    body: Body
    home: str = ""
    """The module that declares it: buttons stand in the order of modules, whatever was imported first."""


ACTIONS: dict[str, Action] = {}


def action(
    id: str,
    *,
    group: str,
    label: str,
    image: str,
    tip: str,
    supertip: str = "",
    large: bool = False,
    menu: Menu | None = None,
    bulk: bool = False,
    mends: bool = False,
    key: str = "",
) -> Callable[[Body], Body]:
    """Enter a body in the list; SchemaError when the ribbon would not take the declaration."""

    home = str(sys._getframe(1).f_globals["__name__"])  # noqa: SLF001 - the module that declares

    def enter(body: Body) -> Body:
        new = Action(id, group, label, image, tip, supertip, large, menu, bulk, mends, key, body, home)
        _check(new)
        ACTIONS[id] = new
        return body

    return enter


def _check(new: Action) -> None:
    if not (new.id.isascii() and new.id.isidentifier()):
        raise SchemaError(f"{new.id}: the id of a command is an ASCII identifier")
    if new.id in ACTIONS:
        raise SchemaError(f"{new.id} is declared twice")
    if new.group not in GROUPS:
        raise SchemaError(f"{new.id}: no ribbon group «{new.group}»")
    if not new.image:
        raise SchemaError(f"{new.id}: a button needs an icon")
    shown: tuple[Action | Menu, ...] = (new, new.menu) if new.menu else (new,)
    for part in shown:
        _check_texts(new.id, part)


def _check_texts(id: str, part: Action | Menu) -> None:
    for text, limit in (
        (part.label, LABEL_LIMIT),
        (part.tip, TIP_LIMIT),
        (part.supertip or "-", SUPERTIP_LIMIT),
        (part.key or "-", 3),
    ):
        if not 1 <= len(text) <= limit:
            raise SchemaError(f"{id}: «{text}» has {len(text)} characters, 1 to {limit} are shown")


def load_all() -> tuple[Action, ...]:
    """Import every module of commands; all commands in the order of the ribbon."""
    for module in pkgutil.iter_modules(osago_xl.actions.__path__):
        importlib.import_module(f"{osago_xl.actions.__name__}.{module.name}")
    return tuple(sorted(ACTIONS.values(), key=_place))


def _place(each: Action) -> tuple[int, str]:
    """Group, then module; inside a module the order of definition stays."""
    return GROUPS.index(each.group), each.home


def find(id: str) -> Action:
    """The command with this id; KeyError when there is none (a workbook of another version)."""
    if id not in ACTIONS:
        load_all()
    return ACTIONS[id]
