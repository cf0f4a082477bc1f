"""Which table of the tariff a table of a file is, told by its head and by the words above it."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from osago_xl.imports.acts.blocks import Block
from osago_xl.values.text import fold

_KINDS = {
    "base_rates": r"базов\w+ (страхов\w+ )?(став(к|ок)|тариф)",
    "kt": r"территори\w+ преимущественного использования|коэффициент\w* кт\b",
    "kvs": r"возраст.*стаж|стаж.*возраст|коэффициент\w* квс\b",
    "kbm": r"коэффициент\w* кбм\b|\bкбм\b",
    "km": r"мощност|коэффициент\w* км\b",
    "ks": r"период использования|коэффициент\w* кс\b",
    "kp": r"срок страхования|коэффициент\w* кп\b",
    "ko": r"количеств\w+ лиц|допущенны\w+ к управлению|коэффициент\w* ко\b",
}  # fmt: skip
_MONTHS = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_DAY = re.compile(r"\bс (\d{1,2})(?:\.(\d{2})\.| ([а-я]+) )(\d{4})")
_APPLIED = re.compile(r"(применя|действу)\w+ с .{8,30}")
_NUMBERING = [str(n) for n in range(1, 13)]


class Kind(NamedTuple):
    """`table` as in tariffs.schema; `since` the day its words name, where it is another than that of the act."""

    table: str
    motorcycles: bool
    since: date | None


def recognised(blocks: list[Block]) -> list[tuple[Block, Kind | None]]:
    """Every table with its kind; a table without a head of its own goes on with the one before (a page break)."""
    found: list[tuple[Block, Kind | None]] = []
    before: Kind | None = None
    for block in blocks:
        if block.rows:
            before = _kind(block) or (before if not block.caption or len(block.caption) < 40 else None)
            found.append((block, before))
    return found


def _kind(block: Block) -> Kind | None:
    head = fold(" ".join(" ".join(row) for row in block.rows[:3]))
    caption = fold(block.caption)[-400:]
    for text in (head, caption):
        table = next((name for name, pattern in _KINDS.items() if re.search(pattern, text)), None)
        if table:
            both = f"{caption} {head}"
            motorcycles = table in ("kvs", "km") and "мотоцикл" in both and "исключением" not in both
            since = _APPLIED.search(caption)
            return Kind(table, motorcycles, day_in(since[0]) if since else None)
    return None


def day_in(text: str) -> date | None:
    """«… применяется с 17 апреля 2025 года»."""
    match = _DAY.search(fold(text))
    if match is None:
        return None
    month = int(match[2]) if match[2] else next((n for n, m in enumerate(_MONTHS, 1) if match[3].startswith(m)), 0)
    try:
        return date(int(match[4]), month, int(match[1]))
    except ValueError:
        return None


def is_head(row: list[str]) -> bool:
    """A row of a head: no numbers but those that number the columns."""
    said = [cell for cell in row if cell]
    if said == _NUMBERING[: len(said)]:
        return True
    letters = [cell for cell in said if any(c.isalpha() for c in cell)]
    return bool(said) and any(
        re.search(r"№|n п/п|коэффициент|ставк|мощность|возраст|период|срок", fold(cell)) for cell in letters
    )
