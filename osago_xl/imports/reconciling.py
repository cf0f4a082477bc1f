"""«Сверка»: the insurer's act read with its own column names and compared with our policies of the same days.

The commission is compared line by line as far as the file names the lines, бордеро and ДВОУ, else as one sum.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from osago_xl.desk.money.acts import contracts
from osago_xl.desk.work import Work
from osago_xl.domain.acts import refunded
from osago_xl.domain.commission import ZERO, Commission
from osago_xl.domain.identifiers import policy_number
from osago_xl.domain.money import to_kopecks
from osago_xl.domain.reconcile import Outcome, Pair, Row, reconcile
from osago_xl.errors import InputError
from osago_xl.imports.files import read_file
from osago_xl.imports.kinds import find_table, words
from osago_xl.imports.model import Remark
from osago_xl.imports.record import Record, records

HEADER = (
    "Итог", "Полис", "Ключ", "Дата у нас", "Дата у компании", "Премия у нас", "Премия у компании", "КВ у нас",
    "КВ у компании", "Чем отличается", "Найдено по", "Строка файла", "Бордеро: разница", "ДВОУ: разница",
)  # fmt: skip
FEES = ("bordereau", "services", "commission")
_ORDER = (Outcome.DIFFERENT, Outcome.THEIRS_ONLY, Outcome.OURS_ONLY, Outcome.MATCHED)
_LATEST = date(2100, 1, 1)


class Theirs(NamedTuple):
    """The insurer's file: policies by row, how its columns were understood, what could not be read."""

    rows: list[Row]
    columns: list[str]
    remarks: list[str]


def read_act(path: Path) -> Theirs:
    """All tables of the file that name policies; totals, repeated headers and empty rows are left out.

    BookError when the file cannot be read, InputError when no table in it has a column with policy numbers.
    """
    found = Theirs([], [], [])
    for sheet in read_file(path).sheets:
        layout = find_table(sheet, [words().act], {})
        if layout is None:
            continue
        columns = ((layout.headers[place], field) for place, field in layout.fields.items())
        found.columns.extend(f"{sheet.name}: {header} → {_TITLES[field]}" for header, field in columns)
        remarks: list[Remark] = []
        for record in records(sheet, layout, remarks):
            if isinstance(record, Record):
                found.rows.append(_theirs(record))
            elif record[1] != "пустая строка":
                found.remarks.append(f"{sheet.name}, строка {record[0]}: {record[1]}, не сверяется.")
        found.remarks.extend(f"{r.sheet}, строка {r.row}: {r.message}" for r in remarks)
    if not found.columns:
        message = (
            f"В файле «{path.name}» не нашлось таблицы с номерами полисов. Назовите столбцы «Номер полиса», "
            "«Премия», «КВ» в строке над данными и повторите."
        )
        raise InputError("Файл", path.name, message)
    return found


_TITLES = {
    "series": "серия", "number": "номер полиса", "signed": "дата", "plate": "госномер", "vin": "VIN",
    "premium": "премия", "bordereau": "бордеро", "services": "ДВОУ", "commission": "КВ",
}  # fmt: skip


def _theirs(record: Record) -> Row:
    read = {of: record.amount(of, signed=True) for of in ("premium", *FEES)}
    return Row(
        ref=f"{record.sheet}, {record.number}",
        number=_whole(f"{record.text('series')} {record.text('number')}".strip()),
        day=record.day("signed", _LATEST),
        plate=record.text("plate"),
        vin=record.text("vin"),
        **{of: None if amount is None else to_kopecks(amount) for of, amount in read.items()},
    )


def _whole(number: str) -> str:
    """Zeros that Excel has dropped from a number kept as a number are put back."""
    return next((finding.fix for finding in policy_number.check(number) if finding.fix), number)


def named_fees(rows: Sequence[Row]) -> tuple[str, ...]:
    """What of the commission the file names anywhere."""
    return tuple(of for of in FEES if any(getattr(row, of) is not None for row in rows))


def is_one_sum_of_two(work: Work, insurer: str, theirs: Sequence[Row]) -> bool:
    """Whether the file has one column of commission while we are due two lines: what it holds is to be asked."""
    two = (contract.commission.services for contract in contracts(work) if contract.insurer == insurer)
    return named_fees(theirs) == ("commission",) and any(two)


def as_bordereau(theirs: Sequence[Row]) -> list[Row]:
    """The file's one column of commission understood as бордеро alone."""
    return [row._replace(bordereau=row.commission, commission=None) for row in theirs]


def compare(work: Work, insurer: str, theirs: Sequence[Row], start: date, end: date) -> list[Pair]:
    """Both sides in order of interest; a policy of ours from other days appears only where the file names it.

    An empty cell in a column of commission is a policy for which nothing was reckoned: zero.
    """
    named = named_fees(theirs)
    pairs = reconcile(_ours(work, insurer), [_with_zeros(row, named) for row in theirs])
    wanted = [pair for pair in pairs if pair.outcome is not Outcome.OURS_ONLY or _within(pair, start, end)]
    return sorted(wanted, key=lambda pair: _ORDER.index(pair.outcome))


def _with_zeros(row: Row, named: Sequence[str]) -> Row:
    filled: dict[str, Any] = {of: getattr(row, of) or ZERO for of in named}
    return row._replace(**filled)


def _within(pair: Pair, start: date, end: date) -> bool:
    return pair.ours is not None and pair.ours.day is not None and start <= pair.ours.day <= end


def _ours(work: Work, insurer: str) -> list[Row]:
    cars = {row["key"]: row for row in work.rows("tblCars")}
    keys = {row["key"]: row["car"] for row in work.rows("tblPolicies")}
    rows = []
    for contract in contracts(work):
        if contract.insurer == insurer:
            car = cars.get(keys[contract.policy])
            sign, vin = (car["plate"], car["vin"]) if car else ("", "")
            sold = Row(contract.policy, contract.number, contract.concluded, sign, vin)
            rows.append(sold._replace(**_sums(contract.commission)))
            if contract.terminated and contract.refund:
                rows.append(sold._replace(day=contract.terminated, **_sums(refunded(contract))))
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
