"""The tables of a file in their order, each with the words that stand above it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree, html

from osago_xl.errors import BookError
from osago_xl.imports.acts.cleaning import cell_text
from osago_xl.imports.files import read_file

PATTERNS = ("*.docx", "*.pdf", "*.htm*", "*.xlsx", "*.xls", "*.ods", "*.csv")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"приложени|коэффициент|размер|базов|^\s*\d+\.\s", re.IGNORECASE)


class Block(NamedTuple):
    """`caption` all words since the table before; `rows` cleaned cells; `place` where it stands, for messages."""

    caption: str
    rows: list[list[str]]
    place: str


def read_blocks(path: Path) -> list[Block]:
    """BookError, in a sentence, for a file that holds no text or no table."""
    content = path.read_bytes() if path.is_file() else b""
    if content.startswith(b"%PDF"):
        found = list(_pdf(path, content))
    elif _is_word(content):
        found = list(_docx(path, content))
    elif b"<html" in content[:4096].lower() or b"<table" in content[:65536].lower():
        found = list(_html(content))
    else:
        found = [block for sheet in read_file(path).sheets for block in _sheet(sheet.name, sheet.rows)]
    if not any(block.rows for block in found):
        raise BookError(
            f"Файл «{path.name}»: таблиц в нём нет. Нужны приложения к указанию: docx, pdf, html, xlsx, csv."
        )
    return found


def _is_word(content: bytes) -> bool:
    return content.startswith(b"PK") and b"word/document.xml" in content


def _docx(path: Path, content: bytes) -> Iterator[Block]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            body = etree.fromstring(package.read("word/document.xml"))[0]
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise BookError(f"Файл «{path.name}» повреждён и не читается. Скачайте его ещё раз.") from error
    words: list[str] = []
    count = 0
    for element in body:
        if element.tag == f"{_W}tbl":
            count += 1
            yield Block(" ".join(words), [_word_row(row) for row in element.iter(f"{_W}tr")], f"таблица {count}")
            words = []
        else:
            words.append(_word_text(element))
    yield Block(" ".join(words), [], "")


def _word_row(row: Any) -> list[str]:
    """Cells over several columns fill the first; those merged with the row above are empty."""
    cells: list[str] = []
    for cell in row.iterchildren(f"{_W}tc"):
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        below = merged is not None and merged.get(f"{_W}val") != "restart"
        width = int(span.get(f"{_W}val")) if span is not None else 1
        cells += ["" if below else _word_text(cell), *[""] * (width - 1)]
    return cells


def _word_text(element: Any) -> str:
    lines = ["".join(_word_piece(piece) for piece in paragraph.iter()) for paragraph in element.iter(f"{_W}p")]
    return cell_text("\n".join(lines))


def _word_piece(piece: Any) -> str:
    if piece.tag == f"{_W}t":
        return str(piece.text or "")
    return {f"{_W}br": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "-"}.get(piece.tag, "")


def _pdf(path: Path, content: bytes) -> Iterator[Block]:
    import pdfplumber
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            found = [block for page in document.pages for block in _page(page)]
            said = any(page.chars for page in document.pages)
    except (PdfminerException, MalformedPDFException) as error:
        raise BookError(f"Файл «{path.name}» повреждён и не читается. Скачайте его ещё раз.") from error
    if not said:
        raise BookError(
            f"Файл «{path.name}» — скан без текста: прочитать его нельзя. Возьмите указание в docx или html."
        )
    yield from found


def _page(page: Any) -> Iterator[Block]:
    """Tables from above, each with the words between it and the one before."""
    top = 0.0
    for n, table in enumerate(page.find_tables(), start=1):
        above = _words(page, top, table.bbox[1])
        top = table.bbox[3]
        rows = [[cell_text(cell) for cell in row] for row in table.extract()]
        yield Block(above, rows, f"страница {page.page_number}, таблица {n}")
    yield Block(_words(page, top, page.height), [], "")


def _words(page: Any, top: float, bottom: float) -> str:
    return cell_text(page.crop((0, top, page.width, bottom)).extract_text()) if bottom > top else ""


def _html(content: bytes) -> Iterator[Block]:
    root = html.document_fromstring(content, parser=html.HTMLParser(no_network=True))
    words: list[str] = []
    count = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str) or next(element.iterancestors("table"), None) is not None:
            continue
        if element.tag == "table" and event == "start":
            count += 1
            yield Block(cell_text(" ".join(words)), list(_html_rows(element)), f"таблица {count}")
            words = []
        elif element.tag not in ("table", "script", "style", "title"):
            words.append((element.text if event == "start" else element.tail) or "")
        elif event == "end":
            words.append(element.tail or "")
    yield Block(cell_text(" ".join(words)), [], "")


def _html_rows(table: Any) -> Iterator[list[str]]:
    hanging: dict[int, int] = {}  # column → rows it is still taken from above
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            while hanging.get(len(cells), 0):
                hanging[len(cells)] -= 1
                cells.append("")
            for line in cell.iter("br"):
                line.tail = "\n" + (line.tail or "")
            down, across = int(cell.get("rowspan", "1")), int(cell.get("colspan", "1"))
            hanging |= {len(cells) + n: down - 1 for n in range(across) if down > 1}
            cells += [cell_text(cell.text_content()), *[""] * (across - 1)]
        yield cells


def _sheet(name: str, rows: list[list[Any]]) -> Iterator[Block]:
    """Several tables one below the other: a line of one cell that reads like a heading begins the next."""
    caption: list[str] = []
    table: list[list[str]] = []
    start = 1
    for number, row in enumerate(rows, start=1):
        cells = [cell_text(value) for value in row]
        said = [cell for cell in cells if cell]
        if len(said) == 1 and (len(said[0]) > 60 or _HEADING.search(said[0])):
            if table:
                yield Block(" ".join(caption), table, f"лист «{name}», строки {start}-{number - 1}")
                caption, table = [], []
            caption.append(said[0])
        elif said:
            start = start if table else number
            table.append(cells)
    yield Block(" ".join(caption), table, f"лист «{name}», строки {start}-{len(rows)}")
