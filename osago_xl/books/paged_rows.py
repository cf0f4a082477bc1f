"""The rows of a large sheet, unpacked page by page as they are asked for; pages nobody has touched stay packed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence

from osago_xl.books.columns import PAGE, Pieces, packed
from osago_xl.books.deflate import page
from osago_xl.books.package import DamagedFile
from osago_xl.books.sheet_index import Page
from osago_xl.books.sheet_xml import RowText, SheetXml, cells_of, rows_of

HEAD_ROWS = 2
"""Counters and headers: they change with every row below, and have a page of their own."""


class PagedRows(MutableMapping[int, RowText]):
    """Sheet row → its text, or `RowXml` once it is being changed. `pages` hold rows, in their order, at least one."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = list(pages)
        self._firsts = [each.numbers[0] for each in pages]
        self._open: dict[int, dict[int, RowText]] = {}
        self._touched: set[int] = set()

    def __getitem__(self, number: int) -> RowText:
        index = self._index(number)
        if index not in self._open and number not in self._pages[index].numbers:
            raise KeyError(number)
        return self._rows(index)[number]

    def __setitem__(self, number: int, row: RowText) -> None:
        index = self._index(number)
        self._rows(index)[number] = row
        self._touched.add(index)

    def __delitem__(self, number: int) -> None:
        index = self._index(number)
        del self._rows(index)[number]
        self._touched.add(index)

    def __iter__(self) -> Iterator[int]:
        for index, each in enumerate(self._pages):
            yield from sorted(self._open[index]) if index in self._open else each.numbers

    def __len__(self) -> int:
        return sum(len(self._open.get(index, each.numbers)) for index, each in enumerate(self._pages))

    def __contains__(self, number: object) -> bool:
        assert isinstance(number, int)
        index = self._index(number)
        return number in self._open.get(index, self._pages[index].numbers)

    def split(self, numbers: Iterable[int]) -> dict[int, list[int]]:
        """The numbers of rows by the page they belong to."""
        found: dict[int, list[int]] = {}
        for number in numbers:
            found.setdefault(self._index(number), []).append(number)
        return found

    def where(self, sign: bytes, numbers: Iterable[int]) -> list[int]:
        """Those of the rows that may hold this: all of a page that is being changed, or has it anywhere."""
        by_page = self.split(numbers).items()
        return [each for at, own in by_page if at in self._touched or sign in self._content(at) for each in own]

    def untouched(self, index: int) -> Page | None:
        """A page as it was and still is."""
        return None if index in self._touched else self._pages[index]

    def put(self, index: int, page: Page) -> None:
        """The same rows with other cells."""
        self._pages[index] = page
        self._open.pop(index, None)

    def append(self, page: Page) -> None:
        """Rows below all others."""
        self._pages.append(page)
        self._firsts.append(page.numbers[0])

    def pages(self) -> Iterator[Page]:
        """The rows as they are now; what was not touched is passed on as it was."""
        for index, each in enumerate(self._pages):
            if index in self._touched:
                yield from paged(sorted(self._open[index].items()))
            else:
                yield each

    def _index(self, number: int) -> int:
        return max(bisect_right(self._firsts, number) - 1, 0)

    def _rows(self, index: int) -> dict[int, RowText]:
        if index not in self._open:
            self._open[index] = dict(rows_of(self._content(index)))
        return self._open[index]

    def _content(self, index: int) -> bytes:
        try:
            return self._pages[index].content()
        except ValueError:
            raise DamagedFile("данные листа повреждены") from None


def sheet_of_pages(pages: Sequence[Page]) -> SheetXml:
    """The sheet that consists of these pages."""
    first, *rows, last = pages
    sheet = SheetXml(first.content() + last.content())
    sheet.rows = PagedRows(rows)
    return sheet


def pages_of(sheet: SheetXml) -> list[Page] | None:
    """The pages of a sheet as it is now; None for one that is not worth an index, or cannot have one."""
    if len(sheet.rows) <= 2 * PAGE:
        return None
    rows = sheet.rows.pages() if isinstance(sheet.rows, PagedRows) else _first_pages(sheet.rows)
    try:
        return [Page(page(sheet.before)), *rows, Page(page(sheet.after))]
    except _Unfit:
        return None


def add_page(sheet: SheetXml, numbers: Sequence[int], rows: Sequence[bytes], columns: Mapping[bytes, Pieces]) -> bool:
    """Add rows below all others, with what is known of their columns; False for too few, and where no page can be."""
    if len(rows) < PAGE:
        return False
    try:
        new = _page(numbers, rows, columns)
        if not isinstance(sheet.rows, PagedRows):
            sheet.rows = PagedRows(list(_first_pages(sheet.rows)))
    except _Unfit:
        return False
    sheet.rows.append(new)
    return True


class _Unfit(Exception):
    """A sheet with signs that no XML may have."""


def _first_pages(rows: MutableMapping[int, RowText]) -> Iterator[Page]:
    numbers = sorted(rows)
    top = bisect_right(numbers, HEAD_ROWS)
    for part in (numbers[:top], numbers[top:]):
        yield from paged([(number, rows[number]) for number in part])


def paged(rows: Sequence[tuple[int, RowText]]) -> Iterator[Page]:
    """Pages of these rows."""
    for start in range(0, len(rows), PAGE):
        part = {n: row if isinstance(row, bytes) else row.text() for n, row in rows[start : start + PAGE]}
        yield _page(list(part), list(part.values()), _columns([cells_of(text, n) for n, text in part.items()]))


def _page(numbers: Sequence[int], rows: Sequence[bytes], columns: Mapping[bytes, Pieces]) -> Page:
    content = b"<row " + b"<row ".join(rows)
    if b"\0" in content or b"\1" in content:
        raise _Unfit
    return Page(page(content), numbers, {letter: packed(pieces) for letter, pieces in columns.items()})


def _columns(rows: Sequence[dict[bytes, bytes]]) -> dict[bytes, Pieces]:
    letters = dict.fromkeys(letter for row in rows for letter in row)
    return {letter: [row.get(letter) for row in rows] for letter in letters}
