"""Notes and comments of the agent stay with the cell they were written to when rows or columns move."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from osago_xl.books.areas import Area
from osago_xl.books.package import Package
from osago_xl.books.places import relations
from osago_xl.schema.addresses import address

_KINDS = ("/comments", "/threadedComment", "/vmlDrawing")
_COMMENT = re.compile(rb'(<(comment|threadedComment)\s[^>]*?\bref=")([A-Z]+\d+)(".*?</\2>)', re.DOTALL)
_SHAPE = re.compile(rb"<(\w+):shape\s.*?</\1:shape>", re.DOTALL)
_ROW = re.compile(rb"(<\w+:Row>\s*)(\d+)")
_COLUMN = re.compile(rb"(<\w+:Column>\s*)(\d+)")
_ANCHOR = re.compile(rb"(<\w+:Anchor>)([^<]*)")


class Moved(Protocol):
    """What moves cells of a sheet."""

    def area(self, old: Area) -> Area | None:
        """Where a range is afterwards; None when it is gone."""

    def sqref(self, text: str) -> str:
        """The same for a list of ranges as a part has it."""


def move_notes(package: Package, sheet_part: str, moves: Moved) -> None:
    """Carry the notes of a sheet along; those of deleted rows go with them."""
    for kind, part in relations(package, sheet_part).values():
        if kind.endswith(_KINDS) and part in package:
            old = package.read(part)
            new = _SHAPE.sub(_shape(moves), _COMMENT.sub(_comment(moves), old))
            if new != old:
                package.write(part, [new])


def _comment(moves: Moved) -> Callable[[re.Match[bytes]], bytes]:
    def moved(match: re.Match[bytes]) -> bytes:
        place = moves.sqref(match[3].decode())
        return match[1] + place.encode() + match[4] if place else b""

    return moved


def _shape(moves: Moved) -> Callable[[re.Match[bytes]], bytes]:
    """The box of a note names its cell by numbers from 0 and its own corners in `Anchor`."""

    def moved(match: re.Match[bytes]) -> bytes:
        row, column = _ROW.search(match[0]), _COLUMN.search(match[0])
        if not (row and column):
            return match[0]
        old = Area.parse(address(int(row[2]) + 1, int(column[2]) + 1))
        new = moves.area(old)
        if new is None:
            return b""
        shape = _ROW.sub(b"\\g<1>%d" % (new.top - 1), match[0])
        shape = _COLUMN.sub(b"\\g<1>%d" % (new.left - 1), shape)
        return _ANCHOR.sub(
            lambda anchor: anchor[1] + _shifted(anchor[2], new.left - old.left, new.top - old.top), shape
        )

    return moved


def _shifted(anchor: bytes, columns: int, rows: int) -> bytes:
    """Left column, offset, top row, offset, right column, offset, bottom row, offset."""
    numbers = [int(number) for number in anchor.split(b",")]
    for place, by in ((0, columns), (2, rows), (4, columns), (6, rows)):
        numbers[place] = max(numbers[place] + by, 0)
    return b", ".join(b"%d" % number for number in numbers)
