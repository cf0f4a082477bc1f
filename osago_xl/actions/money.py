"""Ribbon group Деньги: payments, acts, reconciliation with the insurer's file, debts, commission."""

from __future__ import annotations

from collections.abc import Sequence

from osago_xl.actions.registry import action
from osago_xl.books.base import Row
from osago_xl.desk.contract.refunds import paid_for
from osago_xl.desk.money.chains import to_pay
from osago_xl.desk.money.payment_rules import Payment, ask_doubts, check_payment
from osago_xl.desk.money.payments import WITH_CHEQUE, book_payment, book_refund, instalments_of
from osago_xl.desk.report_sheet import SHEET, show_report
from osago_xl.desk.who.selected import chosen_one
from osago_xl.domain.commission import ZERO
from osago_xl.domain.contract_states import LEAD, TERMINATED
from osago_xl.errors import InputError
from osago_xl.schema.sheets.common import PAY_METHODS
from osago_xl.schema.sheets.journals import ACTS, PAYMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS, INSURERS
from osago_xl.values.dates import numeric
from osago_xl.values.money import money
from osago_xl.work import asking
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work

MONEY = "Деньги"
_NO_CHEQUE = "нет"


@action("add_payment", group=MONEY, label="Оплата", image="AccountingFormat", tip="Оплата по текущему полису")
def add_payment(work: Work, ui: Ui) -> Report:
    """Book money of the selected policy (first its nearest instalment), or on the selected act."""
    selection = work.selection()
    if selection.table == ACTS.name and selection.keys:
        return _settle_act(work, ui, work.get(ACTS, selection.keys[0]))
    policy = chosen_one(work, ui, POLICIES)
    if policy["partner"]:
        way = asking.option(ui, "Что оплачено?", _PARTNER_WAYS)
        return (_client_pays_partner if way == _PARTNER_WAYS[0] else _partner_pays)(work, ui, policy)
    if policy["state"] == TERMINATED and asking.option(ui, "Что записать?", _ENDED_WAYS) == _ENDED_WAYS[0]:
        return _give_back(work, ui, policy)
    planned = next(iter(instalments_of(work, policy)), None)
    if planned and not ui.ask(f"Оплатить взнос {money(planned['income'])} ₽ со сроком {numeric(planned['due'])}?"):
        planned = None
    received = paid_for(work, policy)
    owed = to_pay(policy) - received
    amount = asking.amount(ui, "Сколько получено, ₽", (planned["income"] if planned else max(owed, ZERO)) or None)
    method = asking.option(ui, "Как оплачено?", PAY_METHODS)
    day = asking.day(ui, "Дата оплаты", work.today)
    ask_doubts(ui, check_payment(Payment(amount, day, received, owed), work.today))
    row = book_payment(work, policy, amount, day=day, method=method, planned=planned, **_cheque(ui, method))
    details = [f"К перечислению в {policy['insurer']}: {money(row['to_transfer'])} ₽."] if row["to_transfer"] else []
    tail = f" Осталось {money(owed - amount)} ₽." if owed > amount else ""
    return Report(f"Оплата {money(amount)} ₽ записана.{tail}", details, data={"payment": row["key"]})


_ENDED_WAYS = ("возврат клиенту", "оплата от клиента")


def _give_back(work: Work, ui: Ui, policy: Row) -> Report:
    """The premium of an ended contract that goes back to the client; what was estimated is proposed."""
    received = paid_for(work, policy)
    amount = asking.amount(ui, "Сколько возвращено клиенту, ₽", min(policy["refund"] or ZERO, received) or None)
    if not 0 < amount <= received:
        message = f"Возврат {money(amount)} ₽ не подходит: по полису получено {money(received)} ₽. Впишите не больше."
        raise InputError("Возврат", amount, message)
    by_company = asking.option(ui, "Кто вернул деньги?", ("компания сама", "я")) == "компания сама"
    day = asking.day(ui, "Дата возврата", work.today)
    if day > work.today:
        raise InputError("Дата возврата", day, f"{numeric(day)} ещё не наступило. Запишите возврат, когда он будет.")
    row = book_refund(work, policy, amount, day=day, method="банк" if by_company else "наличные")
    return Report(f"Возврат {money(amount)} ₽ записан.", data={"payment": row["key"]})


_PARTNER_WAYS = ("клиент оплатил полис партнёру", "партнёр заплатил нам за клиента")


def _client_pays_partner(work: Work, ui: Ui, policy: Row) -> Report:
    """The premium that the client has paid to the partner: from that day the fee is due."""
    from osago_xl.desk.money.leads import leads, sold_by_partner
    from osago_xl.domain.settlement import lead_fee

    premium = asking.amount(ui, "Премия по полису партнёра, ₽", policy["premium"])
    paid = asking.day(ui, "Когда клиент оплатил", work.today)
    starts = asking.day(ui, "С какого дня действует полис", paid) if policy["state"] == LEAD else paid
    if paid > work.today:
        message = f"{numeric(paid)} ещё не наступило. Запишите оплату, когда она придёт."
        raise InputError("Когда клиент оплатил", paid, message)
    sold_by_partner(work, policy, premium, paid, starts)
    fee = lead_fee(next(each for each in leads(work) if each.policy == policy["key"]))
    due = f" {policy['partner']} должен вам {money(fee.amount)} ₽." if fee else ""
    return Report(f"Клиент оплатил партнёру {money(premium)} ₽.{due}", data={"policy": policy["key"]})


def _partner_pays(work: Work, ui: Ui, policy: Row) -> Report:
    """The fee for a client handed over; what is owed by the agreement is proposed."""
    from osago_xl.desk.money.leads import leads
    from osago_xl.domain.settlement import lead_fee

    lead = next(each for each in leads(work) if each.policy == policy["key"])
    item = lead_fee(lead)
    amount = asking.amount(ui, f"Сколько заплатил {lead.partner}, ₽", item.amount if item else None)
    day = asking.day(ui, "Дата оплаты", work.today)
    links = {"policy": policy["key"], "party": lead.partner, "agent": policy["agent"]}
    work.add(PAYMENTS, kind="от партнёра", day=day, income=amount, **links)
    return Report(f"{lead.partner}: {money(amount)} ₽ записано.")


def _cheque(ui: Ui, method: str) -> dict[str, str]:
    """Numbers of the fiscal cheque; «нет» when there is none yet."""
    if method not in WITH_CHEQUE:
        return {}
    answer = asking.text(ui, "Чек: ФН, ФД и ФПД через пробел", _NO_CHEQUE)
    numbers = answer.split()
    if answer == _NO_CHEQUE:
        return {}
    if len(numbers) != 3 or not all(number.isdigit() for number in numbers):
        message = f"«{answer}»: нужны три числа чека через пробел (ФН 16 цифр, ФД и ФПД до 10) или слово «нет»."
        raise InputError("Чек", answer, message)
    return dict(zip(("fn", "fd", "fpd"), numbers, strict=True))


def _settle_act(work: Work, ui: Ui, act: Row) -> Report:
    """Money on an act: transferred to the insurer, commission received, or a sub-agent paid."""
    from osago_xl.desk.money.acts import SUB_AGENT, refresh_state, settled, state_of
    from osago_xl.domain.acts import ActState

    if state_of(act) is ActState.ANNULLED:
        raise InputError("Акт", act["number"], f"Акт {act['number']} отменён: оплаты по нему не записываются.")
    done = settled(work, act)
    to_insurer = (act["to_transfer"] or ZERO) - done.to_insurer
    to_agent = (act["to_return"] or ZERO) - done.to_agent
    back = "субагенту" if act["kind"] == SUB_AGENT else "КВ получено"
    ways = [(kind, rest) for kind, rest in (("перечисление СК", to_insurer), (back, to_agent)) if rest]
    if not ways:
        return Report(f"Акт {act['number']} уже оплачен полностью.")
    shown = [f"{kind}: {money(rest)} ₽" for kind, rest in ways]
    kind, rest = ways[shown.index(asking.option(ui, f"Акт {act['number']}: что оплачено?", shown))]
    amount = asking.amount(ui, "Сумма, ₽", rest)
    day = asking.day(ui, "Дата оплаты", work.today)
    column = "income" if kind == "КВ получено" else "expense"
    work.add(PAYMENTS, kind=kind, party=act["party"], day=day, act=act["key"], **{column: amount})
    refresh_state(work, act)
    return Report(f"{kind}: {money(amount)} ₽ по акту {act['number']}. Акт: {act['state']}.")


@action("act_report", group=MONEY, label="Акт-отчёт", image="SignatureLineInsert", tip="Акт для компании или субагента")
def act_report(work: Work, ui: Ui) -> Report:
    """A new act of a period: a contract enters one act of a kind, a refund is a row with a minus."""
    from osago_xl.desk.money import acts
    from osago_xl.desk.papers.act_paper import act_context
    from osago_xl.desk.papers.filing import link_text, make_paper
    from osago_xl.domain.acts import Act
    from osago_xl.domain.commission import Report as Kind

    kind = asking.option(ui, "Какой акт?", (*Kind, acts.SUB_AGENT))
    party = asking.option(ui, "С кем?", _parties(work, kind))
    start, end = asking.period(ui, "Период акта", work.today)
    if kind == acts.SUB_AGENT:
        lines = acts.sub_agent_lines(work, party, start, end)
    else:
        lines = acts.new_lines(work, Kind(kind), party, start, end)
    if not lines:
        return Report(f"{kind}, {party}: за {numeric(start)}–{numeric(end)} включать в акт нечего.")
    number = asking.text(ui, "Номер акта", str(sum(1 for row in work.rows(ACTS) if row["kind"] == kind) + 1))
    totals = Act(number, Kind.BORDEREAU, party, start, end, tuple(lines)).totals
    asking.confirm(
        ui,
        f"Договоров {len(lines)}, премия {money(totals.premium)}, КВ {money(totals.commission)}, "
        f"к перечислению {money(totals.to_transfer)}, к возврату {money(totals.to_return)} ₽. Создать акт {number}?",
    )
    act = acts.enter(work, kind, party, (start, end), number, lines)
    files = []
    if ui.ask("Сделать акт в Word?"):
        files.append(make_paper(work, ui, "act_report", act_context(work, act, lines), client=None))
        work.set(ACTS, act, file=link_text(work, files[0]))
    text = f"Акт {number} ({kind}, {party}): договоров {len(lines)}, к перечислению {money(totals.to_transfer)} ₽."
    return Report(text, files=files, show="Акты", data={"act": act["key"], **totals._asdict()})


def _parties(work: Work, kind: str) -> list[str]:
    from osago_xl.desk.money.acts import SUB_AGENT

    if kind == SUB_AGENT:
        names = [row["agent"] for row in work.rows(AGENTS) if row["role"] == SUB_AGENT]
        empty = "На листе «Агенты» нет субагентов."
    else:
        names = [row["insurer"] for row in work.rows(INSURERS) if row["insurer"] and row["active"] != "нет"]
        empty = "На листе «Страховые компании» нет действующих компаний."
    if not names:
        raise InputError("Контрагент", "", f"{empty} Впишите их и повторите.")
    return names


@action(
    "reconcile",
    group=MONEY,
    label="Сверка",
    image="ReviewCompareMajorVersion",
    tip="Сравнить с файлом компании",
    supertip="Файл xlsx, xls или csv: столбцы программа узнает сама. Итог на листе «Отчёт»: расхождения сверху.",
)
def reconcile(work: Work, ui: Ui) -> Report:
    """Compare the insurer's files with our policies; nothing but the sheet Отчёт is changed."""
    from osago_xl.domain.commission import Report as Kind
    from osago_xl.imports import insurer_files, reconciling
    from osago_xl.imports.files import PATTERNS

    insurer = asking.option(ui, "Чей это файл?", _parties(work, Kind.BORDEREAU))
    paths = ui.pick_files(f"Файл компании {insurer}", PATTERNS)
    if not paths:
        raise Cancelled

    def which(question: str, headings: Sequence[str]) -> str | None:
        answer = asking.option(ui, question, [*headings, _NO_COLUMN])
        return None if answer == _NO_COLUMN else answer

    tables = insurer_files.read_acts(paths, which)

    def meaning(table: insurer_files.InsurerTable) -> str:
        return asking.option(ui, f"{table.name}: один столбец КВ. Что в нём?", list(insurer_files.MEANINGS))

    named_days = reconciling.period_of([row for table in tables for row in table.rows])
    start, end = named_days or asking.period(ui, "Дат в файле нет. Период сверки", work.today)
    theirs = insurer_files.all_rows(tables, meaning if reconciling.has_two_lines(work, insurer) else None)
    named = insurer_files.named_fees(theirs)
    pairs = reconciling.compare(work, insurer, theirs, start, end)
    days = numeric(start) if start == end else f"{numeric(start)}–{numeric(end)}"
    title = f"Сверка с компанией {insurer} за {days}"
    rows = [reconciling.cells(pair, named) for pair in pairs]
    show_report(work, title, reconciling.HEADER, rows, reconciling.totals(pairs, named))
    found = reconciling.counts(pairs)
    text = f"{title}: " + ", ".join(f"{word}: {count}" for word, count in found.items()) + "."
    details = [line for each in tables for line in (*each.columns, *each.remarks)]
    return Report(text, details, show=SHEET, data=found)


_NO_COLUMN = "такого столбца нет"


@action("debts", group=MONEY, label="Долги", image="TraceError", tip="Кто кому должен и сколько дней")
def debts(work: Work, ui: Ui) -> Report:
    """All open debts of a day with their age, instalments to come and clients at partners, on the sheet Отчёт."""
    from osago_xl.desk.money.debt_report import report_debts

    return report_debts(work, ui)


@action(
    "recalc_commission",
    group=MONEY,
    label="Пересчёт КВ",
    image="CalculateNow",
    tip="КВ по правилам за период, с показом разницы",
    supertip="Полисы, которые уже вошли в акты, не меняются. Здесь же считается премия за план.",
    bulk=True,
)
def recalc_commission(work: Work, ui: Ui) -> Report:
    """Commission of a period by the rules of today, after the difference was shown; the bonus for the plan."""
    from osago_xl.desk.money import commissions

    start, end = asking.period(ui, "Пересчёт КВ", work.today)
    found, without_rule, reported = commissions.changes(work, start, end)
    details = [f"Уже в актах, не меняются: {reported}."] if reported else []
    details += [f"Без подходящего правила: {without_rule}. Дополните лист «Правила КВ»."] if without_rule else []
    difference = sum((change.difference for change in found), ZERO)
    text = f"КВ за {numeric(start)}–{numeric(end)} совпадает с правилами."
    if found:
        shown = "; ".join(f"{c.policy['key']} {money(c.difference)}" for c in found[:5])
        asking.confirm(ui, f"Изменится полисов: {len(found)}, разница {money(difference)} ₽ ({shown}). Записать?")
        commissions.store(work, found)
        text = f"КВ пересчитано: полисов {len(found)}, разница {money(difference)} ₽."
    for bonus in commissions.bonuses(work, start, end):
        line = f"Премия за план, {bonus.agent}: {money(bonus.amount)} ₽ с {money(bonus.sold)} ₽."
        booked = ui.ask(f"{line} Записать в Расчёты?") and commissions.book_bonus(work, bonus, end)
        details.append(line if booked else f"{line} В Расчёты не записана.")
    return Report(text, details, data={"changed": len(found), "difference": str(difference)})


@action(
    "fix_money",
    group=MONEY,
    label="Исправить деньги",
    image="AutoCorrect",
    tip="Суммы, которые версия 0.2.0 записала неверно",
    supertip="Повторные доплаты, КВ после изменений, возвраты с неоплаченного, премии партнёров: покажет и исправит.",
    bulk=True,
)
def fix_money(work: Work, ui: Ui) -> Report:
    """Put right what 0.2.0 stored wrongly, after all of it was shown."""
    from osago_xl.desk.money.former import put_right, wrong_figures

    found = list(wrong_figures(work))
    if not found:
        return Report("Неверных сумм прежней версии нет.")
    policies = len({each.policy["key"] for each in found})
    asking.confirm(ui, f"Неверных сумм: {len(found)}, полисов: {policies}. Исправить? Каждая будет названа в отчёте.")
    return Report(f"Исправлено сумм: {len(found)}, полисов: {policies}.", put_right(work, found))
