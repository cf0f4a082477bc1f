"""What is asked of the register: balance of a period, who holds how much, what lies too long, what runs out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from osago_xl.domain.blanks.model import Operation, Place, State
from osago_xl.domain.blanks.register import Entry, Register, Stock
from osago_xl.domain.blanks.spans import issuable
from osago_xl.domain.words import DAYS, plural
from osago_xl.errors import InputError
from osago_xl.findings import Finding, error, warning


class Heading(NamedTuple):
    """A line of the balance: forms of one insurer, kind and series."""

    insurer: str
    kind: str
    series: str


class Balance(NamedTuple):
    """Forms that could be issued, by why they came and went; each form counted once.

    `opening` and `closing` are counted in the register, the movements between them in its history.
    `restored` are forms a cancelled contract gave back clean. In the balance of one holder what was handed to him
    counts as received and what he handed on or back as returned.
    """

    heading: Heading
    opening: int
    received: int
    restored: int
    used: int
    spoiled: int
    lost: int
    stolen: int
    returned: int
    written_off: int
    closing: int

    @property
    def is_even(self) -> bool:
        gone = self.used + self.spoiled + self.lost + self.stolen + self.returned + self.written_off
        return self.opening + self.received + self.restored - gone == self.closing


def balance(register: Register, start: date, end: date, holder: str | None = None) -> list[Balance]:
    """The balance sheet of a period, both days included, one line for each series; of everyone or of one holder.

    Raises InputError when the period ends before it starts.
    """
    if end < start:
        raise InputError("Период", end, "Конец периода раньше начала. Поменяйте даты местами.")
    opening, closing = (_stock_on(register, day, holder) for day in (start - timedelta(days=1), end))
    turnover: dict[Heading, Counter[Operation]] = {}
    for entry in register.entries:
        change = entry.stock_change(holder)
        if start <= entry.movement.day <= end and (change or not holder):
            counts = turnover.setdefault(_heading(entry.stock), Counter())
            counts[_cause(entry.movement.operation, change)] += abs(change)
            if not holder:
                counts.update(_renamed(entry))
    headings = sorted(opening.keys() | closing.keys() | turnover.keys())
    return [_line(h, opening[h], turnover.get(h, Counter()), closing[h]) for h in headings]


def _cause(operation: Operation, change: int) -> Operation:
    """A transfer between holders is a receipt for the one and a return for the other."""
    if operation not in (Operation.TRANSFER, Operation.TAKE_BACK):
        return operation
    return Operation.RECEIVE if change > 0 else Operation.RETURN


_CAUSE_OF = {
    State.USED: Operation.USE,
    State.VOID: Operation.USE,
    State.SPOILED: Operation.SPOIL,
    State.LOST: Operation.LOSE,
    State.STOLEN: Operation.STEAL,
    State.WRITTEN_OFF: Operation.WRITE_OFF,
}
"""Under which word of the balance a form stands that can no longer be issued."""


def _renamed(entry: Entry) -> Counter[Operation]:
    """Forms gone before that stand under another word now: a misprint was counted as used and is spoiled.

    A movement gives all its forms one state, so that the balance names each form as the inventory does.
    """
    counts: Counter[Operation] = Counter()
    if entry.before == entry.after:
        return counts
    first, last = entry.numbers.first, entry.numbers.last
    now = next(_CAUSE_OF.get(span.state) for span in entry.after if first <= span.first <= last)
    for span in entry.before:
        before = _CAUSE_OF.get(span.state)
        if before and now and before != now:
            size = min(span.last, last) - max(span.first, first) + 1
            counts[before] -= size
            counts[now] += size
    return counts


def _line(heading: Heading, opening: int, moved: Counter[Operation], closing: int) -> Balance:
    return Balance(
        heading,
        opening,
        received=moved[Operation.RECEIVE],
        restored=moved[Operation.RELEASE],
        used=moved[Operation.USE],
        spoiled=moved[Operation.SPOIL],
        lost=moved[Operation.LOSE],
        stolen=moved[Operation.STEAL],
        returned=moved[Operation.RETURN],
        written_off=moved[Operation.WRITE_OFF],
        closing=closing,
    )


def _heading(stock: Stock) -> Heading:
    return Heading(stock.insurer, stock.kind, stock.series)


def _stock_on(register: Register, day: date, holder: str | None) -> Counter[Heading]:
    counts: Counter[Heading] = Counter()
    for stock, span in register.as_of(day).position():
        if holder in (None, span.holder):
            counts[_heading(stock)] += issuable([span], holder)
    return counts


class Holding(NamedTuple):
    """A cell of the inventory: forms of an insurer and kind in one place and state; `holder` is a sub-agent."""

    insurer: str
    kind: str
    place: Place
    holder: str
    state: State


def inventory(register: Register) -> Counter[Holding]:
    """How many forms of each kind everyone holds, in every state."""
    counts: Counter[Holding] = Counter()
    for stock, span in register.position():
        counts[Holding(stock.insurer, stock.kind, span.place, span.holder, span.state)] += span.size
    return counts


def lying(register: Register, day: date, longer: int) -> Counter[Holding]:
    """How many forms that could be issued lie where they are for more days than that."""
    counts: Counter[Holding] = Counter()
    for stock, span in register.position():
        if span.in_stock and (day - span.placed).days > longer:
            counts[Holding(stock.insurer, stock.kind, span.place, span.holder, span.state)] += span.size
    return counts


@dataclass(frozen=True)
class Limits:
    """Norms of the agent's settings; forms with an agent over 30 and 90 days are what insurers list."""

    yellow_stock: int = 10
    red_stock: int = 3
    yellow_days: int = 30
    red_days: int = 90
    per_holder: int = 3
    of_holder: dict[str, int] = field(default_factory=dict)


def ageing(register: Register, today: date, limits: Limits) -> Iterator[Finding]:
    """Clean forms that lie with a sub-agent too long."""
    for stock, span in register.position():
        days = (today - span.placed).days
        if not (span.in_stock and span.place is Place.SUBAGENT) or days <= limits.yellow_days:
            continue
        numbers = f"{stock.series} {span.first:0{stock.width}}–{span.last:0{stock.width}}"
        message = f"{numbers}: у субагента {span.holder} уже {days} {plural(days, DAYS)}"
        level = error if days > limits.red_days else warning
        yield level("forms.age", message, "Сверьте бланки с субагентом или примите их обратно.")


def shortage(register: Register, limits: Limits) -> Iterator[Finding]:
    """Kinds that run out with the agent, and sub-agents who hold more than their norm."""
    own: Counter[tuple[str, str]] = Counter()
    held: Counter[tuple[str, str]] = Counter()
    for stock, span in register.position():
        own[stock.insurer, stock.kind] += span.size if span.in_stock and span.place is Place.AGENT else 0
        if span.in_stock and span.place is Place.SUBAGENT:
            held[span.holder, stock.kind] += span.size
    for (insurer, kind), count in sorted(own.items()):
        if count <= limits.yellow_stock:
            level = error if count <= limits.red_stock else warning
            yield level("forms.stock", f"{insurer}, {kind}: осталось {count}", "Закажите бланки.")
    for (holder, kind), count in sorted(held.items()):
        norm = limits.of_holder.get(holder, limits.per_holder)
        if count > norm:
            message = f"{holder}, {kind}: чистых бланков {count} при норме {norm}"
            yield warning("forms.limit", message, "Больше выдавать не стоит: примите отчёт по прежним.")
