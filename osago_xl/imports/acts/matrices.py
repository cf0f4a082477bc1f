"""Tables with two sides: КВС by age and experience, КБМ by class and payouts."""

from __future__ import annotations

import re

from osago_xl.imports.acts.blocks import Block
from osago_xl.imports.acts.cleaning import number
from osago_xl.imports.acts.kinds import Kind, is_head
from osago_xl.imports.acts.model import Found
from osago_xl.tariffs.schema import KBM_CLASSES
from osago_xl.values.text import fold

YOUNGEST = 14  # years; a smaller number in the column of ages is that of the row
_CLAIMS = ("0", "1", "2", "3", "4+")


def age_experience(block: Block, kind: Kind, found: Found) -> None:
    """КВС: experience stands in the head, age in the rows; a dash is a driver that cannot be."""
    family = "A" if kind.motorcycles else "common"
    spans: dict[int, tuple[str, str]] = {}
    for at, row in enumerate(block.rows, start=1):
        place = f"{block.place}, строка {at}"
        read = {n: span for n, cell in enumerate(row) if (span := _years(cell))}
        if not spans and len(read) > 4 and not any(re.search(r"\d[.,]\d", cell) for cell in row):
            if list(read.values()) != [(str(n), str(n)) for n in range(1, len(read) + 1)]:  # else the columns numbered
                spans = read
            continue
        ages = next((read[n] for n in sorted(read) if n < min(spans, default=0) and int(read[n][0]) >= YOUNGEST), None)
        if not spans or ages is None:
            continue
        for column, experience in spans.items():
            value = found.value(row[column] if column < len(row) else "", place, "0.1", "10")
            if value:
                found.state("kvs", [family, *ages, *experience], [value], kind.since, place)
    if not spans:
        found.doubt(block.place, "в таблице КВС не найдена строка со стажем: 0, 1, 2, 3-4 …")


def _years(cell: str) -> tuple[str, str] | None:
    """«16-21», «5», «более 14» (from the next year on), «старше 59»."""
    text = fold(cell).replace("лет", "").strip()
    if match := re.fullmatch(r"(\d{1,2})(?: ?- ?(\d{1,2}))?", text):
        return match[1], match[2] or match[1]
    if match := re.fullmatch(r"(?:более|старше|свыше) (\d{1,2})", text):
        return str(int(match[1]) + 1), ""
    if match := re.fullmatch(r"(\d{1,2}) (?:и более|и старше)", text):
        return match[1], ""
    return None


def bonus_malus(block: Block, kind: Kind, found: Found) -> None:
    """КБМ: the coefficient of a year, then that of the next by payouts; classes follow the order of the rows."""
    read = []
    for at, row in enumerate(block.rows, start=1):
        cells = [cell for cell in row if number(cell) is not None][-1 - len(_CLAIMS) :]  # the row's own number left out
        if len(cells) == 1 + len(_CLAIMS) and not is_head(row):
            place = f"{block.place}, строка {at}"
            read.append(([found.value(cell, place, "0.1", "10") or "" for cell in cells], place))
    if len(read) != len(KBM_CLASSES):
        found.doubt(block.place, f"в таблице КБМ строк {len(read)}, нужно {len(KBM_CLASSES)}")
        return
    classes = {values[0]: name for (values, _), name in zip(read, KBM_CLASSES, strict=True)}
    for values, place in read:
        name = classes[values[0]]
        found.state("kbm", [name], [values[0]], kind.since, place)
        for claims, after in zip(_CLAIMS, values[1:], strict=True):
            if after in classes:
                found.state("kbm_next", [name, claims], [classes[after]], kind.since, place)
            else:
                found.doubt(place, f"КБМ {after} нет в первом столбце таблицы")
