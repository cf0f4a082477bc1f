"""The Book protocol: what a command may ask of a workbook, whether it is closed, open in Excel or open in Calc.

A book is read in whole tables and changed in one step: commands collect `Changes`, the book applies them all or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from osago_xl.errors import BookError
from osago_xl.schema.row import Row as Row
from osago_xl.schema.tables import Table, WorkbookSchema

FormValues = dict[str, Any]
"""Values of a form by key; a grid is a list of dicts, one per row, empty rows included."""


@dataclass
class TableChange:
    """Changes of one table. Places are those of the last `read`.

    `updated`: place → new values by column key (only cells to be written). `restored`: place → keys of the formula
    columns that get their formula back. `deleted`: places. `added`: new rows at the end. `replaced`: the whole content
    instead of all that (call list, report); no other change may go with it.
    """

    table: Table
    added: list[Row] = field(default_factory=list)
    updated: dict[int, dict[str, Any]] = field(default_factory=dict)
    restored: dict[int, set[str]] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    replaced: list[Row] | None = None


@dataclass
class Changes:
    """All that one command changes. `forms`: prefix → values by key as in `FormValues`; absent keys stay.

    `forget`: texts that no cell shows any more must not stay anywhere in the file.
    """

    tables: dict[str, TableChange] = field(default_factory=dict)
    forms: dict[str, FormValues] = field(default_factory=dict)
    forget: bool = False

    def __bool__(self) -> bool:
        return bool(self.tables or self.forms)


@dataclass(frozen=True)
class Selection:
    """What the agent has selected: the rows' keys in a table, or the first `cell` of a form sheet (table "").

    `places` are the rows themselves (0 = first below the header) where they are known: a row typed by hand has no key
    until a command gives it one.
    """

    sheet: str
    table: str = ""
    keys: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    cell: str = ""


class Book(Protocol):
    """A workbook of ours, wherever it lives."""

    schema: WorkbookSchema

    @property
    def path(self) -> Path | None:
        """The file, None when it was never saved."""

    def read(self, table: Table) -> list[Row]:
        """All rows of a table in the order of the sheet, converted; wholly empty rows are left out."""

    def read_form(self, prefix: str) -> FormValues:
        """All cells of a form."""

    def apply(self, changes: Changes) -> None:
        """Write all changes or none; on failure BookError, and the book is as it was."""

    def selection(self) -> Selection:
        """What is selected; for a closed book what the command line named."""

    def show(self, sheet: str) -> None:
        """Bring a sheet (and a hidden one into view) in front of the agent."""

    def save(self) -> None:
        """Write to disk (a closed book did so in `apply`)."""


def lacking(what: str) -> BookError:
    """A book without something that every book of this version has: an older one, or the agent has taken it away."""
    return BookError(
        f"{what}. Если книга от прежней версии программы, закройте её и выполните: osago-xl upgrade КНИГА. "
        "Если вы удалили или переименовали это сами, верните: по названиям программа находит данные."
    )


@dataclass(frozen=True)
class Box:
    """A text box over a picture; place and size are shares of the picture's (0…1), `size` of the letters in points."""

    name: str
    text: str
    left: float
    top: float
    width: float
    height: float
    size: float = 10


class Canvas(Protocol):
    """A temporary sheet with one picture and boxes over it, to be moved with the mouse; it is never saved."""

    def draw(self, picture: Path, width: float, height: float, boxes: Sequence[Box]) -> None:
        """Show the picture, so many points wide and high, with the boxes; what was drawn before is gone."""

    def boxes(self) -> list[Box]:
        """The boxes as they stand now, without their texts, the agent's own shapes included; none drawn is none."""

    def erase(self) -> None:
        """Take the sheet away."""


@runtime_checkable
class Drawable(Protocol):
    """A book that can be drawn on: one that is open in Excel or Calc."""

    @property
    def canvas(self) -> Canvas:
        """Its temporary sheet."""


@runtime_checkable
class Stored(Protocol):
    """A book that lives in a file: it can be copied as it is now, and closed by a password."""

    password: str | None

    def snapshot(self) -> bytes:
        """The file as it would be if it were saved now; encrypted when the book has a password."""

    def password_dialog(self) -> bool:
        """Show the program's own dialog for the password; False for a closed book, which has none."""


@runtime_checkable
class Lookup(Protocol):
    """A book of which some rows can be had without the whole table: one that is open, where every cell travels."""

    def column(self, table: Table, key: str) -> list[Any]:
        """The values of one column from the first row of the table to the last, empty rows too."""

    def rows_at(self, table: Table, places: Iterable[int]) -> list[Row]:
        """Rows by their places; wholly empty ones are left out."""


@runtime_checkable
class Formulas(Protocol):
    """A book whose formula cells can be typed over."""

    def overwritten(self, table: Table, places: Iterable[int]) -> list[tuple[int, str]]:
        """(place, key of the formula column) of the cells of these rows that hold no formula."""


@runtime_checkable
class Window(Protocol):
    """A book that is open in front of the agent."""

    hidden: list[str]
    """Sheets on which the last change added rows that a filter hides."""

    def visible(self, table: Table) -> set[int]:
        """Places of the rows of a table that neither a filter nor the agent has hidden."""

    def set_visible(self, sheets: Mapping[str, bool]) -> None:
        """Show and hide sheets by title; at least one must stay."""

    def to_pdf(self, sheet: str, target: Path) -> None:
        """Print one sheet into a file."""
