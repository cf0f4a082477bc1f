"""What several sheets share: tab colours, words of lists, small formulas and their Python twins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from osago_xl.schema.columns import Key, Link, Number, Text
from osago_xl.schema.facts import Facts

WORK, BASE, JOURNAL, OVERVIEW, GREY = "2E7D32", "1565C0", "EF6C00", "6A1B9A", "757575"

YES_NO = ("да", "нет")
OUTCOMES = ("в работе", "продлён", "ушёл")
SEXES = ("мужской", "женский")
CLIENT_KINDS = ("физлицо", "ИП", "юрлицо")
PURPOSES = (
    "личная",
    "учебная езда",
    "такси",
    "перевозка опасных грузов",
    "прокат/краткосрочная аренда",
    "регулярные перевозки",
    "дорожные и специальные ТС",
    "экстренные и коммунальные службы",
    "скорая помощь",
    "инкассация",
    "прочее",
)
"""Purposes of use as the sites of insurers list them; the paper forms have a box for nine of them."""
CATEGORIES = ("B", "A", "M", "C", "D", "Tb", "Tm", "трактор")
IDENTITY_PAPERS = (
    "паспорт РФ",
    "паспорт иностранца",
    "вид на жительство",
    "свидетельство о регистрации",
    "иной документ",
)
VEHICLE_PAPERS = ("СТС", "ПТС", "ЭПТС", "паспорт самоходной машины", "иной документ")
PAPER, ELECTRONIC = "бумага", "э"
"""Class of a policy's form, told by its series."""
HOLDS = ("0", "1", "2")
PAY_METHODS = ("наличные", "карта", "банк", "СБП/QR", "на сайте СК")

Row = Mapping[str, Any]

STRIPPED = 'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(LEFT({0},18)," ",""),"-",""),"(",""),")","")'
"""Formula: a phone without spaces and punctuation (18 characters: +7 (XXX) XXX-XX-XX)."""


def phone_link(scheme: str = "tel", sign: str = "☎", key: str = "call_link", width: float = 4, group: str = "") -> Link:
    """The ☎ or SMS column: a link to the phone in the same row (18 characters: +7 (XXX) XXX-XX-XX)."""
    number = STRIPPED.format("[@Телефон]")
    return Link(
        key,
        sign,
        width=width,
        group=group,
        formula=f'IF([@Телефон]="","",HYPERLINK("{scheme}:"&{number},"{sign}"))',
        compute=lambda row, _facts: sign if row["phone"] else "",
    )


def row_number(parent: str, key_header: str, key: str, name: str, header: str, parent_key: str = "Ключ") -> Number:
    """The hidden helper with the one MATCH a row may make into its parent's key column."""
    reference = f"[@[{key_header}]]" if " " in key_header else f"[@{key_header}]"
    return Number(
        name,
        header,
        width=6,
        hidden=True,
        formula=f'IF({reference}="","",IFERROR(MATCH({reference},{parent}[{parent_key}],0),""))',
        compute=lambda row, facts: _place(facts, parent, row[key]),
    )


def _place(facts: Facts, parent: str, key: str) -> int | str:
    """Position of the parent row in its table, as MATCH gives it (1 = first)."""
    row = facts.parent(parent, key)
    return row.at + 1 if row is not None and hasattr(row, "at") else ""


def from_parent(parent: str, header: str, number_header: str) -> str:
    """Formula: a cell of the parent's row, "" when the link is empty or broken."""
    return f'IF([@[{number_header}]]="","",INDEX({parent}[{header}],[@[{number_header}]])&"")'


def day_month(reference: str) -> str:
    """Formula: dd.mm of a date without TEXT's language-dependent date codes."""
    return f'TEXT(DAY({reference}),"00")&"."&TEXT(MONTH({reference}),"00")'


def own_key(of: str, width: float = 9) -> Key:
    """The key column a table starts with."""
    return Key("key", "Ключ", width=width, of=of, own=True)


def client_key(required: bool = True, group: str = "Служебное") -> Key:
    return Key("client", "Клиент", width=10, of="tblClients", required=required, group=group)


def name_of_client(key: str = "client", header: str = "Кто", width: float = 26) -> Text:
    """The client's name beside a client key (needs the helper `№ кл.`)."""
    return Text(
        "who",
        header,
        width=width,
        formula=from_parent("tblClients", "Клиент", "№ кл."),
        compute=lambda row, facts: value_of(facts, "tblClients", row[key], "name"),
    )


def value_of(facts: Facts, table: str, key: str, column: str) -> Any:
    """A cell of the row a key leads to, "" when there is none."""
    row = facts.parent(table, key)
    return "" if row is None else row[column]


def days_left(day: date | None, today: date) -> int | str:
    return (day - today).days if day else ""
