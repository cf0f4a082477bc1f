"""State colours of our tables and forms as conditional formats.

A conditional format bears no name: those this version declares are added where they are missing, all others are kept,
because an earlier one of ours looks like one of the agent's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from osago_xl.upgrading.fitting import CELL, FORMULA, Fitting, areas_of, first_place
from osago_xl.upgrading.styles import Styles

FORMAT = re.compile(rb"<conditionalFormatting\s[^>]*>.*?</conditionalFormatting>", re.DOTALL)
_RULE = re.compile(rb"<cfRule\s[^>]*?(?:/>|(?<!/)>.*?</cfRule>)", re.DOTALL)
_PRIORITY = re.compile(rb'(\spriority=")(\d+)')
_TYPE = re.compile(rb'\stype="(\w+)"')
_LOOK = re.compile(rb'\sdxfId="(\d+)"')


class Rule(NamedTuple):
    """What a conditional format says; its formulas are brought to row 1."""

    kind: str
    columns: tuple[int, int]
    formulas: tuple[str, ...]
    look: bytes

    def same(self, other: Rule) -> bool:
        """The same said of columns that overlap: a rule over a whole row misses the column the agent has added."""
        return self.asks_the_same(other) and self.look == other.look

    def asks_the_same(self, other: Rule) -> bool:
        """The same but for the look it gives."""
        overlap = self.columns[0] <= other.columns[1] and other.columns[0] <= self.columns[1]
        return overlap and (self.kind, self.formulas) == (other.kind, other.formulas)


def with_formats(styles: Styles, tail: bytes, source: bytes, fitting: Fitting) -> bytes:
    """The end of a sheet with the formats its table lacks, and today's look for those of an earlier version."""
    tail = _redressed(styles, tail, source, fitting)
    present = [rule for found in FORMAT.finditer(tail) for rule, _ in _rules(found[0], styles.own_look)]
    top = max((int(found[2]) for found in _PRIORITY.finditer(tail)), default=0)
    new = b""
    for found in FORMAT.finditer(source):
        if not fitting.covers(areas_of(found[0])[0]):
            continue
        fitted = fitting.element(found[0])
        rules = _rules(fitted, styles.look)
        missing = [xml for rule, xml in rules if not any(rule.same(other) for other in present)]
        for number, xml in enumerate(missing, start=top + 1):
            missing[number - top - 1] = _PRIORITY.sub(b"\\g<1>%d" % number, xml)
        top += len(missing)
        if missing:
            start = fitted.partition(b">")[0] + b">"
            new += start + styles.restyled(b"".join(missing)) + b"</conditionalFormatting>"
    formats = list(FORMAT.finditer(tail))
    at = formats[-1].end() if formats else first_place(tail)
    return tail[:at] + new + tail[at:]


def _redressed(styles: Styles, tail: bytes, source: bytes, fitting: Fitting) -> bytes:
    """Rules of ours that still look as they did in an earlier version get the look of this one."""
    fresh = [
        each
        for found in FORMAT.finditer(source)
        if fitting.covers(areas_of(found[0])[0])
        for each in _rules(fitting.element(found[0]), styles.look)
    ]
    for found in FORMAT.finditer(tail):
        for rule, xml in _rules(found[0], styles.own_look):
            look = _LOOK.search(xml)
            if not look or not styles.is_former(int(look[1])):
                continue
            now = next((_LOOK.search(new) for other, new in fresh if rule.asks_the_same(other)), None)
            if now:
                number = styles.rule_number(int(now[1]))
                tail = tail.replace(xml, _LOOK.sub(b' dxfId="%d"' % number, xml))
    return tail


def _rules(formatting: bytes, look: Callable[[int], bytes]) -> Iterator[tuple[Rule, bytes]]:
    """Each rule of a conditional format and its XML."""
    areas = areas_of(formatting)
    for found in _RULE.finditer(formatting) if areas else ():
        up = min(area.top for area in areas) - 1
        formulas = tuple(_raised(html.unescape(text.decode()), up) for _, text in FORMULA.findall(found[0]))
        columns = (min(area.left for area in areas), max(area.right for area in areas))
        start = found[0].partition(b">")[0]
        kind, dress = _TYPE.search(start), _LOOK.search(start)
        look_of_it = look(int(dress[1])) if dress else b""
        yield Rule(kind[1].decode() if kind else "", columns, formulas, look_of_it), found[0]


def _raised(formula: str, rows: int) -> str:
    return CELL.sub(lambda cell: f"{cell[1]}{cell[2]}{cell[3]}{int(cell[4]) - rows}", formula)


def formats_missing(styles: Styles, own: bytes, wanted: bytes) -> bool:
    """The same for conditional formats."""
    present = [rule for found in FORMAT.finditer(own) for rule, _ in _rules(found[0], styles.own_look)]
    return any(
        not any(rule.same(other) for other in present)
        for found in FORMAT.finditer(wanted)
        for rule, _ in _rules(found[0], styles.look)
    )
