"""Sheets БСО (what is where, derived) and Движения БСО (what happened, append-only)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from osago_xl.schema.columns import Choice, Day, Digits, Key, Number, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.common import JOURNAL, Row, own_key
from osago_xl.schema.tables import Counter, Highlight, Sheet, Table

if TYPE_CHECKING:
    from osago_xl.schema.rows import FormMovesRow, FormsRow

FORM_KINDS = ("полис ОСАГО", "квитанция А-7", "полис КАСКО", "зелёная карта", "прочее")
OPERATIONS = (
    "получен",
    "передан",
    "принят обратно",
    "резерв",
    "снят резерв",
    "использован",
    "испорчен",
    "утерян",
    "похищен",
    "возвращён",
    "заменён",
    "списан",
)


def _age(row: Row, facts: Facts) -> int | str:
    return (facts.today - row["since"]).days if row["since"] else ""


def _count(row: Row, _facts: Facts) -> int | str:
    first, last = row["first"], row["last"]
    return int(last) - int(first) + 1 if first.isdigit() and last.isdigit() else ""


FORMS: Table[FormsRow] = Table(
    name="tblForms",
    columns=(
        Text("kind", "Вид", width=15, stored=True),
        Text("insurer", "Компания", width=16, stored=True),
        Text("series", "Серия", width=8, stored=True),
        Digits("first", "С номера", width=13, stored=True),
        Digits("last", "По номер", width=13, stored=True),
        Number("count", "Кол-во", width=8, stored=True),
        Text("place", "Место", width=16, stored=True),
        Text("holder", "У кого", width=18, stored=True),
        Text("state", "Состояние", width=16, stored=True),
        Day("since", "С даты", width=11, stored=True),
        Number("days", "Дней", width=7, formula='IF(N([@[С даты]])=0,"",cfg_today-[@[С даты]])', compute=_age),
        Text("policy", "Полис", width=12, stored=True),
    ),
    highlights=(
        Highlight("red", 'AND([@Состояние]="чистый",[@Место]="у субагента",N([@Дней])>cfg_form_red_days)', "Дней"),
        Highlight("amber", 'AND([@Состояние]="чистый",[@Место]="у субагента",N([@Дней])>cfg_form_amber_days)', "Дней"),
        Highlight("grey", 'OR([@Состояние]="использован",[@Состояние]="списан",[@Место]="у страховщика")'),
    ),
    made="by commands",
)

FORM_MOVES: Table[FormMovesRow] = Table(
    name="tblFormMoves",
    prefix="Б-",
    columns=(
        own_key("tblFormMoves"),
        Number("place", "№", width=6, stored=True, follows=("tblFormMoves",)),
        Day("day", "Дата", width=11, required=True),
        Choice("operation", "Операция", width=15, required=True, source=OPERATIONS),
        Choice("kind", "Вид", width=15, required=True, source=FORM_KINDS),
        Choice("insurer", "Компания", width=16, required=True, source="lstInsurers"),
        Text("series", "Серия", width=8, required=True),
        Digits("first", "С номера", width=13, required=True, max_length=20),
        Digits("last", "По номер", width=13, required=True, max_length=20),
        Number(
            "count",
            "Кол-во",
            width=8,
            formula=(
                'IF(OR([@[С номера]]="",[@[По номер]]=""),"",IFERROR(VALUE([@[По номер]])-VALUE([@[С номера]])+1,""))'
            ),
            compute=_count,
        ),
        Choice("party", "Кому/от кого", width=16, source="lstAgents"),
        Key("policy", "Полис", width=10, of="tblPolicies"),
        Text("document", "Документ", width=14),
        Text("note", "Примечание", width=18),
    ),
    highlights=(Highlight("red", 'LEFT([@Примечание],6)="Отказ:"'),),
    private=True,
)


def _clean(holder_is_sub: bool) -> Callable[[Facts], int]:
    place = "у субагента" if holder_is_sub else "у агента"

    def count(facts: Facts) -> int:
        rows = facts.rows("tblForms")
        return sum(r["count"] or 0 for r in rows if r["state"] == "чистый" and r["place"] == place)

    return count


def _spoiled(facts: Facts) -> int:
    return sum(row["count"] or 0 for row in facts.rows("tblForms") if row["state"] == "испорчен")


def _next(facts: Facts) -> str:
    own = (FORM_KINDS[0], "чистый", "у агента")
    rows = (row for row in facts.rows("tblForms") if (row["kind"], row["state"], row["place"]) == own)
    return next((f"{row['series']} {row['first']}" for row in rows), "нет")


_ROWS = "ROWS(tblForms[Вид])+1"
_FIRST_OWN = (
    f'{_ROWS}-SUMPRODUCT(MAX((tblForms[Вид]="{FORM_KINDS[0]}")*(tblForms[Состояние]="чистый")'
    f'*(tblForms[Место]="у агента")*({_ROWS}-ROW(tblForms[Вид])+ROW(tblForms[[#Headers],[Вид]]))))'
)
"""The first row of clean policy forms with the agent; beyond the table when there is none."""
_SUM = 'SUMIFS(tblForms[Кол-во],tblForms[Состояние],"{0}"{1})'
FORMS_SHEET = Sheet(
    title="БСО",
    code_name="shForms",
    colour=JOURNAL,
    shown="simple",
    tables=(("A2", FORMS),),
    freeze="D3",
    hint="Ведут кнопки «Бланки».",
    counters=(
        Counter("Чистых", _SUM.format("чистый", ',tblForms[Место],"у агента"'), _clean(False)),
        Counter("У субагентов", _SUM.format("чистый", ',tblForms[Место],"у субагента"'), _clean(True)),
        Counter("Испорчено", _SUM.format("испорчен", ""), _spoiled),
        Counter(
            "Следующий полис",
            f'IFERROR(INDEX(tblForms[Серия],{_FIRST_OWN})&" "&INDEX(tblForms[С номера],{_FIRST_OWN}),"нет")',
            _next,
        ),
    ),
)
MOVES_SHEET = Sheet(
    title="Движения БСО",
    code_name="shFormMoves",
    colour=JOURNAL,
    shown="on demand",
    tables=(("A2", FORM_MOVES),),
    freeze="D3",
    hint="Строки только добавляются. Строку, введённую руками, проверит следующая команда.",
)
