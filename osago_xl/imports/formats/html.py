"""Tables of web pages: what many sites and CRMs hand out as .xls, and .mht files of old Excel."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree, html

from osago_xl.errors import BookError
from osago_xl.imports.formats.encodings import decoded
from osago_xl.imports.formats.maker import SheetMaker
from osago_xl.imports.formats.refusals import damaged
from osago_xl.imports.model import Raw, RawSheet, SourceFile

MAX_BYTES = 40 * 2**20
"""The tree of a larger page would take more memory than a base is worth."""

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_NO_SHOW = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_NEW_LINE = frozenset({"br", "p", "div", "li", "tr"})


def read(path: Path, content: bytes) -> SourceFile:
    """Every table of the page that holds anything, a sheet each."""
    if len(content) > MAX_BYTES:
        raise BookError(
            f"Файл «{path.name}»: страница больше {MAX_BYTES // 2**20} МБ. Откройте её в Excel и сохраните как .xlsx."
        )
    text = _text_of(content)
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True))
    except (etree.LxmlError, ValueError) as error:
        raise damaged(path) from error
    sheets = tuple(_sheets(path, root))
    if not sheets:
        raise BookError(
            f"Файл «{path.name}» — веб-страница, таблиц в ней нет. Откройте её в Excel и сохраните как .xlsx."
        )
    return SourceFile(path, sheets, "таблица HTML")


def read_mail(path: Path, content: bytes) -> SourceFile:
    """A page packed as a letter (.mht): its first part with a table."""
    parts = email.message_from_bytes(content).walk()
    pages = [part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/html"]
    found = next((page for page in pages if isinstance(page, bytes) and b"<table" in page.lower()), None)
    if found is None:
        raise damaged(path)
    return read(path, found)


def _text_of(content: bytes) -> str:
    named = _CHARSET.search(content[:4096])
    if named:
        try:
            return content.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(content)[0]


def _sheets(path: Path, root: Any) -> Iterator[RawSheet]:
    number = 0
    for table in root.iter("table"):
        maker = _made(path, table)
        if maker.rows:
            number += 1
            yield maker.made(_title(table) or f"Таблица {number}")


def _title(table: Any) -> str:
    """The caption, or the heading that stands just above."""
    caption = table.find("caption")
    above = table.getprevious()
    if caption is None and above is not None and above.tag in ("h1", "h2", "h3", "h4"):
        caption = above
    return " ".join(caption.text_content().split())[:60] if caption is not None else ""


def _made(path: Path, table: Any) -> SheetMaker:
    maker = SheetMaker(path)
    taken: set[tuple[int, int]] = set()
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is not table:
            continue
        maker.start_row()
        if _NO_SHOW.search(row.get("style", "")):
            maker.hidden_rows.add(maker.row)
        for cell in row.iterchildren("td", "th"):
            while (maker.row, maker.column) in taken:
                maker.column += 1
            _cell(maker, cell, taken)
    return maker


def _cell(maker: SheetMaker, cell: Any, taken: set[tuple[int, int]]) -> None:
    across, down = _span(cell, "colspan"), _span(cell, "rowspan")
    for row in range(maker.row + 1, maker.row + down):
        taken.update((row, column) for column in range(maker.column, maker.column + across))
    maker.put(_value(cell), 1, across, down)
    maker.column += across - 1


def _span(cell: Any, name: str) -> int:
    text = cell.get(name, "1")
    return min(max(1, int(text)), 1000) if text.isdecimal() and len(text) < 6 else 1


def _value(cell: Any) -> Raw:
    """The text that is seen, without tables inside it; a number that Excel has written beside it."""
    number = cell.get("x:num")
    try:
        return float(number)
    except (TypeError, ValueError):
        return _seen(cell)


def _seen(cell: Any) -> str:
    parts = [cell.text or ""]
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, each in walk:
        if each is cell:
            continue
        if event == "end":
            parts.append(each.tail or "")
            continue
        if each.tag == "table" or not isinstance(each.tag, str):
            walk.skip_subtree()
        else:
            parts += ["\n" if each.tag in _NEW_LINE else "", each.text or ""]
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(filter(None, lines))
