"""Text of annexes made plain: footnotes and hyphens out, numbers read strictly."""

from __future__ import annotations

import re
from decimal import Decimal

from osago_xl.values.text import clean, unmix

_FOOTNOTE = re.compile(r"<\*+>|<\d{1,2}>|\*+\)?|[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_SOFT = "\u00ad"
_HYPHENS = re.compile("[‐‑–—−]")
_AT_LINE_END = re.compile(r"(?<=[а-яё])-[ \t]*\n[ \t]*(?=[а-яё])")
_NUMBER = re.compile(r"\d{1,3}(?: \d{3})+|\d+(?:[.,]\d+)?")
_LIKE_DIGITS = str.maketrans("ОоOoЗзlIІ", "000033111")


def cell_text(value: object) -> str:
    """A cell of any format as one line: «насе-⏎ленные <*>» → «населенные», dashes as hyphens."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = _FOOTNOTE.sub("", str(value).replace(_SOFT, ""))
    return unmix(clean(_HYPHENS.sub("-", _AT_LINE_END.sub(_joined, text))))


def _joined(match: re.Match[str]) -> str:
    """A word broken at the end of a line; «Ростов-⏎на-Дону» keeps its hyphen."""
    after = match.string[match.end() : match.end() + 3]
    return "-" if after.startswith(("на-", "на ")) else ""


def is_blank(text: str) -> bool:
    """True for a cell that states nothing: empty or a dash."""
    return text.strip(" -.") == ""


def number(text: str) -> Decimal | None:
    """A number as acts print it («1,24», «1 646»); None for anything else."""
    plain = text.replace("\u00a0", " ").strip()
    return Decimal(plain.replace(" ", "").replace(",", ".")) if _NUMBER.fullmatch(plain) else None


def misread(text: str) -> str:
    """What a scanner may have made of a number: letters in place of digits; empty when that is not it."""
    digits = text.translate(_LIKE_DIGITS)
    return digits if digits != text and number(digits) is not None else ""


def factor(value: Decimal) -> str:
    """A factor as the data files write it: two decimals at least."""
    exponent = value.as_tuple().exponent
    return str(value) if isinstance(exponent, int) and exponent < -2 else f"{value:.2f}"
