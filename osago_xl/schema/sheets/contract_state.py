"""What the form Оформление says about itself: what is still missing, and whether the result is out of date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from osago_xl.schema.addresses import address, place
from osago_xl.schema.columns import EPOCH, Column, Link, Number, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.common import Row
from osago_xl.schema.sheets.contract_cells import INPUTS
from osago_xl.schema.sheets.contract_grids import DRIVER_ROWS, DRIVERS
from osago_xl.schema.tables import Field
from osago_xl.values.dates import policy_end

_CELLS = {field.column.key: field for field in INPUTS}


Step = Literal["holder", "car", "drivers", "contract"]


class _Need(NamedTuple):
    """A cell that has to be filled: the step it belongs to, its key and name, when it is needed (formula and twin)."""

    step: Step
    key: str
    name: str
    when: str = ""
    needed: Callable[[Row], bool] = lambda _row: True

    @property
    def cell(self) -> str:
        """The cell by its name; of the drivers the first one's."""
        return "INDEX(form_drivers,1,1)" if self.key == "drivers" else f"form_{self.key}"

    @property
    def test(self) -> str:
        """The formula that is true while the cell is missing."""
        return f'AND({self.when},{self.cell}="")' if self.when else f'{self.cell}=""'

    def missing(self, row: Row) -> bool:
        """The twin of `test`."""
        value = row["drivers"][0]["name"] if self.key == "drivers" else row[self.key]
        return self.needed(row) and value in (None, "")


def _not_a_quote(row: Row) -> bool:
    return bool(row["kind"] != "расчёт")


_NOT_A_QUOTE = 'form_kind<>"расчёт"'
NEEDS = (
    _Need("holder", "holder_name", "ФИО"),
    _Need("holder", "holder_kind", "Вид"),
    _Need(
        "holder", "holder_birth_date", "Дата рождения", f'AND({_NOT_A_QUOTE},form_holder_kind<>"юрлицо")',
        lambda row: _not_a_quote(row) and row["holder_kind"] != "юрлицо",
    ),
    _Need("holder", "holder_phone", "Телефон"),
    _Need("holder", "channel", "Канал"),
    _Need("holder", "holder_paper", "Документ", _NOT_A_QUOTE, _not_a_quote),
    _Need("holder", "holder_paper_number", "Номер документа", _NOT_A_QUOTE, _not_a_quote),
    _Need(
        "holder", "holder_inn", "ИНН", f'AND({_NOT_A_QUOTE},form_holder_kind="юрлицо")',
        lambda row: _not_a_quote(row) and row["holder_kind"] == "юрлицо",
    ),
    _Need("holder", "owner_name", "ФИО собственника", 'form_owner_same="нет"', lambda row: row["owner_same"] == "нет"),
    _Need("car", "vin", "VIN", _NOT_A_QUOTE, _not_a_quote),
    _Need("car", "make", "Марка", _NOT_A_QUOTE, _not_a_quote),
    _Need("car", "model", "Модель", _NOT_A_QUOTE, _not_a_quote),
    _Need("car", "category", "Категория"),
    _Need(
        "car", "power_hp", "Мощность", 'OR(form_category="B",form_category="A",form_category="M")',
        lambda row: row["category"] in ("B", "A", "M"),
    ),
    _Need("car", "mass", "Масса", 'form_category="C"', lambda row: row["category"] == "C"),
    _Need("car", "seats", "Мест", 'form_category="D"', lambda row: row["category"] == "D"),
    _Need("car", "region", "Регион"),
    _Need("car", "place", "Место"),
    _Need("drivers", "drivers", "Водитель", 'form_unlimited<>"да"', lambda row: row["unlimited"] != "да"),
    _Need("contract", "insurer", "Компания", _NOT_A_QUOTE, _not_a_quote),
    _Need("contract", "agent", "Агент"),
    _Need("contract", "starts", "Начало"),
    _Need("contract", "signed", "Дата заключения", _NOT_A_QUOTE, _not_a_quote),
)  # fmt: skip


def _first_missing() -> str:
    """The number of the first cell that is missing, from 1; 0 when none is."""
    formula = "0"
    for number, need in reversed([*enumerate(NEEDS, 1)]):
        formula = f"IF({need.test},{number},{formula})"
    return formula


def _next_number(row: Row, _facts: Facts) -> int:
    return next((number for number, need in enumerate(NEEDS, 1) if need.missing(row)), 0)


def _chosen(words: Iterable[str]) -> str:
    return f"CHOOSE(form_next,{','.join(f'{chr(34)}{word}{chr(34)}' for word in words)})"


COMPLETE = "всё заполнено: Рассчитать, затем Записать"
_GO = (
    f'IF(form_next=0,"{COMPLETE}",'
    f'HYPERLINK("#"&{_chosen(f"form_{need.key}" for need in NEEDS)},'
    f'"Дальше: "&{_chosen(need.name for need in NEEDS)}&" →"))'
)


def _go(row: Row, _facts: Facts) -> str:
    return f"Дальше: {NEEDS[row['next'] - 1].name} →" if row["next"] else COMPLETE


def _count(needs: Iterable[_Need]) -> str:
    """Formula: how many of these cells are missing."""
    return "+".join(f"IF({need.test},1,0)" for need in needs)


_ALWAYS = sum(not need.when for need in NEEDS)
_WANTED = "+".join([str(_ALWAYS), *(f"IF({need.when},1,0)" for need in NEEDS if need.when)])


def _progress(row: Row, _facts: Facts) -> str:
    wanted = [need for need in NEEDS if need.needed(row)]
    return f"заполнено {sum(not need.missing(row) for need in wanted)} из {len(wanted)}"


def _step(step: Step, at: str) -> Field:
    """What the heading of a step says at its end: how many cells are missing, or that it is done."""
    needs = [need for need in NEEDS if need.step == step]

    def told(row: Row, _facts: Facts) -> str:
        missing = sum(need.missing(row) for need in needs)
        return f"ещё {missing}" if missing else "готово"

    count = _count(needs)
    column = Text(f"{step}_step", "", formula=f'IF({count}=0,"готово","ещё "&({count}))', compute=told)
    return Field(column, at, locked=True, drawn="block", align="right")


STEPS: Mapping[Step, str] = {"holder": "J4", "car": "J9", "drivers": "J14", "contract": "J28"}
"""Where each step says how far it is."""

_WATCHED = (
    "holder_kind", "owner_same", "owner_kind", "category", "power_hp", "mass", "seats", "purpose", "region", "place",
    "starts", "ends", "use_1_from", "use_1_to", "use_2_from", "use_2_to", "use_3_from", "use_3_to", "unlimited", "kbm",
    "base_rate", "short_factor",
)  # fmt: skip
_WATCHED_OF_DRIVER = ("birth_date", "licence", "licensed", "kbm")


_STALE = 'IF(OR(form_signature="",form_signature=form_signature_now),"","расчёт устарел")'


def part(column: Column, address: str) -> str:
    """A cell in the signature; fractions as whole numbers, since «0,46» or «0.46» depends on the Windows language."""
    return f"ROUND(N({address})*10000,0)" if isinstance(column, Number) else address


def part_value(column: Column, value: Any) -> str:
    if isinstance(column, Number):
        return str(round(Decimal(value or 0) * 10000))
    if isinstance(value, date):
        return str((value - EPOCH).days)
    return str(value or "")


def _signature_formula() -> str:
    parts = [part(_CELLS[key].column, _CELLS[key].at) for key in _WATCHED]
    top, left = place(DRIVERS.at)
    columns = [(column, start) for column, start in DRIVERS.placed if column.key in _WATCHED_OF_DRIVER]
    parts += [part(c, address(top + n, left + start)) for n in range(DRIVER_ROWS) for c, start in columns]
    return '&"|"&'.join(parts)


def signature(values: Mapping[str, Any]) -> str:
    """What the premium depends on, as one text: a later change of any cell makes it differ."""
    ends = values["ends"] or (policy_end(values["starts"]) if values["starts"] else None)
    told = dict(values) | {"ends": ends}
    parts = [part_value(_CELLS[key].column, told[key]) for key in _WATCHED]
    columns = [column for column in DRIVERS.columns if column.key in _WATCHED_OF_DRIVER]
    drivers = [*values["drivers"], *({} for _ in range(DRIVER_ROWS))][:DRIVER_ROWS]
    parts += [part_value(column, driver.get(column.key)) for driver in drivers for column in columns]
    return "|".join(parts)


def _stale(row: Row, _facts: Facts) -> str:
    return "расчёт устарел" if row["signature"] and row["signature"] != signature(row) else ""


class _Label(NamedTuple):
    """A label that says whether its cell is needed: where it stands, how it reads, when not (formula and twin)."""

    at: str
    key: str
    name: str
    when: str
    spare: Callable[[Row], bool]
    otherwise: str = ""
    span: int = 1

    @property
    def field(self) -> Field:
        spare = f"{self.name}: не нужно" if self.name else ""
        formula = f'IF({self.when},"{spare}","{self.otherwise or self.name}")'
        column = Text(
            f"{self.key}_label",
            "",
            formula=formula,
            compute=lambda row, _facts: spare if self.spare(row) else self.otherwise or self.name,
        )
        return Field(column, self.at, span=self.span, locked=True, drawn="plain")


_LABELS = (
    _Label(
        "I5", "holder_birth_date", "Дата рождения", 'form_holder_kind="юрлицо"',
        lambda row: row["holder_kind"] == "юрлицо", "Дата рождения *",
    ),
    _Label("I7", "holder_inn", "ИНН", 'form_holder_kind="физлицо"', lambda row: row["holder_kind"] == "физлицо"),
    _Label(
        "D8", "owner", "", 'form_owner_same<>"нет"', lambda row: row["owner_same"] != "нет", "впишите его в шаге 9", 2
    ),
    _Label("G12", "mass", "Масса", 'form_category<>"C"', lambda row: row["category"] != "C", "Масса, кг *"),
    _Label("I12", "seats", "Мест", 'form_category<>"D"', lambda row: row["category"] != "D", "Мест *"),
    _Label("D15", "kbm", "КБМ", 'form_unlimited<>"да"', lambda row: row["unlimited"] != "да",
           "КБМ собственника"),
    _Label("G15", "drivers", "Водители", 'form_unlimited="да"', lambda row: row["unlimited"] == "да", "", 2),
)  # fmt: skip
STATE = (
    *(label.field for label in _LABELS),
    *(_step(step, at) for step, at in STEPS.items()),
    Field(
        Number("next", "Первая пустая", hidden=True, formula=_first_missing(), compute=_next_number), "P4", locked=True
    ),
    Field(Link("go", "", formula=_GO, compute=_go), "G2", span=4, locked=True, drawn="plain"),
    Field(
        Text(
            "progress", "", formula=f'"заполнено "&({_WANTED}-({_count(NEEDS)}))&" из "&({_WANTED})', compute=_progress
        ),
        "L2",
        span=4,
        locked=True,
        drawn="plain",
    ),
    Field(Text("stale", "", formula=_STALE, compute=_stale), "J1", span=3, locked=True, drawn="plain"),
    Field(
        Text(
            "signature_now",
            "Ввод сейчас",
            hidden=True,
            formula=_signature_formula(),
            compute=lambda row, _facts: signature(row),
        ),
        "P3",
        locked=True,
    ),
)
