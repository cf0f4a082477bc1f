"""Tables, forms and sheets: what the workbook consists of. Declared in `schema.sheets`, drawn by `workbook`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Literal

from osago_xl.schema.columns import Column, Key
from osago_xl.schema.row import Row

Shown = Literal["simple", "full", "on demand", "hidden", "very hidden"]
"""In which view a sheet is seen: both, the full one only, when its work is switched on, or never."""

Tone = Literal[
    "red", "amber", "green", "grey", "idle", "bold", "off", "wanted", "shade", "busy", "frame", "heat", "money",
    "day", "row", "section", "head", "total", "now", "peak",
]  # fmt: skip
"""State colours (red, amber, green), quiet text (grey), a cell nobody needs to fill (idle) or one that has to be filled
(wanted), weight (bold), nothing to be seen (off). A calendar or a heat map needs a quiet cell (shade), a busy one, the
fullest one (peak), today (now), a framed one, and a scale from white to teal (heat, its `when` is empty). «money» and
«day» say how the number of a report is written; «row», «section», «head», «total» draw a page of unknown length."""

_ROW_REFERENCE = re.compile(r"\[@(?:\[([^\]]+)\]|([^\[\]]+))\]")


@dataclass(frozen=True)
class Highlight:
    """A state colour: `when` is a formula over `[@Header]` cells; `column` is painted, or the whole row for ""."""

    tone: Tone
    when: str
    column: str = ""


if TYPE_CHECKING:
    from typing_extensions import TypeVar

    R = TypeVar("R", bound=Row, default=Row)
    R_co = TypeVar("R_co", bound=Row, default=Row, covariant=True)
else:
    from typing import TypeVar

    R, R_co = TypeVar("R"), TypeVar("R_co", covariant=True)


@dataclass(frozen=True)
class Table(Generic[R_co]):
    """An Excel table of rows of one type (`schema.rows`).

    `prefix` gives its rows stable keys; `default_rows` fill a new workbook.
    """

    name: str
    columns: tuple[Column, ...]
    prefix: str = ""
    highlights: tuple[Highlight, ...] = ()
    default_rows: tuple[Mapping[str, Any], ...] = ()
    filter_buttons: bool = True
    identified_by: str = ""
    """The column that identifies a row where neither a key nor the first column does."""
    room: int = 0
    """Rows formatted ahead of use below the last one (short lists side by side cannot grow by inserting)."""

    made: Literal["by hand", "by commands", "from the acts", "as a journal"] = "by hand"
    """Who fills it: what a command or an act makes anew is neither merged nor restored."""
    about: Literal["nobody", "a person", "a client's affairs"] = "nobody"
    """Whom its rows speak of: decides what `schema.traits` takes for personal."""
    private: bool = False
    """Whether it stays out of a sub-agent's workbook as a whole."""
    exchanged: bool = True
    """Whether the books of an office exchange its rows; what is one book's own stays in it."""
    merged: bool = True
    """Whether a merge takes its rows; what is one book's own is named instead."""
    slim_header: bool = False
    """One low line: the names of the columns say nothing to the agent."""

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        return {column.key: column for column in self.columns}

    @cached_property
    def by_header(self) -> Mapping[str, Column]:
        return {column.header: column for column in self.columns}

    @cached_property
    def key(self) -> str:
        """The name in code of the column that identifies a row: the key, the one named, else the first column."""
        own = next((c for c in self.columns if isinstance(c, Key) and c.own), None)
        return own.key if own else self.identified_by or self.columns[0].key

    @cached_property
    def computed(self) -> tuple[Column, ...]:
        """Formula columns in an order in which each sees the ones it reads."""
        waiting = {c.header: c for c in self.columns if c.formula}
        done: list[Column] = []
        while waiting:
            ready = [c for c in waiting.values() if not (set(row_references(c.formula)) & waiting.keys())]
            if not ready:
                raise ValueError(f"{self.name}: formulas in a circle: {', '.join(waiting)}")
            for column in ready:
                done.append(column)
                del waiting[column.header]
        return tuple(done)

    def row(self, values: Mapping[str, Any], at: int = -1) -> R_co:
        """A row of this table; for the checker of types it is one of its own, at run time all are `Row`."""
        return Row(values, at)  # type: ignore[return-value]

    def stored_formula(self, formula: str) -> str:
        """The formula as the file holds it: `tbl[[#This Row],[Header]]` instead of `[@Header]`."""
        return in_row(formula, lambda header: f"{self.name}[[#This Row],[{header}]]")


def in_row(formula: str, reference: Callable[[str], str]) -> str:
    """The formula with each `[@Header]` replaced by `reference(header)`."""
    return _ROW_REFERENCE.sub(lambda m: reference(m[1] or m[2]), formula)


def row_references(formula: str) -> list[str]:
    """Headers a row formula reads from its own row."""
    return [m[1] or m[2] for m in _ROW_REFERENCE.finditer(formula)]


@dataclass(frozen=True)
class Field:
    """A cell of a form sheet: `column` converts and validates it, `at` is its address, `label_at` its label's.

    `span` merges that many cells to the right; `locked` cells are outputs, `drawn` like the text around them, as the
    one large figure of the sheet, as its title or as what ends the heading of a block. Its defined name is
    prefix + column.key.
    """

    column: Column
    at: str
    label_at: str = ""
    span: int = 1
    locked: bool = False
    drawn: Literal["cell", "plain", "figure", "title", "block"] = "cell"
    align: Literal["left", "center", "right"] = "left"


LEAD_TIP = "Показать на листе «Отчёт» строки, из которых сложилось число; без макросов: открыть их таблицу"


@dataclass(frozen=True)
class Grid:
    """Repeated rows of a form (drivers, offers): first cell of the first row, above which the header stands."""

    key: str
    at: str
    rows: int
    columns: tuple[Column, ...]
    spans: tuple[int, ...] = ()
    locked: bool = False
    header: bool = True
    bare: bool = False
    """Its lines carry no hairline: which of them are filled a condition says."""
    heads: int = 0
    """Every so many lines one is drawn as a title; 0 = none."""
    collapsed_from: int = 0
    """The first row (from 1) that a new workbook shows collapsed; 0 = none."""
    leads: Mapping[str, str] = field(default_factory=dict)
    """Key of a column → title of the sheet its cells lead to; they keep their numbers, and say `LEAD_TIP`."""

    @cached_property
    def placed(self) -> tuple[tuple[Column, int], ...]:
        """Columns with their distance from the left edge: merged cells take more than one."""
        spans = self.spans or (1,) * len(self.columns)
        starts = (sum(spans[:n]) for n in range(len(spans)))
        return tuple(zip(self.columns, starts, strict=True))

    @cached_property
    def width(self) -> int:
        return sum(self.spans) if self.spans else len(self.columns)


@dataclass(frozen=True)
class Caption:
    """A text drawn on a form: block headings, hints, links. A text starting with «=» is a formula of our own."""

    at: str
    text: str
    role: Literal["title", "block", "label", "hint", "link", "note"] = "label"
    span: int = 1


@dataclass(frozen=True)
class Chart:
    """A native chart over cells of its form. `labels` and `series` are ranges; a series begins with its name.

    `over` is the range of cells it covers.
    """

    kind: Literal["column", "bar", "line", "doughnut"]
    title: str
    over: str
    labels: str
    series: tuple[str, ...]
    percent: bool = False
    """Percents of a whole: the axis ends at 100 and every bar says its figure."""


@dataclass(frozen=True)
class Form:
    """A form sheet: named cells, grids and captions; protected without password where `protected`."""

    prefix: str
    fields: tuple[Field, ...]
    grids: tuple[Grid, ...] = ()
    captions: tuple[Caption, ...] = ()
    widths: Mapping[str, float] | None = None
    """Widths of columns by letter; 0 hides a column of helpers."""
    heights: Mapping[int, float] | None = None
    """Heights of rows in points by number."""
    highlights: tuple[tuple[str, Highlight], ...] = ()
    """(range, highlight whose formula is written in A1 for the range's first cell)."""
    defaults: Mapping[str, Any] | None = None
    """What stands in the cells of a new workbook, by key; a grid as a list of rows."""
    protected: bool = True
    print_portrait: bool = False
    """Upright A4; otherwise the page lies."""
    pages_high: int = 0
    """Printed on so many pages, one wide; 0 = as many as it takes."""
    print_area: str = ""
    charts: tuple[Chart, ...] = ()
    inputs_only: bool = False
    """Enter and the arrows move through open cells only; outputs cannot be selected then."""

    @cached_property
    def by_key(self) -> Mapping[str, Field]:
        return {f.column.key: f for f in self.fields}

    @cached_property
    def grid(self) -> Mapping[str, Grid]:
        return {g.key: g for g in self.grids}


@dataclass(frozen=True)
class Counter:
    """A figure in row 1 of a table sheet: label and plain formula; `name` makes it a defined name."""

    label: str
    formula: str
    compute: Callable[[Any], object]
    name: str = ""
    number_format: str = "#,##0"


@dataclass(frozen=True)
class Sheet:
    """A tab. `tables` are placed by the address of their header's first cell."""

    title: str
    code_name: str
    colour: str
    shown: Shown
    tables: tuple[tuple[str, Table], ...] = ()
    form: Form | None = None
    freeze: str = "A3"
    hint: str = ""
    counters: tuple[Counter, ...] = ()


@dataclass(frozen=True)
class WorkbookSchema:
    """All sheets in the order of the tabs, and the defined names that are not cells of forms."""

    version: str
    sheets: tuple[Sheet, ...]
    lists: Mapping[str, tuple[str, str]]
    """Defined name -> (table, header): what drop-downs point to."""

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        return {t.name: t for s in self.sheets for _, t in s.tables}

    @cached_property
    def sheet_of(self) -> Mapping[str, Sheet]:
        """The sheet a table stands on."""
        return {t.name: s for s in self.sheets for _, t in s.tables}

    @cached_property
    def by_title(self) -> Mapping[str, Sheet]:
        return {s.title: s for s in self.sheets}

    @cached_property
    def forms(self) -> Mapping[str, Sheet]:
        """Form sheets by the prefix of their names."""
        return {s.form.prefix: s for s in self.sheets if s.form}
