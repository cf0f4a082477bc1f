"""The act-report to an insurer (акт-отчёт): its rows, totals, states, and what may never happen to it.

An act names the payments received: what nobody has paid is not claimed. A payment enters one act of a kind once; a
refund comes as a negative row of a later act; an approved act is changed only by annulling it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from osago_xl.domain.commission import ZERO, Commission, Hold, Report, transfer
from osago_xl.domain.contract_money.receipts import Part
from osago_xl.errors import InputError
from osago_xl.findings import Finding, error, warning
from osago_xl.values.dates import numeric

NOTHING = Commission(ZERO, ZERO, ZERO)
REFUND, WHOLE = "возврат", ""
"""In place of a payment: the premium given back; the whole contract, as acts of the first versions named it."""


class ActState(StrEnum):
    CREATED = "создан"
    AGREEING = "на согласовании"
    PAYING = "на оплате"
    PARTLY_PAID = "частично оплачен"
    PAID = "оплачен"
    ANNULLED = "отменён"


class Contract(NamedTuple):
    """A sold policy as the act needs it: what each payment received holds, and what goes back since `terminated`.

    `whole` is the contract paid or not. `refund` is the premium and commission given back, with a minus;
    `refund_direct`: the company pays it out itself.
    """

    policy: str
    number: str
    insurer: str
    concluded: date
    whole: Commission = NOTHING
    parts: tuple[Part, ...] = ()
    hold: Hold = Hold.NONE
    terminated: date | None = None
    refund: Commission = NOTHING
    refund_direct: bool = False


class Line(NamedTuple):
    """A row of an act: one payment of a policy, told by `payment`; with `is_refund` the premium that goes back."""

    policy: str
    number: str
    day: date
    premium: Decimal
    commission: Decimal
    to_transfer: Decimal
    to_return: Decimal
    is_refund: bool = False
    payment: str = ""

    @property
    def what(self) -> tuple[str, str]:
        """What enters acts of a kind once: a payment of a policy, or its refund."""
        return self.policy, REFUND if self.is_refund else self.payment


class Totals(NamedTuple):
    premium: Decimal
    commission: Decimal
    to_transfer: Decimal
    to_return: Decimal


@dataclass(frozen=True)
class Act:
    """An act of one kind with one insurer for the days `start` … `end`."""

    number: str
    report: Report
    insurer: str
    start: date
    end: date
    lines: tuple[Line, ...]
    state: ActState = ActState.CREATED

    @property
    def totals(self) -> Totals:
        """Sums of the rows as rounded: nothing is rounded again."""
        return Totals(
            sum((line.premium for line in self.lines), ZERO),
            sum((line.commission for line in self.lines), ZERO),
            sum((line.to_transfer for line in self.lines), ZERO),
            sum((line.to_return for line in self.lines), ZERO),
        )


def lines_for(
    report: Report, insurer: str, start: date, end: date, contracts: Iterable[Contract], acts: Sequence[Act]
) -> list[Line]:
    """Rows of a new act: payments and refunds of the period that no living act of the kind holds yet.

    A refund is reported only for a contract that was, in an earlier act or in this one. A ДВОУ act leaves
    out what the first report has settled already.
    """
    if end < start:
        raise InputError("Период", end, "Конец периода раньше начала. Поменяйте даты местами.")
    taken = _taken(report, acts)
    lines: list[Line] = []
    for contract in sorted(contracts, key=lambda contract: (contract.concluded, contract.number)):
        if contract.insurer == insurer:
            lines += _lines(report, contract, start, end, taken)
    return [line for line in lines if report is Report.BORDEREAU or line.to_return]


def _lines(report: Report, contract: Contract, start: date, end: date, taken: set[tuple[str, str]]) -> Iterator[Line]:
    reported = any(policy == contract.policy and what != REFUND for policy, what in taken)
    whole = (contract.policy, WHOLE) in taken
    for part in contract.parts:
        key, day = part.receipt.key, part.receipt.day
        told = (contract.policy, key) in taken or (whole and not part.of_change)
        if start <= day <= end and not told and not part.holds_nothing:
            reported = True
            yield _line(report, contract, day, part.commission, part.receipt.direct)._replace(payment=key)
    ended = contract.terminated is not None and contract.terminated <= end and contract.refund.base < 0
    if contract.terminated and ended and reported and (contract.policy, REFUND) not in taken:
        line = _line(report, contract, contract.terminated, contract.refund, contract.refund_direct)
        yield line._replace(is_refund=True)


def _taken(report: Report, acts: Iterable[Act]) -> set[tuple[str, str]]:
    living = (act for act in acts if act.report is report and act.state is not ActState.ANNULLED)
    return {line.what for act in living for line in act.lines}


def _line(report: Report, contract: Contract, day: date, commission: Commission, direct: bool) -> Line:
    moved = transfer(commission, contract.hold, report, paid_to_insurer=direct)
    fee = commission.services if report is Report.SERVICES else commission.bordereau
    return Line(contract.policy, contract.number, day, commission.base, fee, moved.to_insurer, moved.to_agent)


def paid_state(totals: Totals, transferred: Decimal, returned: Decimal) -> ActState:
    """The state that follows from the payments booked on an act: both sides settled means «Оплачен»."""
    if (transferred, returned) == (totals.to_transfer, totals.to_return):
        return ActState.PAID
    return ActState.PARTLY_PAID if transferred or returned else ActState.PAYING


def check_acts(acts: Sequence[Act]) -> Iterator[tuple[str, Finding]]:
    """Broken invariants by number of act: a policy reported twice, a row outside the period, a lone refund."""
    seen: dict[tuple[Report, tuple[str, str]], str] = {}
    reported = {report: {policy for policy, what in _taken(report, acts) if what != REFUND} for report in Report}
    for act in acts:
        for line in act.lines if act.state is not ActState.ANNULLED else ():
            key = (act.report, line.what)
            if key in seen:
                message = f"полис {line.number} уже есть в акте {seen[key]} того же вида"
                yield act.number, error("acts.twice", message, "Аннулируйте один из актов.")
            seen.setdefault(key, act.number)
            if line.is_refund and line.policy not in reported[act.report]:
                message = f"возврат по полису {line.number}, которого не было в актах"
                yield act.number, error("acts.refund", message, "Сначала включите полис в акт.")
            if line.day > act.end or (line.day < act.start and not line.is_refund):
                message = f"полис {line.number}: дата {numeric(line.day)} вне периода акта"
                yield act.number, warning("acts.date", message, "Проверьте дату оплаты и период акта.")
