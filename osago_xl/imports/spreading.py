"""Cells that hold several of our values, or parts of one, put where they belong; the row is then read as any other.

A value that cannot be taken apart for certain stays whole in the comment.
"""

from __future__ import annotations

import re

from osago_xl.imports import composed
from osago_xl.imports.record import Record
from osago_xl.values import dates
from osago_xl.values.text import clean, fold

_NAME_PARTS = ("surname", "given", "patronymic")
_DATED = re.compile(
    r"(?P<number>.*?\d)\s+от\s+(?P<day>\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2}))(?!\d)(?P<rest>.*)", re.IGNORECASE
)


def spread(record: Record) -> None:
    """Replace what is joined or divided in the file by our own fields."""
    _name(record)
    if text := record.text("period"):
        _period(record, text)
    if text := record.text("passport"):
        _passport(record, text)
    if text := record.text("address"):
        _address(record, text)
    if text := record.text("ends"):
        _month(record, text)
    if text := record.text("number"):
        _dated_number(record, text)
    _cars(record)


def _name(record: Record) -> None:
    """Surname, given name and patronymic in columns of their own; a whole name may stand in one of them."""
    words = record.text("name").split()
    whole = bool(words)
    for of in _NAME_PARTS:
        more = [word for word in record.text(of).split() if fold(word) not in map(fold, words)]
        if more and whole:
            record.leftovers.append(f"{record.header(of)}: {record.text(of)}")
        words += more
    if words and not whole:
        record.derive("name", " ".join(words), next(of for of in _NAME_PARTS if record.text(of)))


def _period(record: Record, text: str) -> None:
    """A start and an end; what is no term stays in the comment."""
    free = not (record.text("starts") or record.text("ends"))
    if free and (days := composed.term(text)):
        record.derive("starts", days[0], "period")
        record.derive("ends", days[1], "period")
    elif free and composed.month(text):
        record.derive("ends", text, "period")
    else:
        record.keep("period", text, f"{record.header('period')}: «{text[:40]}» не читается как две даты.", "period")


def _month(record: Record, text: str) -> None:
    """«до мая 26»: the first day of that month, so that the call is not late; the words stay in the comment."""
    written = record.cells.get("ends")
    if not isinstance(written, str):
        return
    days = composed.term(text)
    day = composed.month(text)
    if days and days[0] is None:
        record.derive("ends", days[1], record.sources.get("ends", "ends"))
    elif day:
        why = f"{record.header('ends')}: «{text[:40]}» без дня, взято {dates.numeric(day)}, чтобы позвонить вовремя."
        record.keep("ends", text, why, "ends.month")
        record.derive("ends", day, record.sources.get("ends", "ends"))


def _dated_number(record: Record, text: str) -> None:
    """«ХХХ 0123456789 от 16.04.2025»: the number, and the day of the contract where the row has no other."""
    if not (found := _DATED.fullmatch(text)):
        return
    record.put("number", found["number"])
    day = composed.day(found["day"])
    if day and not found["rest"] and not record.text("signed"):
        record.derive("signed", day, "number")
    else:
        record.leftovers.append(clean(f"от {found['day']}{found['rest']}"))


def _cars(record: Record) -> None:
    """A plate written beside the car; several cars or plates in one cell."""
    of = "plate" if record.text("plate") else "model"
    found = composed.cars(record.text(of))
    if not found or (of == "plate" and len(found) == 1):
        return
    (model, sign), *more = found
    record.derive("plate", sign, of)
    if of == "model" or not record.text("model"):
        record.derive("model", model, of)
    elif model:
        record.leftovers.append(f"{record.header(of)}: {model}")
    record.more_cars = [{"model": other, "plate": another} for other, another in more]
    if more:
        told = ", ".join(another for _, another in more)
        message = (
            f"{record.header(of)}: машин {len(found)}. Полис записан за первой ({sign}), остальные — отдельно: {told}."
        )
        record.remark(of, message, "cars.many")


def _passport(record: Record, text: str) -> None:
    found = composed.passport(text)
    if not found:
        record.keep("passport", text, f"{record.header('passport')}: серия и номер не читаются.", "passport")
        return
    for of, value in found.items():
        record.derive(of, value, "passport")


def _address(record: Record, text: str) -> None:
    """The parts in their cells where each is certain and none is taken, else the whole in the comment."""
    found = composed.address(text)
    if not found or any(record.text(of) for of in found):
        record.leftovers.append(f"{record.header('address')}: {text}")
        return
    for of, value in found.items():
        record.derive(of, value, "address")
