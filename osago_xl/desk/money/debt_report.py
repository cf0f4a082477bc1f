"""«Долги» on the sheet Отчёт: of any day, of everyone or of one agent."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from osago_xl.desk.money import debts
from osago_xl.desk.report_sheet import SHEET, ask_agent, show_report
from osago_xl.domain.commission import ZERO
from osago_xl.values.dates import numeric
from osago_xl.values.money import money
from osago_xl.work import asking
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work

_KEYS = ("what", "who", "policy", "amount", "since", "days", "mark")


def report_debts(work: Work, ui: Ui) -> Report:
    """All open debts with their age, instalments to come and clients at partners who have not paid yet."""
    day = asking.day(ui, "Долги на день", work.today)
    agent = ask_agent(work, ui)
    lines, planned = debts.all_debts(work, day, agent), debts.planned(work, day, agent)
    rows = [debts.debt_cells(work, line) for line in lines]
    rows += [debts.instalment_cells(work, each) for each in planned]
    rows += [debts.lead_cells(work, lead, day) for lead in debts.waiting_leads(work, day, agent)]
    show_report(work, f"Долги на {numeric(day)}{agent and f', {agent}'}", debts.HEADER, rows)
    late = sum(1 for line in lines if line.debt.level == "error")
    text = f"Долгов: {len(lines)}, из них старше {debts.AGES.red} дней: {late}; взносов впереди: {len(planned)}."
    details = _told(lines)
    return Report(text, details, show=SHEET, data=[dict(zip(_KEYS, row, strict=True)) for row in rows])


def _told(lines: Sequence[debts.Line]) -> list[str]:
    """Sums by kind of debt; every company, agent and partner apart, so that an overpayment hides no debt of others."""
    sums: dict[tuple[str, str, bool], Decimal] = {}
    for what, debt in lines:
        party = "" if what == debts.CLIENTS else debt.party
        sign = (what, party, debt.amount < 0)
        sums[sign] = sums.get(sign, ZERO) + debt.amount
    ordered = sorted(sums.items(), key=lambda pair: (debts.KINDS.index(pair[0][0]), pair[0][2], pair[0][1]))
    return [
        f"{what}{party and f', {party}'}: {money(amount).replace('-', '−')} ₽{' (переплата)' if over else ''}"
        for (what, party, over), amount in ordered
    ]
