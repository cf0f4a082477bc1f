"""The index of a large sheet: where its pages lie in the packed part, and what stands in each column of each page.

It is a part of its own («osago/sheet8.pages») and says nothing the sheet does not say: the sheet's own text, cut into
pages and turned into columns. It is true of one packed sheet only, whose digest it holds; a sheet that another program
has written since has another, and the index is not looked at. A torn index does not have the digest of itself.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate, pairwise

from osago_xl.books.columns import Pieces, unpacked
from osago_xl.books.deflate import SLOW, Packed, squeeze, unpage, unsqueeze

SHEETS = "xl/worksheets/"
_MAGIC = b"OSAGO-1\n"
_DIGEST = 32


@dataclass(frozen=True)
class Page:
    """A piece of a sheet part: its packed text, the numbers of its rows, and its columns by their letters, packed.

    A page without rows is the text before or after them.
    """

    text: Packed
    numbers: Sequence[int] = ()
    columns: Mapping[bytes, bytes] | None = None

    def content(self) -> bytes:
        """ValueError when it is damaged."""
        return unpage(self.text)

    def column(self, letters: bytes) -> Pieces:
        """The cells of one column from the first row of the page to the last."""
        assert self.columns is not None
        data = self.columns.get(letters)
        return [None] * len(self.numbers) if data is None else unpacked(data, len(self.numbers))


def part_of_index(sheet: str) -> str:
    """The name of the index of a sheet part."""
    stem, _ = posixpath.splitext(posixpath.basename(sheet))
    return f"osago/{stem}.pages"


def written(sheet: Packed, pages: Sequence[Page]) -> bytes:
    """The index of a sheet that consists of these pages."""
    letters = sorted({each for page in pages for each in page.columns or ()})
    columns = [[(page.columns or {}).get(each, b"") for each in letters] for page in pages]
    head = {
        "sheet": sha256(sheet.data).hexdigest(),
        "columns": [each.decode() for each in letters],
        "pages": [
            [len(page.text.data), page.text.size, page.text.crc, _runs(page.numbers), list(map(len, own))]
            for page, own in zip(pages, columns, strict=True)
        ],
    }
    packed_head = squeeze(json.dumps(head, separators=(",", ":")).encode())
    rest = b"".join([len(packed_head).to_bytes(4, "big"), packed_head, *(data for own in columns for data in own)])
    return _MAGIC + sha256(rest).digest() + rest


def read(data: bytes, sheet: Packed) -> list[Page] | None:
    """The pages of a sheet by its index; None when the index is torn or speaks of another content."""
    start = len(_MAGIC) + _DIGEST
    rest = memoryview(data)[start:]
    if SLOW or not data.startswith(_MAGIC) or sha256(rest).digest() != data[len(_MAGIC) : start]:
        return None
    end = 4 + int.from_bytes(rest[:4], "big")
    head = json.loads(unsqueeze(bytes(rest[4:end])))
    if head["sheet"] != sha256(sheet.data).hexdigest():
        return None
    return list(_pages(head, sheet.data, bytes(rest[end:])))


def _pages(head: Mapping[str, list], text: bytes, columns: bytes) -> Iterator[Page]:  # type: ignore[type-arg]
    letters = [each.encode() for each in head["columns"]]
    at = done = 0
    for length, size, crc, runs, sizes in head["pages"]:
        ends = list(accumulate(sizes, initial=done))
        own = {each: columns[a:b] for each, (a, b) in zip(letters, pairwise(ends), strict=True) if a < b}
        yield Page(Packed(crc, size, text[at : at + length]), _numbers(runs), own)
        at, done = at + length, ends[-1]


def _runs(numbers: Sequence[int]) -> list[int]:
    """First and last of each run of numbers that follow one another."""
    runs: list[int] = []
    for number in numbers:
        if runs and runs[-1] == number - 1:
            runs[-1] = number
        else:
            runs += [number, number]
    return runs


def _numbers(runs: Sequence[int]) -> Sequence[int]:
    ranges = [range(first, last + 1) for first, last in zip(runs[::2], runs[1::2], strict=True)]
    return ranges[0] if len(ranges) == 1 else [number for each in ranges for number in each]
