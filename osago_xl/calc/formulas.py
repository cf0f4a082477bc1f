"""Formulas between Excel's spelling and Calc's programming interface.

Both use English names. Excel separates by commas, writes `'Лист 1'!A1` and arrays `{1,2;3,4}`; Calc wants semicolons,
`$'Лист 1'.A1` and `{1;2|3;4}`. Our own functions are called by their full name in a file that Calc loads.
"""

from __future__ import annotations

import re
from functools import lru_cache

PREFIX = "RU.OSAGO.ADDIN."

_EXCEL = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
    |(?P<error>\#(?:N/A|[A-Z0/]+[!?]))
    |(?P<sheet>(?:'(?:[^']|'')+'|[\w.]+)!)
    |(?P<column>\[(?:'.|[^\[\]'])*\])
    |(?P<young>_xlfn\.(?:_xlws\.)?)
    |(?P<mark>[,;{}])""",
    re.VERBOSE,
)
_CALC = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
    |(?P<error>\#(?:N/A|[A-Z0/]+[!?]))
    |\$?(?P<sheet>'(?:[^']|'')+'|[^\W\d]\w*)\.(?=\$?[A-Z]{1,3}\$?\d|\$?[A-Z]{1,3}:|\$?\d+:)
    |(?P<column>\[(?:'.|[^\[\]'])*\])
    |(?P<ours>RU\.OSAGO\.ADDIN\.)
    |(?P<mark>[;|{}])""",
    re.VERBOSE | re.IGNORECASE,
)


def to_calc(formula: object) -> str:
    """An Excel formula for `setFormula`; anything that is no formula comes back as text."""
    if not isinstance(formula, str) or not formula.startswith("="):
        return "" if formula is None else str(formula)
    return _rewritten(_EXCEL, formula, {",": ";", ";": ";"}, {",": ";", ";": "|"})


@lru_cache(maxsize=10_000)  # a column of a table has one formula for all its rows
def to_excel(formula: str) -> str:
    """A formula read from Calc in Excel's spelling; anything else unchanged."""
    if not formula.startswith("="):
        return formula
    return _rewritten(_CALC, formula, {";": ","}, {";": ",", "|": ";"})


def _rewritten(pattern: re.Pattern[str], formula: str, plain: dict[str, str], array: dict[str, str]) -> str:
    inside_array = False

    def one(match: re.Match[str]) -> str:
        nonlocal inside_array
        kind, found = match.lastgroup, match.group()
        if kind == "sheet":
            return f"${found[:-1]}." if pattern is _EXCEL else f"{match['sheet']}!"
        if kind in ("young", "ours"):
            return ""
        if kind != "mark":
            return found
        if found in "{}":
            inside_array = found == "{"
            return found
        return (array if inside_array else plain).get(found, found)

    return pattern.sub(one, formula)


_REFERENCE = re.compile(
    r"""(?P<literal>"(?:[^"]|"")*"|'(?:[^']|'')+'!|\[(?:'.|[^\[\]'])*\])
    |(?<![\w.$])(?P<fixed>\$?)(?P<letters>[A-Z]{1,3})(?P<held>\$?)(?P<row>[1-9]\d*)(?![\w.(!])""",
    re.VERBOSE,
)


def shifted(formula: str, rows: int, columns: int) -> str:
    """The formula (Excel's spelling) as it reads `rows` lower and `columns` to the right: relative references move."""

    def one(match: re.Match[str]) -> str:
        if match["literal"]:
            return match.group()
        letters = match["letters"]
        if not match["fixed"]:
            letters = column_letters(column_number(letters) + columns)
        row = match["row"] if match["held"] else int(match["row"]) + rows
        return f"{match['fixed']}{letters}{match['held']}{row}"

    return _REFERENCE.sub(one, formula) if rows or columns else formula


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_address(row: int, column: int, row_absolute: bool, column_absolute: bool) -> str:
    """$B$2, B$2, $B2 or B2."""
    return f"{'$' * column_absolute}{column_letters(column)}{'$' * row_absolute}{row}"


_CALL = re.compile(r"""("|&quot;).*?\1|(?<![\w.])(OSAGO_\w+)(?=\()""")
_FULL = re.compile(re.escape(PREFIX) + r"(\w+)", re.IGNORECASE)


def with_full_names(markup: str) -> str:
    """Formula text of a part (XML): our functions by the name that Calc binds while it loads."""
    return _CALL.sub(lambda found: found.group() if found[2] is None else PREFIX + found[2], markup)


def with_short_names(markup: str) -> str:
    """The reverse, for what Calc has saved; Calc writes an unknown name in lower case."""
    return _FULL.sub(lambda found: found[1].upper(), markup)
