"""The journals: Контакты, Задачи, Документы, Расчёты, Акты. Commands append to them; a row typed by hand is welcome."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from osago_xl.domain.contract_states import TERMINATED
from osago_xl.schema.columns import Choice, Day, Digits, Key, Link, Moment, Money, Number, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.common import (
    JOURNAL,
    PAY_METHODS,
    Row,
    days_left,
    from_parent,
    name_of_client,
    own_key,
    row_number,
    value_of,
)
from osago_xl.schema.tables import Counter, Highlight, Sheet, Table

if TYPE_CHECKING:
    from osago_xl.schema.rows import ActsRow, ContactsRow, DocsRow, PaymentsRow, TasksRow

CONTACT_KINDS = ("звонок", "встреча", "SMS", "письмо", "мессенджер", "визит", "мероприятие", "подарок")
TASK_KINDS = ("задача", "обещание", "событие", "подарок", "платёж", "проверка", "документы")
TASK_STATES = ("открыта", "сделана", "отменена")
DOC_SOURCES = ("клиент", "программа", "НСИС", "РСА", "ЕАИСТО")
PAYMENT_KINDS = ("премия", "перечисление СК", "КВ получено", "субагенту", "от партнёра", "возврат",
                 "премия за план", "расход")  # fmt: skip
PAID_BY_CLIENTS = ("премия", "возврат")
"""Kinds of payments between a client and the company: they belong to the policy, whoever sold it."""
ACT_KINDS = ("бордеро", "ДВОУ", "БСО", "субагент")
ACT_STATES = ("создан", "на согласовании", "на оплате", "частично оплачен", "оплачен", "отменён")
_LINKS = "Связи"


def _client(required: bool = True) -> Key:
    return Key("client", "Клиент", width=10, of="tblClients", required=required, group=_LINKS, holds=False)


def _policy(*, holds: bool = False) -> Key:
    return Key("policy", "Полис", width=10, of="tblPolicies", group=_LINKS, holds=holds)


CONTACTS: Table[ContactsRow] = Table(
    name="tblContacts",
    prefix="С-",
    columns=(
        own_key("tblContacts"),
        Day("day", "Дата", width=11, required=True),
        name_of_client(),
        Choice("kind", "Вид", width=12, required=True, source=CONTACT_KINDS),
        Choice("direction", "Напр.", width=6, source=("исх", "вх")),
        Choice("reason", "Повод", width=18, source="lstReasons"),
        Choice("result", "Результат", width=18, required=True, source="lstResults"),
        Text("note", "Заметка", width=25),
        Choice("offered", "Предложено", width=14, source="lstServices"),
        Day("next_call", "Следующий", width=11.5),
        Number("referrals", "Рекомендаций", width=13.5),
        Choice("agent", "Агент", width=14, required=True, source="lstAgents"),
        _client(),
        _policy(),
        Text("file", "Файл", width=20, group=_LINKS),
        Text("mailing", "Рассылка", width=18, group=_LINKS),
        Choice("delivered", "Доставлено", width=13, group=_LINKS, source=("да", "нет", "ошибка", "ответил")),
        Moment("created", "Создано", width=15, group=_LINKS, stored=True),
        row_number("tblClients", "Клиент", "client", "client_row", "№ кл."),
    ),
    highlights=(Highlight("amber", 'AND([@Вид]="встреча",[@Рекомендаций]="")', "Рекомендаций"),),
    about="a client's affairs",
)

TASKS: Table[TasksRow] = Table(
    name="tblTasks",
    prefix="З-",
    columns=(
        own_key("tblTasks"),
        Day("due", "Срок", width=11, required=True),
        Text("what", "Что сделать", width=41, required=True),
        Number(
            "left",
            "Осталось",
            width=11,
            minimum=None,
            formula='IF(OR([@Состояние]<>"открыта",N([@Срок])=0),"",[@Срок]-cfg_today)',
            compute=lambda row, facts: days_left(row["due"], facts.today) if row["state"] == "открыта" else "",
        ),
        Choice("kind", "Вид", width=11, required=True, source=TASK_KINDS),
        name_of_client(),
        Choice("offer", "Что предложить", width=15, source="lstServices"),
        Choice("agent", "Исполнитель", width=15, required=True, source="lstAgents"),
        Choice("state", "Состояние", width=12, required=True, source=TASK_STATES),
        Day("done", "Сделана", width=11, copied=False),
        Choice("repeat", "Повтор", width=10, source=("нет", "месяц", "год")),
        _client(required=False),
        _policy(),
        Text("source", "Источник", width=16, group=_LINKS, stored=True),
        row_number("tblClients", "Клиент", "client", "client_row", "№ кл."),
    ),
    highlights=(
        Highlight("red", "AND(ISNUMBER([@Осталось]),N([@Осталось])<0)", "Срок"),
        Highlight("amber", "AND(ISNUMBER([@Осталось]),N([@Осталось])=0)", "Срок"),
        Highlight("green", '[@Состояние]="сделана"', "Состояние"),
        Highlight("grey", '[@Состояние]="отменена"'),
    ),
    about="a client's affairs",
)

DOCUMENTS: Table[DocsRow] = Table(
    name="tblDocs",
    prefix="Д-",
    columns=(
        own_key("tblDocs"),
        Day("day", "Дата", width=11, required=True),
        name_of_client(),
        Choice("kind", "Вид", width=18, required=True, source="lstDocKinds"),
        Text("number", "Номер", width=18),
        Choice("source", "Источник", width=11, source=DOC_SOURCES),
        Text("result", "Результат", width=26),
        Day("until", "Действует до", width=11),
        Day("withdrawn", "Отозвано", width=11),
        Link(
            "open",
            "Открыть",
            width=9,
            formula='IF([@Файл]="","",HYPERLINK([@Файл],"открыть"))',
            compute=lambda row, _facts: "открыть" if row["file"] else "",
        ),
        Text("comment", "Комментарий", width=24, merge="joined"),
        _client(),
        _policy(),
        Text("file", "Файл", width=30, group=_LINKS),
        Text("by", "Кем", width=14, group=_LINKS, stored=True),
        row_number("tblClients", "Клиент", "client", "client_row", "№ кл."),
    ),
    highlights=(
        Highlight("red", "N([@Отозвано])>0", "Вид"),
        Highlight(
            "amber",
            'AND(LEFT([@Вид],8)="проверка",N([@Дата])>0,[@Дата]<cfg_today-cfg_check_days)',
            "Дата",
        ),
    ),
    about="a client's affairs",
)

_AWAITED = (
    f'IF(AND(N([@Срок])>0,N([@Дата])=0,{from_parent("tblPolicies", "Состояние", "№ пол.")}<>"{TERMINATED}"),'
    "N([@Приход]),0)"
)


def _awaited(row: Row, facts: Facts) -> object:
    """A planned instalment ends with its policy, whoever wrote down that the policy is terminated."""
    state = value_of(facts, "tblPolicies", row["policy"], "state")
    return (row["income"] or 0) if row["due"] and not row["day"] and state != TERMINATED else 0


PAYMENTS: Table[PaymentsRow] = Table(
    name="tblPayments",
    prefix="О-",
    columns=(
        own_key("tblPayments"),
        Day("day", "Дата", width=11),
        Text(
            "who",
            "Кто",
            width=27.8,
            formula=from_parent("tblPolicies", "Страхователь", "№ пол."),
            compute=lambda row, facts: value_of(facts, "tblPolicies", row["policy"], "who"),
        ),
        Day("due", "Срок", width=11),
        Choice("kind", "Вид", width=16, required=True, source=PAYMENT_KINDS),
        Text("party", "Компания/агент", width=16, personal=False),
        Money("income", "Приход", width=12, minimum=None),
        Money("expense", "Расход", width=12, minimum=None),
        Choice("method", "Способ", width=12, source=PAY_METHODS),
        Text("document", "Документ", width=14, personal=False),
        Money("to_transfer", "К перечислению", width=14, minimum=None, stored=True, private=True),
        Text("act", "Акт", width=10, personal=False, private=True),
        Text("comment", "Комментарий", width=15, merge="joined"),
        _policy(holds=True),
        Choice("agent", "Агент", width=16, group=_LINKS, source="lstAgents"),
        Money("acquiring", "Эквайринг", width=11, minimum=None, group=_LINKS, stored=True, private=True),
        Digits("fn", "ФН", width=18, group=_LINKS, max_length=16),
        Digits("fd", "ФД", width=12, group=_LINKS, max_length=10),
        Digits("fpd", "ФПД", width=12, group=_LINKS, max_length=10),
        Text("receipt_sent", "Чек отправлен", width=20, group=_LINKS),
        row_number("tblPolicies", "Полис", "policy", "policy_row", "№ пол."),
        Money("awaited", "Ждём", width=12, minimum=None, hidden=True, formula=_AWAITED, compute=_awaited),
    ),
    highlights=(
        Highlight("red", "AND(N([@Ждём])<>0,[@Срок]<cfg_today)", "Срок"),
        Highlight("amber", "AND(N([@Ждём])<>0,[@Срок]<=cfg_today+7)", "Срок"),
    ),
    about="a client's affairs",
)

ACTS: Table[ActsRow] = Table(
    name="tblActs",
    prefix="АК-",
    columns=(
        own_key("tblActs", width=10),
        Text("number", "Номер", width=12, stored=True),
        Choice("kind", "Вид", width=11, stored=True, source=ACT_KINDS),
        Text("party", "Контрагент", width=21.5, stored=True),
        Day("since", "Период с", width=11, stored=True),
        Day("until", "Период по", width=11, stored=True),
        Day("day", "Дата", width=11, stored=True),
        Number("policies", "Договоров", width=10.5, stored=True),
        Money("premium", "Премия", width=14, minimum=None, stored=True),
        Money("commission", "КВ", width=13, minimum=None, stored=True),
        Money("to_transfer", "К перечислению", width=14, minimum=None, stored=True),
        Money("to_return", "К возврату", width=13, minimum=None, stored=True),
        Choice("state", "Состояние", width=16, source=ACT_STATES),
        Text("file", "Файл", width=12, stored=True),
    ),
    highlights=(Highlight("green", '[@Состояние]="оплачен"', "Состояние"),),
    private=True,
)


def _open_tasks(late: bool) -> Any:
    def count(facts: Facts) -> int:
        rows: list[Row] = list(facts.rows("tblTasks"))
        left = [row["left"] for row in rows if row["left"] not in ("", None)]
        return sum(1 for days in left if (days < 0) == late)

    return count


def _week_contacts(facts: Facts) -> int:
    monday = facts.today - timedelta(days=facts.today.weekday())
    return sum(1 for row in facts.rows("tblContacts") if row["day"] and row["day"] >= monday)


CONTACTS_SHEET = Sheet(
    title="Контакты",
    code_name="shContacts",
    colour=JOURNAL,
    shown="simple",
    tables=(("A2", CONTACTS),),
    freeze="D3",
    hint="Новые строки внизу. Один звонок: ОСАГО → Позвонил.",
    counters=(
        Counter(
            "С понедельника",
            'COUNTIF(tblContacts[Дата],">="&(cfg_today-WEEKDAY(cfg_today,2)+1))',
            _week_contacts,
        ),
    ),
)
TASKS_SHEET = Sheet(
    title="Задачи",
    code_name="shTasks",
    colour=JOURNAL,
    shown="simple",
    tables=(("A2", TASKS),),
    freeze="D3",
    hint="Дела, обещания и события. Сделано: состояние «сделана».",
    counters=(
        Counter("Просрочено", 'COUNTIF(tblTasks[Осталось],"<0")', _open_tasks(late=True)),
        Counter("Впереди", 'COUNTIF(tblTasks[Осталось],">=0")', _open_tasks(late=False)),
    ),
)
DOCUMENTS_SHEET = Sheet(
    title="Документы",
    code_name="shDocs",
    colour=JOURNAL,
    shown="full",
    tables=(("A2", DOCUMENTS),),
    freeze="D3",
    hint="Бумаги, согласия и проверки. Скан: ОСАГО → Приложить файл.",
)
PAYMENTS_SHEET = Sheet(
    title="Расчёты",
    code_name="shPayments",
    colour=JOURNAL,
    shown="simple",
    tables=(("A2", PAYMENTS),),
    freeze="D3",
    hint="Строка со сроком и без даты: плановый взнос. Ошибку исправляет строка с минусом.",
    counters=(
        Counter(
            "Ждём, ₽", "SUM(tblPayments[Ждём])", lambda facts: sum(row["awaited"] for row in facts.rows("tblPayments"))
        ),
    ),
)
ACTS_SHEET = Sheet(
    title="Акты",
    code_name="shActs",
    colour=JOURNAL,
    shown="on demand",
    tables=(("A2", ACTS),),
    freeze="C3",
    hint="Акты делает ОСАГО → Акт-отчёт; здесь меняется только состояние.",
)
