"""Sheets Кому звонить and Пролонгация: rebuilt by commands, results typed by the agent, stored by «Записать звонки»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osago_xl.schema.columns import Choice, Day, Digits, Number, Text
from osago_xl.schema.sheets.common import OUTCOMES, WORK, phone_link
from osago_xl.schema.sheets.kinds import Change, Estimate, Roubles, Term
from osago_xl.schema.tables import Counter, Highlight, Sheet, Table

if TYPE_CHECKING:
    from osago_xl.schema.rows import CallsRow, RenewalsRow

CALLS: Table[CallsRow] = Table(
    name="tblCalls",
    columns=(
        Number("place", "№", width=4.5, stored=True),
        Term("days", "Дней", width=13.8, stored=True),
        Text("name", "Клиент", width=23, wrap=True, stored=True),
        Text("phone", "Телефон", width=19, wrap=True, stored=True),
        phone_link(),
        Text("why", "Почему", width=31, stored=True, wrap=True),
        Text("car_policy", "Авто и полис", width=22, stored=True, wrap=True),
        Text("last", "Последний контакт", width=11.5, stored=True),
        Choice("result", "Результат", width=14, source="lstResults"),
        Text("again", "Перезвонить", width=13, help="Число: через столько дней; дата: 25.12 или 25.12.2026"),
        Text("note", "Заметка", width=23, wrap=True),
        Text("offer", "Что предложить", width=16, group="Ещё", stored=True, wrap=True),
        Day("policy_ends", "Окончание", width=12, group="Ещё", stored=True),
        phone_link("sms", "SMS", "sms_link", width=6, group="Ещё"),
        Text("advertising", "Реклама", width=10, group="Ещё", stored=True),
        Text("last_result", "Чем закончился", width=16, group="Ещё", stored=True),
        Digits("client", "Ключ", width=11, group="Ещё", stored=True, leads="tblClients"),
        Text("family", "Ключи семьи", width=20, hidden=True, stored=True, help="Кого ещё касается разговор"),
        Text("reasons", "Коды поводов", width=20, hidden=True, stored=True),
        Text("done", "Записано", width=9, hidden=True, stored=True),
    ),
    highlights=(
        Highlight("green", '[@Записано]="да"', "Результат"),
        Highlight("red", "AND(ISNUMBER([@Дней]),N([@Дней])<0)", "Дней"),
        Highlight("amber", "AND(ISNUMBER([@Дней]),N([@Дней])<=7)", "Дней"),
        Highlight("bold", 'LEFT([@[Коды поводов]],6)="agreed"', "Почему"),
    ),
    made="by commands",
)

RENEWALS: Table[RenewalsRow] = Table(
    name="tblRenewals",
    columns=(
        Number("place", "№", width=4.5, stored=True),
        Term("days", "Дней", width=13.8, stored=True),
        Text("name", "Страхователь", width=23, wrap=True, stored=True),
        Text("phone", "Телефон", width=19, wrap=True, stored=True),
        phone_link(),
        Text("car", "Авто", width=18.5, wrap=True, stored=True),
        Text("insurer", "Компания", width=11, wrap=True, stored=True),
        Roubles("premium", "Прошлая премия", width=10.5, stored=True),
        Estimate("forecast", "Прогноз", width=10.5, stored=True),
        Change("change", "Изменение %", width=11.5, minimum=None, stored=True),
        Text("best", "Лучше у", width=12, wrap=True, stored=True),
        Choice("outcome", "Итог", width=11, source=OUTCOMES),
        Choice("reason", "Причина", width=12, source="lstLossReasons"),
        Text("again", "Перезвонить", width=13),
        Text("because", "Из-за чего", width=22, group="Ещё", stored=True, wrap=True),
        Number("claims", "Убытков", width=9, group="Ещё"),
        Day("ends", "Окончание", width=12, group="Ещё", stored=True),
        Text("stage", "Стадия", width=10, group="Ещё", stored=True),
        Text("policy", "Полис", width=16, group="Ещё", stored=True),
        Text("note", "Заметка", width=24, group="Ещё"),
        Digits("policy_key", "Ключ", width=11, group="Ещё", stored=True, leads="tblPolicies"),
        Text("done", "Записано", width=9, hidden=True, stored=True),
    ),
    highlights=(
        Highlight("green", '[@Итог]="продлён"', "Итог"),
        Highlight("red", "AND(ISNUMBER([@Дней]),N([@Дней])<0)", "Дней"),
        Highlight("amber", "AND(ISNUMBER([@Дней]),N([@Дней])<=7)", "Дней"),
        Highlight("red", 'AND([@Итог]="ушёл",[@Причина]="")', "Итог"),
    ),
    made="by commands",
)

CALLS_SHEET = Sheet(
    title="Кому звонить",
    code_name="shCalls",
    colour=WORK,
    shown="simple",
    tables=(("A2", CALLS),),
    freeze="D3",
    hint="Собрать: ОСАГО → Кому звонить. После звонков: Записать звонки.",
    counters=(
        Counter(
            "Осталось",
            'COUNTIFS(tblCalls[Клиент],"?*",tblCalls[Результат],"")',
            lambda facts: sum(1 for row in facts.rows("tblCalls") if row["name"] and not row["result"]),
        ),
        Counter(
            "Записано",
            'COUNTIF(tblCalls[Записано],"да")',
            lambda facts: sum(1 for row in facts.rows("tblCalls") if row["done"] == "да"),
        ),
    ),
)
RENEWALS_SHEET = Sheet(
    title="Пролонгация",
    code_name="shRenewals",
    colour=WORK,
    shown="simple",
    tables=(("A2", RENEWALS),),
    freeze="D3",
    hint="Собрать: ОСАГО → Пролонгация. «Продлить полис» откроет черновик; «ушёл» просит причину.",
    counters=(
        Counter(
            "Без итога",
            'COUNTIFS(tblRenewals[Страхователь],"?*",tblRenewals[Итог],"")',
            lambda facts: sum(1 for row in facts.rows("tblRenewals") if row["name"] and not row["outcome"]),
        ),
    ),
)
