"""Checks of input and state colours of our tables, as this version declares them.

A check is ours when its message bears the header of the column it stands in, and is replaced when it says something
else now. A conditional format bears no name: those this version declares are added where they are missing, all others
are kept, because an earlier one of ours looks like one of the agent's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from osago_xl.books.areas import Area
from osago_xl.books.places import TablePart
from osago_xl.keeping.upgrading.graft import Graft
from osago_xl.keeping.upgrading.styles import Styles
from osago_xl.schema.addresses import letters, place
from osago_xl.schema.tables import Table, WorkbookSchema

_CHECK = re.compile(rb"<dataValidation\s[^>]*?(?:/>|>.*?</dataValidation>)", re.S)
_CHECKS = re.compile(rb"<dataValidations\b[^>]*>.*?</dataValidations>", re.S)
_FORMAT = re.compile(rb"<conditionalFormatting\s[^>]*>.*?</conditionalFormatting>", re.S)
_RULE = re.compile(rb"<cfRule\s[^>]*?(?:/>|(?<!/)>.*?</cfRule>)", re.S)
_SQREF = re.compile(rb'(\ssqref=")([^"]*)')
_RULE_FORMULA = re.compile(rb"(<formula>)([^<]*)")
_CELL = re.compile(r"(?<![\w\[.$'\"])(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\w(\]])")
_PRIORITY = re.compile(rb'(\spriority=")(\d+)')
_ATTRIBUTE = re.compile(rb'\s(type|operator|errorStyle|error|errorTitle|prompt|promptTitle|dxfId)="([^"]*)"')
_BEFORE_FORMATS = re.compile(rb"</(?:mergeCells|phoneticPr|customSheetViews|dataConsolidate|sortState|autoFilter|"
                             rb"scenarios|protectedRanges)>|<(?:sheetProtection|phoneticPr|sheetCalcPr|autoFilter)\b[^>]*/>")  # fmt: skip
_LAST_ROW, _LAST_COLUMN = 1_048_576, "XFD"
_DEFAULTS = {"operator": "between", "errorStyle": "stop"}


@dataclass(frozen=True)
class Fitting:
    """A table in the fresh book and in the agent's: the same cells under other letters."""

    fresh: TablePart
    own: TablePart
    room: int

    @cached_property
    def columns(self) -> Mapping[int, int]:
        """Fresh column → the agent's."""
        return {number: self.own.position[header] for header, number in self.fresh.position.items()}

    @property
    def _down(self) -> int:
        return self.own.area.top - self.fresh.area.top

    def covers(self, area: Area) -> bool:
        """Whether a range of the fresh sheet lies in the table."""
        fresh = self.fresh.area
        return fresh.left <= area.left and area.right <= fresh.right and area.top > fresh.top

    def area(self, area: Area) -> Area:
        """Cells below the header, over the whole height of the agent's table."""
        bottom = max(self.own.area.bottom, self.own.area.top + self.room)
        whole = (area.left, area.right) == (self.fresh.area.left, self.fresh.area.right)
        if whole and area.left != area.right:
            return Area(area.top + self._down, self.own.area.left, bottom, self.own.area.right)
        return Area(area.top + self._down, self.columns[area.left], bottom, self.columns[area.right])

    def formula(self, formula: str) -> str:
        """A formula written for the first row."""
        return _CELL.sub(
            lambda cell: (
                f"{cell[1]}{letters(self.columns[place(cell[2] + '1')[1]])}{cell[3]}{int(cell[4]) + self._down}"
            ),
            formula,
        )

    def element(self, element: bytes) -> bytes:
        """A check or a conditional format."""
        element = _SQREF.sub(lambda found: found[1] + str(self.area(_area(found[2]))).encode(), element)
        return _RULE_FORMULA.sub(
            lambda found: found[1] + html.escape(self.formula(html.unescape(found[2].decode())), quote=False).encode(),
            element,
        )


def fittings(graft: Graft, schema: WorkbookSchema, title: str) -> list[Fitting]:
    """Our tables on a sheet of the agent's book."""
    return [
        Fitting(graft.fresh.places.tables[name], own, schema.tables[name].room)
        for name, own in graft.places.tables.items()
        if own.sheet == title and name in schema.tables
    ]


def renew_rules(graft: Graft, schema: WorkbookSchema) -> Iterator[str]:
    """A line for every sheet on which checks or colours have changed."""
    for title in {place.sheet: None for name, place in graft.places.tables.items() if name in schema.tables}:
        sheet = graft.open(title)
        before, tail = sheet.tail, sheet.tail
        for fitting in fittings(graft, schema, title):
            source = graft.fresh.sheet(fitting.fresh.sheet).tail
            tail = _with_checks(tail, source, fitting, schema.tables[fitting.own.name])
            tail = _with_formats(graft, tail, source, fitting)
        if tail != before:
            sheet.tail = tail
            graft.close(title, sheet)
            yield f"Лист «{title}»: обновлены проверки ввода и цвета состояний."


def checks_missing(own: bytes, wanted: bytes) -> bool:
    """Whether a check of the fresh sheet stands nowhere on the agent's, for a sheet where both have the same cells."""
    present = [(found[0], _areas(found[0])) for found in _CHECK.finditer(own)]
    return any(
        not any(_same_check(found[0], check) and any(_covers(area, each) for each in areas) for check, areas in present)
        for found in _CHECK.finditer(wanted)
        for area in _areas(found[0])
    )


def formats_missing(styles: Styles, own: bytes, wanted: bytes) -> bool:
    """The same for conditional formats."""
    present = [rule for found in _FORMAT.finditer(own) for rule, _ in _rules(found[0], styles.own_look)]
    return any(
        not any(rule.same(other) for other in present)
        for found in _FORMAT.finditer(wanted)
        for rule, _ in _rules(found[0], styles.look)
    )


def _covers(inner: Area, outer: Area) -> bool:
    return outer.left <= inner.left and inner.right <= outer.right and outer.top <= inner.top <= outer.bottom


def _with_checks(tail: bytes, source: bytes, fitting: Fitting, table: Table) -> bytes:
    wanted = {
        _area(_SQREF.search(each)[2]).left: each  # type: ignore[index]
        for found in _CHECK.finditer(source)
        if fitting.covers(_area(_SQREF.search(each := found[0])[2]))  # type: ignore[index]
    }
    wanted = {fitting.columns[column]: fitting.element(each) for column, each in wanted.items()}
    titles = {fitting.own.position[column.header]: column.header[:32] for column in table.columns}
    kept: list[bytes] = []
    ours: dict[int, list[bytes]] = {}
    taken: set[int] = set()
    for found in _CHECK.finditer(tail):
        areas = _areas(found[0])
        column = areas[0].left if areas else 0
        said = _said(found[0])
        if column in titles and titles[column] in (said.get("errorTitle"), said.get("promptTitle")):
            ours.setdefault(column, []).append(found[0])
        else:
            kept.append(found[0])
            taken |= {column for area in areas for column in range(area.left, area.right + 1) if _reaches(area, fitting)}
    new: list[bytes] = []
    for column in sorted(wanted.keys() | ours.keys()):
        old = ours.get(column, [])
        if column in wanted and old and all(_same_check(each, wanted[column]) for each in old):
            new += old
        elif column in wanted and (old or column not in taken):
            new.append(wanted[column])
    if sorted(new) == sorted(each for old in ours.values() for each in old):
        return tail
    return _put_checks(tail, kept + new)


def _reaches(area: Area, fitting: Fitting) -> bool:
    return area.top <= fitting.own.area.bottom and area.bottom > fitting.own.area.top


def _said(check: bytes) -> dict[str, str]:
    found = _ATTRIBUTE.findall(check.partition(b">")[0])
    return _DEFAULTS | {name.decode(): html.unescape(text.decode()) for name, text in found}


def _same_check(one: bytes, other: bytes) -> bool:
    """Whether two checks say the same, wherever they stand."""
    formulas = [re.findall(rb"<formula\d>([^<]*)", html.unescape(each.decode()).encode()) for each in (one, other)]
    return _said(one) == _said(other) and formulas[0] == formulas[1]


def _put_checks(tail: bytes, checks: list[bytes]) -> bytes:
    group = b'<dataValidations count="%d">%s</dataValidations>' % (len(checks), b"".join(checks)) if checks else b""
    if _CHECKS.search(tail):
        return _CHECKS.sub(lambda _: group, tail, count=1)
    formats = list(_FORMAT.finditer(tail))
    at = formats[-1].end() if formats else _first_place(tail)
    return tail[:at] + group + tail[at:]


class Rule(NamedTuple):
    """What a conditional format says; its formulas are brought to row 1."""

    kind: str
    columns: tuple[int, int]
    formulas: tuple[str, ...]
    look: bytes

    def same(self, other: Rule) -> bool:
        """The same said of columns that overlap: a rule over a whole row misses the column the agent has added."""
        overlap = self.columns[0] <= other.columns[1] and other.columns[0] <= self.columns[1]
        return overlap and (self.kind, self.formulas, self.look) == (other.kind, other.formulas, other.look)


def _with_formats(graft: Graft, tail: bytes, source: bytes, fitting: Fitting) -> bytes:
    present = [rule for found in _FORMAT.finditer(tail) for rule, _ in _rules(found[0], graft.styles.own_look)]
    top = max((int(found[2]) for found in _PRIORITY.finditer(tail)), default=0)
    new = b""
    for found in _FORMAT.finditer(source):
        if not fitting.covers(_areas(found[0])[0]):
            continue
        fitted = fitting.element(found[0])
        rules = _rules(fitted, graft.styles.look)
        missing = [xml for rule, xml in rules if not any(rule.same(other) for other in present)]
        for number, xml in enumerate(missing, start=top + 1):
            missing[number - top - 1] = _PRIORITY.sub(b"\\g<1>%d" % number, xml)
        top += len(missing)
        if missing:
            start = fitted.partition(b">")[0] + b">"
            new += start + graft.styles.restyled(b"".join(missing)) + b"</conditionalFormatting>"
    formats = list(_FORMAT.finditer(tail))
    at = formats[-1].end() if formats else _first_place(tail)
    return tail[:at] + new + tail[at:]


def _rules(formatting: bytes, look: Callable[[int], bytes]) -> Iterator[tuple[Rule, bytes]]:
    """Each rule of a conditional format and its XML."""
    areas = _areas(formatting)
    for found in _RULE.finditer(formatting) if areas else ():
        said = {name.decode(): text.decode() for name, text in _ATTRIBUTE.findall(found[0].partition(b">")[0])}
        up = min(area.top for area in areas) - 1
        formulas = tuple(_raised(html.unescape(text.decode()), up) for _, text in _RULE_FORMULA.findall(found[0]))
        columns = (min(area.left for area in areas), max(area.right for area in areas))
        dress = look(int(said["dxfId"])) if "dxfId" in said else b""
        yield Rule(said.get("type", ""), columns, formulas, dress), found[0]


def _raised(formula: str, rows: int) -> str:
    return _CELL.sub(lambda cell: f"{cell[1]}{cell[2]}{cell[3]}{int(cell[4]) - rows}", formula)


def _first_place(tail: bytes) -> int:
    """Where the first conditional format or check stands in the order of the standard."""
    return max((found.end() for found in _BEFORE_FORMATS.finditer(tail)), default=0)


def _areas(element: bytes) -> list[Area]:
    found = _SQREF.search(element)
    return [_parsed(each) for each in found[2].decode().split()] if found else []


def _area(sqref: bytes) -> Area:
    return _parsed(sqref.decode().split()[0])


def _parsed(text: str) -> Area:
    """A range; whole columns and rows too, which the agent may have chosen."""
    first, _, last = text.replace("$", "").partition(":")
    if first.isalpha():
        return Area.parse(f"{first}1:{last}{_LAST_ROW}")
    return Area.parse(f"A{first}:{_LAST_COLUMN}{last}") if first.isdigit() else Area.parse(text)
