"""Календарь: the list of one day, line by line whatever happens on it; formulas only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from osago_xl.schema.columns import Link, Number, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.calendar_kinds import KINDS, Kind, header_of, rows_of
from osago_xl.schema.sheets.common import Row
from osago_xl.schema.sheets.lookup import STEP, hidden, place_of, row_at, row_numbers
from osago_xl.schema.tables import Grid

DAY_LINES = 25


def _list_place(row: Row, facts: Facts) -> int:
    """Kind × STEP + place of the k-th line of the day; 0 beyond the last."""
    found = [
        number * STEP + place_of(each)
        for number, kind in enumerate(KINDS, 1)
        for each in rows_of(kind, row["form"]["shown_day"], facts)
    ]
    return found[row["k"] - 1] if row["k"] <= len(found) else 0


def _list_formula() -> str:
    formula, before = "0", [f"cal_n{number}" for number in range(1, len(KINDS) + 1)]
    for number in range(len(KINDS), 0, -1):
        kind = KINDS[number - 1]
        passed = "+".join(before[: number - 1]) or "0"
        key, word = kind.also
        also = f'*({header_of(kind, key)}="{word}")' if key else ""
        rows = row_numbers(kind.table, kind.table.by_key[kind.column].header)
        match = f"({header_of(kind, kind.column)}=cal_shown_day){also}"
        found = f"{number * STEP}+IFERROR(_xlfn.AGGREGATE(15,6,{rows}/({match}),{{k}}-({passed})),0)"
        formula = f"IF({{k}}<={'+'.join(before[:number])},{found},{formula})"
    return formula


_KIND, _PLACE = f"INT(INDEX(cal_places,{{k}})/{STEP})", f"MOD(INDEX(cal_places,{{k}}),{STEP})"


def _line(row: Row, facts: Facts) -> tuple[Kind, Row] | None:
    code = row["form"]["places"][row["k"] - 1]["n"]
    if not code:
        return None
    kind = KINDS[code // STEP - 1]
    found = row_at(kind.table, code % STEP, facts)
    return (kind, found) if found else None


def _of_line(tell: Callable[[Kind, Row], str]) -> Callable[[Row, Facts], Any]:
    def compute(row: Row, facts: Facts) -> str:
        line = _line(row, facts)
        return tell(*line) if line else ""

    return compute


def _choose(values: list[str]) -> str:
    return f'IF(INDEX(cal_places,{{k}})=0,"",CHOOSE({_KIND},{",".join(values)}))'


_SHOWN = Grid(
    "list",
    "J5",
    DAY_LINES,
    (
        Text(
            "kind", "Что", formula=_choose([f'"{kind.word}"' for kind in KINDS]), compute=_of_line(lambda k, _r: k.word)
        ),
        Text(
            "who",
            "Кто или что",
            formula=_choose([f'INDEX({header_of(kind, kind.who)},{_PLACE})&""' for kind in KINDS]),
            compute=_of_line(lambda kind, row: str(row[kind.who])),
        ),
        Link(
            "link",
            "Строка",
            formula=_choose([f'HYPERLINK("#\'{kind.sheet}\'!B"&({_PLACE}+2),"открыть")' for kind in KINDS]),
            compute=_of_line(lambda _kind, _row: "открыть"),
        ),
    ),
    locked=True,
)

LIST = (hidden("places", "AN5", DAY_LINES, Number("n", "№", formula=_list_formula(), compute=_list_place)), _SHOWN)
