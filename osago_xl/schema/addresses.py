"""Addresses of cells: «C5» ↔ (row 5, column 3)."""

from __future__ import annotations

import re


def place(address: str) -> tuple[int, int]:
    """Row and column, both from 1, of an address such as «C5» or «$C$5»."""
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d+)", address)
    if not match:
        raise ValueError(f"not the address of a cell: {address}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def letters(column: int) -> str:
    """The letters of a column counted from 1: 28 → «AB»."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def address(row: int, column: int) -> str:
    """The reverse of `place`."""
    return f"{letters(column)}{row}"
