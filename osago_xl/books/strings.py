"""The shared strings of a workbook: looked up, appended, never renumbered."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from xml.sax.saxutils import escape

from osago_xl.books.package import DamagedFile
from osago_xl.errors import BookError

PART = "xl/sharedStrings.xml"
MAX_LENGTH = 32_767
"""Characters Excel allows in a cell."""

_EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></sst>'
)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CAREFUL = ("&", "<", ">", "_x")
_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ITEM_TEXT = re.compile(r"<t(?:\s[^>]*)?>([^<]*)</t>")
_PLAIN = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
_PHONETIC = re.compile(r"<rPh\b.*?</rPh>", re.DOTALL)
_BETWEEN = re.compile(r"</si>\s+<si>")
_START = re.compile(r"<sst\b[^>]*?(/?)>")


class SharedStrings:
    """`xml` is the part, None when the workbook has none yet."""

    def __init__(self, xml: bytes | None) -> None:
        try:
            self._xml = xml.decode() if xml else _EMPTY
        except UnicodeDecodeError:
            raise DamagedFile("повреждена таблица строк") from None
        start = _START.search(self._xml)
        if not start:
            raise DamagedFile("повреждена таблица строк")
        self._start = start
        self._inner = "" if start[1] else self._xml[start.end() : self._xml.rfind("</sst>")]
        self._count = self._inner.count("<si>") + self._inner.count("<si/>")
        self._new: list[str] = []
        self._forgotten = False
        self._known: dict[str, int] = {}

    @property
    def changed(self) -> bool:
        """Whether the part has to be written: strings were added, or blanked."""
        return bool(self._new) or self._forgotten

    def number(self, text: str) -> int:
        """The number of a text; a new one is appended. BookError when no cell can hold it."""
        known = self._known.get(text)
        return self._find(text) if known is None else known

    def learn(self, texts: Sequence[str]) -> None:
        """Give numbers to many texts at once: those without a sign that needs care are looked for only once."""
        new = [text for text in texts if text and text not in self._known]
        together = "".join(new)
        if not together.isprintable() or any(sign in together for sign in _CAREFUL):
            return
        count = self._count
        for text in new:
            if text[0] != " " != text[-1] and len(text) <= MAX_LENGTH:
                item = f"<t>{text}</t>"
                self._known[text] = number = self._index.setdefault(item, count + len(self._new))
                if number == count + len(self._new):
                    self._new.append(item)

    def text(self, number: int) -> str:
        """The text with this number, formatting left out."""
        if 0 <= number < self._count:
            return self._texts[number]
        if 0 <= number - self._count < len(self._new):
            return item_text(self._new[number - self._count])
        raise DamagedFile("ячейка ссылается на строку, которой в книге нет")

    def keep_only(self, used: Collection[int]) -> None:
        """Blank all other strings: a text taken out of a cell stays in the file until its program saves it anew."""
        kept = (item if number in used else "<t></t>" for number, item in enumerate(self._items))
        self._inner = "".join(f"<si>{item}</si>" for item in kept)
        self._forgotten = True

    def chunks(self) -> Iterator[bytes]:
        """The part with what was added."""
        new = len(self._new)
        head = self._start[0].rstrip("/>") + ">"
        head = re.sub(r'(\scount=")(\d+)', lambda m: f"{m[1]}{int(m[2]) + new}", head)
        head = re.sub(r'(\suniqueCount=")\d+', rf"\g<1>{self._count + new}", head)
        yield (self._xml[: self._start.start()] + head).encode()
        yield self._inner.encode()
        yield "".join(f"<si>{item}</si>" for item in self._new).encode()
        yield b"</sst>"

    @cached_property
    def _items(self) -> list[str]:
        """What stands in each item of the file; they are cut where one follows the other, which is the fastest way."""
        inner = _BETWEEN.sub("</si><si>", self._inner.replace("<si/>", "<si></si>").strip())
        items = inner[len("<si>") : -len("</si>")].split("</si><si>") if inner else []
        if len(items) != self._count:
            raise DamagedFile("повреждена таблица строк")
        return items

    @cached_property
    def _texts(self) -> list[str]:
        """The texts of the file; where none of them has formatting, they are found at once."""
        plain = _PLAIN.findall(self._inner)
        if len(plain) == self._count:
            return [shown_text(text) for text in plain]
        return [item_text(item) for item in self._items]

    @cached_property
    def _index(self) -> dict[str, int]:
        """Item → number, the first of equal ones."""
        return dict(zip(reversed(self._items), reversed(range(self._count)), strict=True))

    def _find(self, text: str) -> int:
        stored = stored_text(text)
        space = ' xml:space="preserve"' if stored != stored.strip() or "\n" in stored else ""
        item = f"<t{space}>{escape(stored)}</t>"
        number = self._index.setdefault(item, self._count + len(self._new))
        if number == self._count + len(self._new):
            self._new.append(item)
        self._known[text] = number
        return number


def item_text(xml: str) -> str:
    """The text of a string item or of a cell with its own text, formatting and reading aids left out."""
    return shown_text("".join(_ITEM_TEXT.findall(_PHONETIC.sub("", xml))))


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


def shown_text(xml: str) -> str:
    """The text that stands in an element: «&amp;» and «_x000D_» are one character."""
    text = html.unescape(xml) if "&" in xml else xml
    return _CODE.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text
