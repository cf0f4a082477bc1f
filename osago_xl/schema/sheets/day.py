"""Sheets Кому звонить and Пролонгация: rebuilt by commands, results typed by the agent, stored by «Записать звонки»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osago_xl.schema.columns import Choice, Day, Digits, Money, Number, Rate, Text
from osago_xl.schema.sheets.common import OUTCOMES, WORK, phone_link
from osago_xl.schema.tables import Counter, Highlight, Sheet, Table

if TYPE_CHECKING:
    from osago_xl.schema.rows import CallsRow, RenewalsRow

CALLS: Table[CallsRow] = Table(
    name="tblCalls",
    columns=(
        Number("place", "№", width=4, stored=True),
        Text("name", "Клиент", width=20, wrap=True, stored=True),
        Text("phone", "Телефон", width=16.5, wrap=True, stored=True),
        phone_link(),
        phone_link("sms", "SMS", "sms_link", width=5),
        Text("why", "Почему", width=24, stored=True, wrap=True),
        Text("offer", "Что предложить", width=12, stored=True, wrap=True),
        Text("car_policy", "Авто и полис", width=19, stored=True, wrap=True),
        Day("policy_ends", "Окончание", width=11, stored=True),
        Number("days", "Дней", width=6, minimum=None, stored=True),
        Text("last", "Последний контакт", width=11, stored=True),
        Choice("result", "Результат", width=13, source="lstResults"),
        Text("again", "Перезвонить", width=12.5, help="Число: через столько дней; дата: 25.12 или 25.12.2026"),
        Text("note", "Заметка", width=12.5),
        Text("advertising", "Реклама", width=8.5, stored=True),
        Text("last_result", "Чем закончился", width=16, group="Ещё", stored=True),
        Digits("client", "Ключ", width=10, group="Ещё", stored=True, leads="tblClients"),
        Text("reasons", "Коды поводов", width=20, hidden=True, stored=True),
        Text("done", "Записано", width=9, hidden=True, stored=True),
    ),
    highlights=(
        Highlight("green", '[@Записано]="да"'),
        Highlight("red", "AND(ISNUMBER([@Дней]),N([@Дней])<0)", "Дней"),
        Highlight("amber", "AND(ISNUMBER([@Дней]),N([@Дней])<=7)", "Дней"),
        Highlight("bold", 'LEFT([@[Коды поводов]],6)="agreed"', "Почему"),
        Highlight("amber", 'AND([@Клиент]<>"",[@Реклама]<>"да")', "Реклама"),
    ),
    made="by commands",
)

RENEWALS: Table[RenewalsRow] = Table(
    name="tblRenewals",
    columns=(
        Number("place", "№", width=4, stored=True),
        Text("name", "Страхователь", width=19, wrap=True, stored=True),
        Text("phone", "Телефон", width=17, wrap=True, stored=True),
        phone_link(),
        Text("car", "Авто", width=15.5, wrap=True, stored=True),
        Text("insurer", "Компания", width=9.5, wrap=True, stored=True),
        Day("ends", "Окончание", width=10.5, stored=True),
        Number("days", "Дней", width=6, minimum=None, stored=True),
        Money("premium", "Прошлая премия", width=9.5, stored=True),
        Money("forecast", "Прогноз", width=9, stored=True),
        Rate("change", "Изменение %", width=10.5, minimum=None, stored=True),
        Text("because", "Из-за чего", width=16, stored=True, wrap=True),
        Text("best", "Лучше у", width=9.5, wrap=True, stored=True),
        Number("claims", "Убытков", width=8.5),
        Choice("outcome", "Итог", width=9, source=OUTCOMES),
        Choice("reason", "Причина", width=9, source="lstLossReasons"),
        Text("again", "Перезвонить", width=12.5),
        Text("stage", "Стадия", width=9, group="Ещё", stored=True),
        Text("policy", "Полис", width=15, group="Ещё", stored=True),
        Text("note", "Заметка", width=20, group="Ещё"),
        Digits("policy_key", "Ключ", width=10, group="Ещё", stored=True, leads="tblPolicies"),
        Text("done", "Записано", width=9, hidden=True, stored=True),
    ),
    highlights=(
        Highlight("green", '[@Итог]="продлён"'),
        Highlight("red", "AND(ISNUMBER([@Дней]),N([@Дней])<=7)", "Дней"),
        Highlight("amber", "AND(ISNUMBER([@Дней]),N([@Дней])<=14)", "Дней"),
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
    freeze="C3",
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
    shown="full",
    tables=(("A2", RENEWALS),),
    freeze="C3",
    hint="Собрать: ОСАГО → Пролонгация. «Продлить полис» откроет черновик; «ушёл» просит причину.",
    counters=(
        Counter(
            "Без итога",
            'COUNTIFS(tblRenewals[Страхователь],"?*",tblRenewals[Итог],"")',
            lambda facts: sum(1 for row in facts.rows("tblRenewals") if row["name"] and not row["outcome"]),
        ),
    ),
)
