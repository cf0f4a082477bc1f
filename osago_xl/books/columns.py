"""Some rows of a sheet turned into columns: what stands below one another is alike and takes little room.

A piece is a cell of a sheet part as `sheet_xml.cells_of` gives it, None where the row has no such cell.
"""

from __future__ import annotations

from collections.abc import Sequence

from osago_xl.books.deflate import squeeze, unsqueeze

Pieces = Sequence[bytes | None]

PAGE = 256
"""Rows of a page: the number of a piece among the different ones fits into a byte."""

_NONE = b"\1"
_BETWEEN = b"\0"
"""Neither can stand in XML."""


def packed(pieces: Pieces) -> bytes:
    """A column of at most `PAGE` rows: the common beginning of its different pieces, their ends, who has which."""
    different = list(dict.fromkeys(pieces))
    beginning = _beginning([each for each in different if each is not None])
    ends = [_NONE if each is None else each[len(beginning) :] for each in different]
    text = _BETWEEN.join([beginning, *ends])
    numbers = {piece: number for number, piece in enumerate(different)}
    told = len(different) in (1, len(pieces))  # all alike, or no two alike
    who = b"" if told else bytes(map(numbers.__getitem__, pieces))
    return squeeze(len(text).to_bytes(4, "big") + text + who)


def unpacked(data: bytes, rows: int) -> list[bytes | None]:
    """The reverse of `packed`; `rows` is how many there were."""
    content = unsqueeze(data)
    end = 4 + int.from_bytes(content[:4], "big")
    beginning, *ends = content[4:end].split(_BETWEEN)
    different = [None if each == _NONE else beginning + each for each in ends]
    if len(different) == 1:
        return different * rows
    who = content[end:]
    return [different[number] for number in who] if who else different


def _beginning(pieces: Sequence[bytes]) -> bytes:
    """What all pieces begin with: the first and the last in their order differ earliest."""
    if not pieces:
        return b""
    first, last = min(pieces), max(pieces)
    return next((first[:at] for at, sign in enumerate(first) if last[at] != sign), first)
