"""Checks of input of our tables and forms.

A check is ours when its message bears the header of the column it stands in; it is replaced when it says something else
now. Where the agent has put a check of his own instead of ours, his stays.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from osago_xl.books.areas import Area
from osago_xl.schema.tables import Table
from osago_xl.upgrading.fitting import Fitting, areas_of, first_place
from osago_xl.upgrading.formats import FORMAT

_CHECK = re.compile(rb"<dataValidation\s[^>]*?(?:/>|>.*?</dataValidation>)", re.DOTALL)
_CHECKS = re.compile(rb"<dataValidations\b[^>]*>.*?</dataValidations>", re.DOTALL)
_FORMULA = re.compile(rb"<formula\d>([^<]*)")
_ATTRIBUTE = re.compile(rb'\s(type|operator|errorStyle|error|errorTitle|prompt|promptTitle)="([^"]*)"')
TITLE = 32
"""Characters Excel allows in the title of a message."""
_DEFAULTS = {"operator": "between", "errorStyle": "stop"}


def with_checks(tail: bytes, source: bytes, fitting: Fitting, table: Table) -> bytes:
    """The end of a sheet with the checks of this version in one of its tables; `source`: the fresh sheet's."""
    wanted = dict(_wanted(source, fitting))
    ours, others = _sorted(tail, fitting, table)
    taken = {column for each in others for area in areas_of(each) if _reaches(area, fitting) for column in _span(area)}
    new: list[bytes] = []
    for column in sorted(wanted.keys() | ours.keys()):
        old = ours.get(column, [])
        if column in wanted and old and all(_same(each, wanted[column]) for each in old):
            new += old
        elif column in wanted and (old or column not in taken):
            new.append(wanted[column])
    if sorted(new) == sorted(each for old in ours.values() for each in old):
        return tail
    return _put(tail, others + new)


def _wanted(source: bytes, fitting: Fitting) -> Iterator[tuple[int, bytes]]:
    """(column of the agent's sheet, check) of a table in a fresh sheet."""
    for found in _CHECK.finditer(source):
        area = areas_of(found[0])[0]
        if fitting.covers(area):
            yield fitting.columns[area.left], fitting.element(found[0])


def _sorted(tail: bytes, fitting: Fitting, table: Table) -> tuple[dict[int, list[bytes]], list[bytes]]:
    """Our checks by column, and all others of the sheet."""
    titles = {fitting.own.position[column.header]: column.header[:TITLE] for column in table.columns}
    ours: dict[int, list[bytes]] = {}
    others: list[bytes] = []
    for found in _CHECK.finditer(tail):
        column, said = next((area.left for area in areas_of(found[0])), 0), _said(found[0])
        if column in titles and titles[column] in (said.get("errorTitle"), said.get("promptTitle")):
            ours.setdefault(column, []).append(found[0])
        else:
            others.append(found[0])
    return ours, others


def _span(area: Area) -> range:
    return range(area.left, area.right + 1)


def _reaches(area: Area, fitting: Fitting) -> bool:
    return area.top <= fitting.own.area.bottom and area.bottom > fitting.own.area.top


def _said(check: bytes) -> dict[str, str]:
    found = _ATTRIBUTE.findall(check.partition(b">")[0])
    return _DEFAULTS | {name.decode(): html.unescape(text.decode()) for name, text in found}


def _same(one: bytes, other: bytes) -> bool:
    """Whether two checks say the same, wherever they stand."""
    formulas = [[html.unescape(text.decode()) for text in _FORMULA.findall(each)] for each in (one, other)]
    return _said(one) == _said(other) and formulas[0] == formulas[1]


def _put(tail: bytes, checks: list[bytes]) -> bytes:
    group = b'<dataValidations count="%d">%s</dataValidations>' % (len(checks), b"".join(checks)) if checks else b""
    if _CHECKS.search(tail):
        return _CHECKS.sub(lambda _: group, tail, count=1)
    formats = list(FORMAT.finditer(tail))
    at = formats[-1].end() if formats else first_place(tail)
    return tail[:at] + group + tail[at:]


def checks_missing(own: bytes, wanted: bytes) -> bool:
    """Whether a check of the fresh sheet stands nowhere on the agent's, for a sheet where both have the same cells."""
    present = [(found[0], areas_of(found[0])) for found in _CHECK.finditer(own)]
    return any(
        not any(_same(found[0], check) and any(_covers(area, each) for each in areas) for check, areas in present)
        for found in _CHECK.finditer(wanted)
        for area in areas_of(found[0])
    )


def _covers(inner: Area, outer: Area) -> bool:
    return outer.left <= inner.left and inner.right <= outer.right and outer.top <= inner.top <= outer.bottom
