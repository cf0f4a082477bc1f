"""Columns put between those of a sheet, and what becomes of everything that is written with addresses.

As Excel does it on «Вставить столбцы»: cells to the right move, ranges around the place grow. One thing is added: what
spans the whole width of a table still does when the new column is the last one.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape

from osago_xl.books.areas import Area
from osago_xl.books.formulas import has_addresses
from osago_xl.schema.addresses import letters, place

_COLUMNS = re.compile(r"\$?[A-Z]{1,3}:\$?[A-Z]{1,3}")
_PREFIX = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!")
_RANGE = re.compile(
    r"(?<![\w.$])(?:(\$?)([A-Z]{1,3})(\$?\d+)(?::(\$?)([A-Z]{1,3})(\$?\d+))?|(\$?)([A-Z]{1,3}):(\$?)([A-Z]{1,3}))(?![\w(.\[])"
)


@dataclass(frozen=True)
class Insertion:
    """New columns of one sheet.

    `points`: the columns, numbered as they were, before which one comes each, in order; a number stands twice for two
    columns. `tables`: (range with the header as it was, as it is then) of the tables that grow.
    """

    title: str
    points: tuple[int, ...]
    tables: Sequence[tuple[Area, Area]] = ()
    _known: dict[tuple[bytes, bool], bytes] = field(default_factory=dict, repr=False, compare=False)

    def column(self, old: int) -> int:
        """Where a column is afterwards."""
        return old + bisect_right(self.points, old)

    def area(self, old: Area) -> Area:
        """Where a range of the same sheet is afterwards."""
        for before, after in self.tables:
            over_it = old.left <= before.left and old.right == before.right
            if over_it and old.top <= before.bottom and old.bottom >= before.top:
                return replace(old, left=self.column(old.left), right=after.right)
        return replace(old, left=self.column(old.left), right=self.column(old.right))

    def sqref(self, text: str) -> str:
        """A list of ranges as merges, conditional formats and checks have it."""
        return " ".join(self._range(part) for part in text.split())

    def formula_xml(self, xml: bytes, title: str) -> bytes:
        """A formula as a part holds it; thousands of rows have the same one, which is taken apart once."""
        key = (xml, title == self.title)
        if key not in self._known:
            old = html.unescape(xml.decode())
            new = self.formula(old, title)
            self._known[key] = xml if new == old else escape(new).encode()
        return self._known[key]

    def formula(self, text: str, title: str) -> str:
        """A formula that stands on the sheet `title`, without «=»."""
        here = title == self.title
        named = self.title.replace("'", "''") in text
        if not named and not (here and (has_addresses(text) or _COLUMNS.search(text))):
            return text
        from openpyxl.formula import Tokenizer
        from openpyxl.formula.tokenizer import Token

        tokens = Tokenizer(f"={text}").items
        for token in tokens:
            is_range = token.type == Token.OPERAND and token.subtype == Token.RANGE
            if is_range or (token.type == Token.FUNC and ":" in token.value):
                token.value = self._operand(token.value, here)
        return "".join(token.value for token in tokens)

    def _operand(self, text: str, here: bool) -> str:
        """A reference, perhaps with the name of a sheet before it."""
        prefix = _PREFIX.match(text)
        if prefix:
            mine = (prefix[1] or prefix[2]).replace("''", "'") == self.title
            return prefix[0] + (_RANGE.sub(self._moved, text[prefix.end() :]) if mine else text[prefix.end() :])
        return _RANGE.sub(self._moved, text) if here else text

    def _moved(self, match: re.Match[str]) -> str:
        if match[8]:
            area = self.area(Area(1, _number(match[8]), 1_048_576, _number(match[10])))
            return f"{match[7]}{letters(area.left)}:{match[9]}{letters(area.right)}"
        left, top = _number(match[2]), int(match[3].lstrip("$"))
        if not match[5]:
            return f"{match[1]}{letters(self.column(left))}{match[3]}"
        area = self.area(Area(top, left, int(match[6].lstrip("$")), _number(match[5])))
        return f"{match[1]}{letters(area.left)}{match[3]}:{match[4]}{letters(area.right)}{match[6]}"

    def _range(self, text: str) -> str:
        return _RANGE.sub(self._moved, text)


def _number(column: str) -> int:
    return place(f"{column}1")[1]
