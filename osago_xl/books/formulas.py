"""Formulas with addresses, which mean another cell once they stand elsewhere."""

from __future__ import annotations

import re

from osago_xl.schema.addresses import address

_RELATIVE = re.compile(r"(?<![\w\[.$'])\$?[A-Z]{1,3}\$?\d+(?![\w(\]])")


def has_addresses(formula: str) -> bool:
    """Whether a formula names cells by address; table columns and defined names mean the same in every row."""
    return bool(_RELATIVE.search(formula))


def shifted(formula: str, old: tuple[int, int], new: tuple[int, int]) -> str:
    """The formula of a cell that has gone from `old` to `new` (row, column)."""
    if old == new or not has_addresses(formula):
        return formula
    from openpyxl.formula.translate import Translator

    moved: str = Translator(f"={formula}", origin=address(*old)).translate_formula(address(*new))
    return moved[1:]
