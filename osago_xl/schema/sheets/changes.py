"""Sheet Изменения: what a contract was sold for and every change of its conditions since, from which its money follows.

A contract nobody has changed has no rows here: its premium stands in Полисы. The first change writes two rows, the
sale and the change. A row taken away is a change that never was: premium, commission and surcharge follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from osago_xl.schema.columns import Choice, Day, Key, Moment, Money, Rate, Text
from osago_xl.schema.sheets.common import JOURNAL, from_parent, own_key, row_number, value_of
from osago_xl.schema.tables import Sheet, Table

if TYPE_CHECKING:
    from osago_xl.schema.rows import ChangesRow

SOLD, CHANGED = "заключение", "изменение"

CHANGES: Table[ChangesRow] = Table(
    name="tblChanges",
    prefix="ИЗ-",
    columns=(
        own_key("tblChanges", width=11),
        Text(
            "number",
            "Полис",
            width=16,
            formula=from_parent("tblPolicies", "Полис", "№ пол."),
            compute=lambda row, facts: value_of(facts, "tblPolicies", row["policy"], "policy"),
        ),
        Text(
            "who",
            "Кто",
            width=24,
            formula=from_parent("tblPolicies", "Страхователь", "№ пол."),
            compute=lambda row, facts: value_of(facts, "tblPolicies", row["policy"], "who"),
        ),
        Choice("kind", "Вид", width=12, required=True, source=(SOLD, CHANGED)),
        Day("day", "С какого дня", width=13, required=True),
        Money("full_premium", "Премия за год", width=14, help="По этим условиям за весь срок договора"),
        Money("charged", "Начислено", width=13, stored=True, help="За оставшиеся дни; дешевле не возвращается"),
        Text("what", "Что изменилось", width=30),
        Key("policy", "Ключ полиса", width=13, of="tblPolicies", required=True),
        Rate("bordereau_percent", "Бордеро %", width=10, group="КВ"),
        Money("bordereau", "Бордеро, ₽", width=12, group="КВ", stored=True),
        Rate("services_percent", "ДВОУ %", width=9, group="КВ"),
        Money("services", "ДВОУ, ₽", width=11, group="КВ", stored=True),
        Moment("entered", "Записано", width=15, group="КВ", stored=True, private=False),
        row_number("tblPolicies", "Ключ полиса", "policy", "policy_row", "№ пол."),
    ),
    about="a client's affairs",
)

SHEET = Sheet(
    title="Изменения",
    code_name="shChanges",
    colour=JOURNAL,
    shown="full",
    tables=(("A2", CHANGES),),
    freeze="D3",
    hint="Пишет ОСАГО → Изменить. Удалённая строка: изменения не было, деньги пересчитаются.",
)
