"""Find a record by what an agent has at hand: digits of a phone, part of a name, a plate, a VIN, a policy number."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from osago_xl.books.base import Row
from osago_xl.domain.identity.traits import numbers_of
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.values.identifiers import plate, vin
from osago_xl.values.text import fold
from osago_xl.work.unit import Work

LIMIT = 50
_NO_DIGIT = re.compile(r"\D+")
_LOCAL = 7
"""The last digits of a number, which no way of writing it leaves out."""


def matches(work: Work, text: str) -> list[tuple[str, Row]]:
    """(table, row) of policies, cars and clients that match, newest first, each client once."""
    return list(_matches(work, text))[:LIMIT]


def _matches(work: Work, text: str) -> Iterator[tuple[str, Row]]:
    words, digits = fold(text).split(), "".join(ch for ch in text if ch.isdigit())
    sign, number = plate.compact(text), vin.compact(text)
    told: set[str] = set()
    for policy in reversed(work.rows(POLICIES)):
        if len(digits) >= 6 and policy["number"].endswith(digits) and not _is_phone(text):
            told.add(policy["client"])
            yield POLICIES.name, policy
    for car in reversed(work.rows(CARS)):
        if len(text.strip()) >= 4 and (sign in car["plate"] or (len(number) >= 5 and number in car["vin"])):
            told.add(car["owner"])
            yield CARS.name, car
    for client in reversed(work.rows(CLIENTS)):
        if client["key"] not in told and _client_matches(client, words, digits):
            yield CLIENTS.name, client


def with_phone(work: Work, text: str) -> Row | None:
    """The first client with one of the phones in a text, however either was typed."""
    wanted = set(numbers_of(text))
    if not wanted:
        return None
    found = [
        row
        for column in ("phone", "phone_2")
        if (cells := {cell for cell in set(work.values(CLIENTS, column)) if cell and _may_hold(cell, wanted)})
        for row in work.linked(CLIENTS, column, cells)
        if wanted & set(numbers_of(row["phone"], row["phone_2"]))
    ]
    return min(found, key=lambda row: (row.at < 0, row.at), default=None)


def _may_hold(cell: object, numbers: Collection[str]) -> bool:
    """Whether a cell has the digits of one of these numbers; only then it is worth being understood."""
    digits = _NO_DIGIT.sub("", str(cell))
    return any(number[-_LOCAL:] in digits for number in numbers)


def _is_phone(text: str) -> bool:
    return text.strip().startswith(("+7", "8 ", "8(", "8-"))


def _client_matches(row: Row, words: list[str], digits: str) -> bool:
    if len(digits) >= 4 and len(digits) >= len("".join(words)) - 4:
        typed = "".join(ch for ch in row["phone"] + " " + row["phone_2"] if ch.isdigit() or ch == " ")
        return digits[-10:] in typed.replace(" ", "")
    name = fold(row["name"])
    return bool(words) and all(word in name for word in words)
