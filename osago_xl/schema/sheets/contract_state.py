"""What the form Оформление says about itself: what is still missing, and whether the result is out of date."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from osago_xl.schema.addresses import address, place
from osago_xl.schema.columns import EPOCH, Column, Number, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.common import Row
from osago_xl.schema.sheets.contract_cells import DRIVER_ROWS, DRIVERS, INPUTS
from osago_xl.schema.tables import Field
from osago_xl.values.dates import policy_end

_CELLS = {field.column.key: field for field in INPUTS}


class _Need(NamedTuple):
    """A cell that has to be filled: address, name, when it is needed (as a formula and as its twin), its value."""

    at: str
    name: str
    key: str
    when: str = ""
    needed: Callable[[Row], bool] = lambda row: True

    @property
    def test(self) -> str:
        """The formula that is true while the cell is missing."""
        return f'AND({self.when},{self.at}="")' if self.when else f'{self.at}=""'

    def missing(self, row: Row) -> bool:
        """The twin of `test`."""
        value = row["drivers"][0]["name"] if self.key == "drivers" else row[self.key]
        return self.needed(row) and value in (None, "")


def _not_a_quote(row: Row) -> bool:
    return bool(row["kind"] != "расчёт")


_NOT_A_QUOTE = 'C2<>"расчёт"'
_NEEDS = (
    _Need("C5", "ФИО", "holder_name"),
    _Need("C6", "Вид", "holder_kind"),
    _Need(
        "E6", "Дата рождения", "holder_birth_date", f'AND({_NOT_A_QUOTE},C6<>"юрлицо")',
        lambda row: _not_a_quote(row) and row["holder_kind"] != "юрлицо",
    ),
    _Need("C7", "Телефон", "holder_phone"),
    _Need("C8", "Документ", "holder_paper", _NOT_A_QUOTE, _not_a_quote),
    _Need("E9", "Номер документа", "holder_paper_number", _NOT_A_QUOTE, _not_a_quote),
    _Need(
        "C11", "ИНН", "holder_inn", f'AND({_NOT_A_QUOTE},C6="юрлицо")',
        lambda row: _not_a_quote(row) and row["holder_kind"] == "юрлицо",
    ),
    _Need("E15", "Канал", "channel"),
    _Need("C20", "ФИО собственника", "owner_name", 'C19="нет"', lambda row: row["owner_same"] == "нет"),
    _Need("H5", "Марка", "make", _NOT_A_QUOTE, _not_a_quote),
    _Need("J5", "Модель", "model", _NOT_A_QUOTE, _not_a_quote),
    _Need("H6", "Категория", "category"),
    _Need("H7", "VIN", "vin", _NOT_A_QUOTE, _not_a_quote),
    _Need("H8", "Мощность", "power_hp", 'OR(H6="B",H6="A",H6="M")', lambda row: row["category"] in ("B", "A", "M")),
    _Need("H10", "Масса", "mass", 'H6="C"', lambda row: row["category"] == "C"),
    _Need("J10", "Мест", "seats", 'H6="D"', lambda row: row["category"] == "D"),
    _Need("H14", "Регион", "region"),
    _Need("J14", "Место", "place"),
    _Need("H17", "Компания", "insurer", _NOT_A_QUOTE, _not_a_quote),
    _Need("J17", "Агент", "agent"),
    _Need("H18", "Начало", "starts"),
    _Need("H19", "Дата заключения", "signed", _NOT_A_QUOTE, _not_a_quote),
    _Need("B35", "Водитель", "drivers", 'C32<>"да"', lambda row: row["unlimited"] != "да"),
)  # fmt: skip
_COUNT = "+".join(f"IF({need.test},1,0)" for need in _NEEDS)
_FIRST = '""'
for _need in reversed(_NEEDS):
    _FIRST = f'IF({_need.test},"{_need.name}",{_FIRST})'
_MISSING = f'IF({_COUNT}=0,"всё заполнено","Не заполнено: "&({_COUNT})&" → "&{_FIRST})'


def _missing(row: Row, facts: Facts) -> str:
    missing = [need.name for need in _NEEDS if need.missing(row)]
    return f"Не заполнено: {len(missing)} → {missing[0]}" if missing else "всё заполнено"


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


def _stale(row: Row, facts: Facts) -> str:
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
            compute=lambda row, facts: spare if self.spare(row) else self.otherwise or self.name,
        )
        return Field(column, self.at, span=self.span, locked=True, plain=True)


_LABELS = (
    _Label(
        "D6", "holder_birth_date", "Дата рождения", 'C6="юрлицо"',
        lambda row: row["holder_kind"] == "юрлицо", "Дата рождения *",
    ),
    _Label("B11", "holder_inn", "ИНН", 'C6="физлицо"', lambda row: row["holder_kind"] == "физлицо"),
    _Label("D19", "owner", "Остальное", 'C19<>"нет"', lambda row: row["owner_same"] != "нет", "Заполните ниже", 2),
    _Label("G10", "mass", "Масса, кг", 'H6<>"C"', lambda row: row["category"] != "C", "Масса, кг *"),
    _Label("I10", "seats", "Мест", 'H6<>"D"', lambda row: row["category"] != "D", "Мест *"),
    _Label("D32", "kbm", "КБМ собств.", 'C32<>"да"', lambda row: row["unlimited"] != "да", "КБМ собственника"),
    _Label("G32", "drivers", "Водители", 'C32="да"', lambda row: row["unlimited"] == "да", "Впишите водителей", 2),
)  # fmt: skip
STATE = (
    *(label.field for label in _LABELS),
    Field(Text("missing", "", formula=_MISSING, compute=_missing), "G2", span=4, locked=True),
    Field(Text("stale", "", formula=_STALE, compute=_stale), "E46", locked=True),
    Field(
        Text(
            "signature_now",
            "Ввод сейчас",
            hidden=True,
            formula=_signature_formula(),
            compute=lambda row, facts: signature(row),
        ),
        "P3",
        locked=True,
    ),
)
