"""The shared strings of a workbook: looked up, appended, never renumbered."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from osago_xl.errors import BookError

PART = "xl/sharedStrings.xml"
MAX_LENGTH = 32_767
"""Characters Excel allows in a cell."""

_EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></sst>'
)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ITEM_TEXT = re.compile(rb"<t(?:\s[^>]*)?>([^<]*)</t>")
_PHONETIC = re.compile(rb"<rPh\b.*?</rPh>", re.S)
_START = re.compile(rb"<sst\b[^>]*?(/?)>")


class SharedStrings:
    """`xml` is the part, None when the workbook has none yet."""

    def __init__(self, xml: bytes | None) -> None:
        self._xml = xml or _EMPTY
        start = _START.search(self._xml)
        if not start:
            raise BookError("В книге повреждена таблица строк.")
        end = self._xml.rfind(b"</sst>")
        inner = b"" if start[1] else self._xml[start.end() : end].replace(b"<si/>", b"<si></si>")
        self._items = [item.partition(b"<si>")[2] for item in inner.split(b"</si>")[:-1]]
        self._index: dict[bytes, int] = {}
        self._known: dict[str, int] = {}
        self._read = len(self._items)

    @property
    def changed(self) -> bool:
        """Whether strings were added."""
        return len(self._items) > self._read

    def number(self, text: str) -> int:
        """The number of a text; a new one is appended. BookError when no cell can hold it."""
        known = self._known.get(text)
        return self._find(text) if known is None else known

    def text(self, number: int) -> str:
        """The text with this number, formatting left out."""
        if not 0 <= number < len(self._items):
            raise BookError("Ячейка ссылается на строку, которой в книге нет: файл повреждён.")
        parts = _ITEM_TEXT.findall(_PHONETIC.sub(b"", self._items[number]))
        return shown_text(html.unescape(b"".join(parts).decode()))

    def chunks(self) -> Iterator[bytes]:
        """The part with what was added."""
        start = _START.search(self._xml)
        assert start
        head = start[0].rstrip(b"/>") + b">"
        head = re.sub(rb'(\scount=")(\d+)', lambda m: b"%s%d" % (m[1], int(m[2]) + len(self._items) - self._read), head)
        head = re.sub(rb'(\suniqueCount=")\d+', b"\\g<1>%d" % len(self._items), head)
        yield self._xml[: start.start()] + head
        yield self._xml[start.end() : self._xml.rfind(b"</sst>")] if not start[1] else b""
        for item in self._items[self._read :]:
            yield b"<si>%s</si>" % item
        yield b"</sst>"

    def _find(self, text: str) -> int:
        if not self._index:
            self._index = {item: n for n, item in reversed(list(enumerate(self._items)))}
        stored = stored_text(text)
        space = ' xml:space="preserve"' if stored != stored.strip() or "\n" in stored else ""
        item = f"<t{space}>{escape(stored)}</t>".encode()
        number = self._index.setdefault(item, len(self._items))
        if number == len(self._items):
            self._items.append(item)
        self._known[text] = number
        return number


def stored_text(text: str) -> str:
    """A text as XML can hold it: control characters out, what looks like an escape escaped itself."""
    if len(text) > MAX_LENGTH:
        raise BookError(
            f"Текст длиннее {MAX_LENGTH} знаков не помещается в ячейку Excel: «{text[:60]}…». Сократите его."
        )
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():
        text = _UNPRINTABLE.sub("", text)
    return _CODE.sub(r"_x005F_x\1_", text) if "_x" in text else text


def shown_text(stored: str) -> str:
    """The reverse: «_x000D_» is one character."""
    return _CODE.sub(lambda m: chr(int(m[1], 16)), stored) if "_x" in stored else stored
