"""«Сверка»: what the insurer's files say, compared with our policies of the same days.

The commission is compared line by line as far as the file names the lines, бордеро and ДВОУ, else as one sum.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from osago_xl.books.heap import without_collector
from osago_xl.desk.money.acts import contracts
from osago_xl.domain.commission import ZERO, Commission
from osago_xl.domain.reconcile import FEES, Outcome, Pair, Row, reconcile
from osago_xl.imports.insurer_files import with_zeros
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.work.unit import Work

HEADER = (
    "Итог", "Полис", "Ключ", "Дата у нас", "Дата у компании", "Премия у нас", "Премия у компании", "КВ у нас",
    "КВ у компании", "Чем отличается", "Найдено по", "Строка файла", "Бордеро: разница", "ДВОУ: разница",
)  # fmt: skip
_ORDER = (Outcome.DIFFERENT, Outcome.THEIRS_ONLY, Outcome.OURS_ONLY, Outcome.MATCHED)


def has_two_lines(work: Work, insurer: str) -> bool:
    """Whether this insurer owes us both lines, so that one column of commission may hold either or both."""
    return any(contract.whole.services for contract in contracts(work) if contract.insurer == insurer)


@without_collector()
def compare(work: Work, insurer: str, theirs: Sequence[Row], start: date, end: date) -> list[Pair]:
    """Both sides in order of interest; a policy of ours from other days appears only where the file names it."""
    pairs = reconcile(_ours(work, insurer), with_zeros(theirs))
    wanted = [pair for pair in pairs if pair.outcome is not Outcome.OURS_ONLY or _within(pair, start, end)]
    return sorted(wanted, key=lambda pair: _ORDER.index(pair.outcome))


def _within(pair: Pair, start: date, end: date) -> bool:
    return pair.ours is not None and pair.ours.day is not None and start <= pair.ours.day <= end


def _ours(work: Work, insurer: str) -> list[Row]:
    cars = {row["key"]: row for row in work.rows(CARS)}
    keys = {row["key"]: row["car"] for row in work.rows(POLICIES)}
    rows = []
    for contract in contracts(work):
        if contract.insurer == insurer:
            car = cars.get(keys[contract.policy])
            sign, vin = (car["plate"], car["vin"]) if car else ("", "")
            sold = Row(contract.policy, contract.number, contract.concluded, sign, vin)
            rows.append(sold._replace(**_sums(contract.whole)))
            if contract.terminated and contract.refund.base:
                rows.append(sold._replace(day=contract.terminated, **_sums(contract.refund)))
    return rows


def _sums(commission: Commission) -> dict[str, Any]:
    """Premium and commission; a policy without any commission is one whose commission we do not know."""
    fees = (commission.bordereau, commission.services, commission.total)
    known = fees if commission.total else (None, None, None)
    return {"premium": commission.base, **dict(zip(FEES, known, strict=True))}


def period_of(rows: Sequence[Row]) -> tuple[date, date] | None:
    """First and last day the file names; None when it names none."""
    days = [row.day for row in rows if row.day]
    return (min(days), max(days)) if days else None


def fee_of(row: Row, named: Sequence[str]) -> Decimal | None:
    """The commission of a row so far as the file names it, so that both sides show the same thing."""
    lines = ["commission"] if "commission" in named or not named else named
    known = [amount for of in lines if (amount := getattr(row, of)) is not None]
    return sum(known, ZERO) if known else None


def cells(pair: Pair, named: Sequence[str]) -> tuple[object, ...]:
    """One line of the comparison for Отчёт; the differences of the lines of commission are theirs less ours."""
    ours, theirs = pair.ours, pair.theirs
    shown = ours or theirs
    assert shown is not None
    differences = [*(each.field for each in pair.differences), *filter(None, [pair.note])]
    return (
        str(pair.outcome),
        shown.number,
        ours.ref if ours else "",
        ours.day if ours else None,
        theirs.day if theirs else None,
        ours.premium if ours else None,
        theirs.premium if theirs else None,
        fee_of(ours, named) if ours else None,
        fee_of(theirs, named) if theirs else None,
        ", ".join(differences),
        pair.by,
        theirs.ref if theirs else "",
        *(_gap(pair, field) for field in ("Бордеро", "ДВОУ")),
    )


def _gap(pair: Pair, field: str) -> Decimal | None:
    """Theirs less ours in a line of commission; None where they agree."""
    for each in pair.differences:
        if each.field == field and isinstance(each.ours, Decimal) and isinstance(each.theirs, Decimal):
            return each.theirs - each.ours
    return None


def totals(pairs: Sequence[Pair], named: Sequence[str]) -> tuple[object, ...]:
    """The last row: sums of both sides."""
    ours, theirs = [p.ours for p in pairs if p.ours], [p.theirs for p in pairs if p.theirs]
    premiums = (sum((row.premium or ZERO for row in side), ZERO) for side in (ours, theirs))
    fees = (sum((fee_of(row, named) or ZERO for row in side), ZERO) for side in (ours, theirs))
    return ("Итого", f"у нас {len(ours)}, у компании {len(theirs)}", "", "", "", *premiums, *fees)


def counts(pairs: Sequence[Pair]) -> dict[str, int]:
    """How many lines of each outcome, all four named."""
    found = Counter(pair.outcome for pair in pairs)
    return {str(outcome): found[outcome] for outcome in _ORDER}
