"""«Сверка»: the insurer's act read with its own column names and compared with our policies of the same days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from osago_xl.desk.money.acts import contracts
from osago_xl.desk.work import Work
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
    "КВ у компании", "Чем отличается", "Найдено по", "Строка файла",
)  # fmt: skip
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
    "premium": "премия", "commission": "КВ",
}  # fmt: skip


def _theirs(record: Record) -> Row:
    premium, commission = record.amount("premium"), record.amount("commission")
    return Row(
        ref=f"{record.sheet}, {record.number}",
        number=_whole(f"{record.text('series')} {record.text('number')}".strip()),
        day=record.day("signed", _LATEST),
        plate=record.text("plate"),
        vin=record.text("vin"),
        premium=None if premium is None else to_kopecks(premium),
        commission=None if commission is None else to_kopecks(commission),
    )


def _whole(number: str) -> str:
    """Zeros that Excel has dropped from a number kept as a number are put back."""
    return next((finding.fix for finding in policy_number.check(number) if finding.fix), number)


def compare(work: Work, insurer: str, theirs: Sequence[Row], start: date, end: date) -> list[Pair]:
    """Both sides in order of interest; a policy of ours from other days appears only where the file names it."""
    pairs = reconcile(_ours(work, insurer), theirs)
    wanted = [pair for pair in pairs if pair.outcome is not Outcome.OURS_ONLY or _within(pair, start, end)]
    return sorted(wanted, key=lambda pair: _ORDER.index(pair.outcome))


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
            base, fee = contract.commission.base, contract.commission.bordereau or None
            rows.append(Row(contract.policy, contract.number, contract.concluded, sign, vin, base, fee))
    return rows


def period_of(rows: Sequence[Row]) -> tuple[date, date] | None:
    """First and last day the file names; None when it names none."""
    days = [row.day for row in rows if row.day]
    return (min(days), max(days)) if days else None


def cells(pair: Pair) -> tuple[object, ...]:
    """One line of the comparison for Отчёт."""
    ours, theirs = pair.ours, pair.theirs
    shown = ours or theirs
    assert shown is not None
    differences = [each.field for each in pair.differences] + ([pair.note] if pair.note else [])
    return (
        str(pair.outcome),
        shown.number,
        ours.ref if ours else "",
        ours.day if ours else None,
        theirs.day if theirs else None,
        ours.premium if ours else None,
        theirs.premium if theirs else None,
        ours.commission if ours else None,
        theirs.commission if theirs else None,
        ", ".join(differences),
        pair.by,
        theirs.ref if theirs else "",
    )


def totals(pairs: Sequence[Pair]) -> tuple[object, ...]:
    """The last row: sums of both sides."""
    ours, theirs = [p.ours for p in pairs if p.ours], [p.theirs for p in pairs if p.theirs]

    def added(rows: Sequence[Row], name: str) -> Decimal:
        return sum((getattr(row, name) or Decimal(0) for row in rows), Decimal(0))

    sums = (added(side, name) for name in ("premium", "commission") for side in (ours, theirs))
    return ("Итого", f"у нас {len(ours)}, у компании {len(theirs)}", "", "", "", *sums)


def counts(pairs: Sequence[Pair]) -> dict[str, int]:
    """How many lines of each outcome, all four named."""
    found = Counter(pair.outcome for pair in pairs)
    return {str(outcome): found[outcome] for outcome in _ORDER}
