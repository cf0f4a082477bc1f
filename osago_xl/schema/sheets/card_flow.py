"""Карточка: lines that hold what there is of the client, section after section; what is empty takes no line.

A hidden cell of every line says what stands there: section × STEP + number in the section, 0 for its heading.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from osago_xl.schema.columns import Column, Day, Link, Money, Number, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.card_blocks import LONG, PERSONS
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.common import Row
from osago_xl.schema.sheets.journals import CONTACTS, DOCUMENTS, PAYMENTS, TASKS
from osago_xl.schema.sheets.lookup import STEP, hidden, row_at, shown
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.schema.tables import Grid, Table

TOP, LINES = 12, 40
"""The first row of the lines, and how many there are."""


class _Section(NamedTuple):
    """Rows of one table. Each part of a line names the columns it joins; `income` less `outgo` is its sum."""

    title: str
    key: str
    """Of the hidden grids in `card_blocks`: KEY_n with the places, KEY_count."""
    table: Table
    limit: int
    what: tuple[str, ...]
    day: str = ""
    detail: tuple[str, ...] = ()
    income: str = ""
    outgo: str = ""
    state: str = ""
    file: str = ""


SECTIONS = (
    _Section("Обещано", "tasks", TASKS, PERSONS, ("what",), "due", ("agent",)),
    _Section("Полисы", "policies", POLICIES, LONG, ("product", "insurer", "policy"), "ends", ("car_name",), "premium",
             state="now"),
    _Section("Разговоры", "contacts", CONTACTS, LONG, ("kind", "reason"), "day", ("result", "note")),
    _Section("Автомобили", "cars", CARS, PERSONS, ("name",), detail=("vin",), state="year"),
    _Section("Водители, КБМ", "drivers", DRIVERS, PERSONS, ("name",), "birth_date", ("kvs_change",), "kbm"),
    _Section("Деньги", "payments", PAYMENTS, PERSONS, ("kind",), "day", ("party", "method"), "income", "expense"),
    _Section("Документы", "docs", DOCUMENTS, LONG, ("kind",), "day", ("number",), file="file"),
    _Section("Кого привёл", "referred", CLIENTS, LONG, ("name",), detail=("phone",), income="year_premium",
             state="status"),
)  # fmt: skip
_CODE = "INDEX(card_flow,{k})"
_SECTION, _NUMBER = f"INT({_CODE}/{STEP})", f"MOD({_CODE},{STEP})"


def _lines(section: _Section) -> Column:
    """How many lines a section takes, its heading included."""
    count = f"card_{section.key}_count"

    def taken(row: Row, _facts: Facts) -> int:
        return _taken(row["form"], section)

    return Number("n", "№", formula=f"IF({count}=0,0,MIN({count},{section.limit})+1)", compute=taken)


def _count(form: Row, section: _Section) -> int:
    return int(form[f"{section.key}_count"][0]["n"])


def _taken(form: Row, section: _Section) -> int:
    count = _count(form, section)
    return min(count, section.limit) + 1 if count else 0


def _flow_formula() -> str:
    """What stands in the k-th line: sections one after another, each as long as it is."""
    formula = "0"
    for number in range(len(SECTIONS), 0, -1):
        before = "".join(f"-card_lines_{n}" for n in range(1, number))
        formula = f"IF({{k}}{before}<=card_lines_{number},{number * STEP}+{{k}}{before}-1,{formula})"
    return formula


def _flow(row: Row, _facts: Facts) -> int:
    told = [
        number * STEP + line
        for number, section in enumerate(SECTIONS, 1)
        for line in range(_taken(row["form"], section))
    ]
    return told[row["k"] - 1] if row["k"] <= len(told) else 0


def _at(section: _Section, key: str) -> str:
    """Formula: a cell of the row a line shows."""
    return f"INDEX({section.table.name}[{section.table.by_key[key].header}],INDEX(card_{section.key}_n,{_NUMBER}))"


def _joined(section: _Section, keys: tuple[str, ...]) -> str:
    return "TRIM(" + '&" "&'.join(_at(section, key) for key in keys) + ")" if keys else '""'


def _plain(section: _Section, key: str) -> str:
    return f'IF({_at(section, key)}="","",{_at(section, key)})' if key else '""'


def _sum(section: _Section) -> str:
    if section.outgo:
        return f"N({_at(section, section.income)})-N({_at(section, section.outgo)})"
    return _plain(section, section.income)


def _open(section: _Section) -> str:
    if not section.file:
        return '""'
    return f'IF({_at(section, section.file)}="","",HYPERLINK({_at(section, section.file)},"открыть"))'


def _heading(section: _Section) -> str:
    count = f"card_{section.key}_count"
    more = f'IF({count}>{section.limit},": {section.limit} из "&{count},"")'
    return f'"{section.title}"&{more}'


def _chosen(of: Callable[[_Section], str], heading: Callable[[_Section], str] | None = None) -> str:
    """Formula: this part of the line, whatever section it belongs to."""
    told = ",".join(of(section) for section in SECTIONS)
    head = f"CHOOSE({_SECTION},{','.join(heading(section) for section in SECTIONS)})" if heading else '""'
    return f'IF({_CODE}=0,"",IF({_NUMBER}=0,{head},CHOOSE({_SECTION},{told})))'


def _told(
    of: Callable[[_Section, Row], Any], heading: Callable[[_Section, int], str] = lambda _section, _count: ""
) -> Callable[[Row, Facts], Any]:
    """The twin of `_chosen`."""

    def compute(row: Row, facts: Facts) -> Any:
        form = row["form"]
        number, line = divmod(form["flow"][row["k"] - 1]["n"], STEP)
        if not number:
            return ""
        section = SECTIONS[number - 1]
        if not line:
            return heading(section, _count(form, section))
        found = row_at(section.table, form[f"{section.key}_n"][line - 1]["n"], facts)
        return of(section, found) if found else ""

    return compute


def _text_of(keys: tuple[str, ...], row: Row) -> str:
    return " ".join(" ".join(str(shown(Text, row[key])) for key in keys).split())


def _value_of(key: str, row: Row) -> Any:
    return shown(Column, row[key]) if key else ""


def _sum_of(section: _Section, row: Row) -> Any:
    if section.outgo:
        return (row[section.income] or 0) - (row[section.outgo] or 0)
    return _value_of(section.income, row)


def _heading_of(section: _Section, count: int) -> str:
    return section.title + (f": {section.limit} из {count}" if count > section.limit else "")


_COLUMNS: tuple[Column, ...] = (
    Text(
        "what",
        "Что",
        formula=_chosen(lambda section: _joined(section, section.what), _heading),
        compute=_told(lambda section, row: _text_of(section.what, row), _heading_of),
    ),
    Day(
        "day",
        "Когда",
        formula=_chosen(lambda section: _plain(section, section.day)),
        compute=_told(lambda section, row: _value_of(section.day, row)),
    ),
    Text(
        "detail",
        "Подробно",
        formula=_chosen(lambda section: _joined(section, section.detail)),
        compute=_told(lambda section, row: _text_of(section.detail, row)),
    ),
    Money(
        "sum",
        "Сумма",
        formula=_chosen(_sum),
        compute=_told(_sum_of),
    ),
    Text(
        "state",
        "Сейчас",
        formula=_chosen(lambda section: f'{_plain(section, section.state)}&""'),
        compute=_told(lambda section, row: str(_value_of(section.state, row))),
    ),
    Link(
        "open",
        "Файл",
        formula=_chosen(_open),
        compute=_told(lambda section, row: "открыть" if section.file and row[section.file] else ""),
    ),
)
FLOW = (
    *(hidden(f"lines_{number}", f"Z{number}", 1, _lines(section)) for number, section in enumerate(SECTIONS, 1)),
    hidden("flow", f"Z{TOP}", LINES, Number("n", "№", formula=_flow_formula(), compute=_flow)),
    Grid("lines", f"B{TOP}", LINES, _COLUMNS, spans=(4, 1, 3, 1, 2, 1), locked=True, header=False, bare=True),
)
