"""What a single value looks like: traits, as many as it has."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache

from osago_xl.domain import names
from osago_xl.errors import Unread
from osago_xl.imports import composed
from osago_xl.imports.model import Raw
from osago_xl.imports.understanding.lexicon import data
from osago_xl.schema.columns import as_text
from osago_xl.values import dates, numbers, phones
from osago_xl.values.identifiers import email, inn, plate
from osago_xl.values.text import SEEN, clean, fold, to_latin

CHILDHOOD = 18
"""Years: a client is older, and a policy hardly ever."""
_YEARS = range(1950, 2036)
_MOST_PERCENT, _LEAST_MONEY, _STRONGEST = 50, 100, 1500

_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_PERSON = re.compile(r"[^\W\d_][\w’'-]*\.?(?:[\s.]+[^\W\d_][\w’'-]*\.?){1,4}")
_WORD = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*")
_INITIAL = re.compile(r"[^\W\d_]\.?")
_SERIES = re.compile(r"[А-ЯЁA-Z]{2,4}", re.IGNORECASE)
_POLICY = re.compile(r"(?:[А-ЯЁA-Z]{3}\W{0,3})?\d{10}|(?=.*\d{4})[\w/-]{7,25}", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?<!\w)(?:ул|улица|пр-?кт|просп|пер|д|дом|кв|корп|шоссе|ш|г|обл|пос|р-н|мкр|бул|б-р|наб)\s?[.,\s]", re.IGNORECASE
)
_LEGAL_FORM = re.compile(r"^(?:(?:спао|пао|сао|оао|зао|ао|ооо|ск|страховая компания)\s+)+")


@dataclass(frozen=True)
class Known:
    """Names the workbook knows, folded: they tell a company from a person and a car from a comment."""

    insurers: frozenset[str] = frozenset()
    makes: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()

    @staticmethod
    def of(insurers: Collection[str] = (), makes: Collection[str] = (), services: Collection[str] = ()) -> Known:
        """The names of the workbook together with those of data/known.toml."""
        shipped = _shipped()
        own = {"insurers": insurers, "makes": makes, "services": services}
        return Known(**{key: shipped[key] | {bare(name) for name in names if name} for key, names in own.items()})


@cache
def _shipped() -> Mapping[str, frozenset[str]]:
    return {key: frozenset(bare(name) for name in text.split()) for key, text in data("known.toml").items()}


def bare(name: str) -> str:
    """A company as it is compared: without legal form and quotation marks."""
    return _LEGAL_FORM.sub("", re.sub(r"[«»\"“”'']", "", fold(name))).strip()


def traits(value: Raw, today: date, known: Known) -> frozenset[str]:
    """What a filled cell may be; empty for an empty one."""
    if isinstance(value, date):
        return _of_day(value.date() if isinstance(value, datetime) else value, today)
    if isinstance(value, bool) or value is None:
        return frozenset()
    if isinstance(value, int | float):
        number = number_of(value)
        return frozenset() if number is None else _of_number(as_text(value), number, today)
    text = clean(value)
    return _of_text(text, today, known) if text else frozenset()


def _of_day(day: date, today: date) -> frozenset[str]:
    old = day.year > 1900 and day.year < today.year - CHILDHOOD
    return frozenset({"date", "birth"} if old else {"date"})


def _of_number(text: str, number: Decimal, _today: date) -> frozenset[str]:
    whole = number == int(number)
    found = {"number"}
    found |= {"percent"} if 0 < number <= _MOST_PERCENT else set()
    found |= {"money"} if abs(number) >= _LEAST_MONEY else set()
    found |= {"kbm"} if Decimal("0.4") < number < 4 else set()
    found |= {"power"} if 30 <= number <= _STRONGEST else set()
    found |= {"year"} if whole and int(number) in _YEARS else set()
    found |= {"small"} if whole and 0 <= number < 1000 else set()
    return frozenset(found | (_of_digits(text) if whole and number >= 0 else set()))


def _of_digits(text: str) -> set[str]:
    found = {"digits"}
    found |= {"digits4"} if len(text) == 4 else set()
    found |= {"digits6"} if len(text) == 6 else set()
    found |= {"policy"} if 9 <= len(text) <= 10 else set()
    found |= {"inn"} if len(text) in (10, 12) and inn.is_valid(text) else set()
    return found | ({"phone"} if 10 <= len(text) <= 11 and not phones.reason(text) else set())


@lru_cache(SEEN)
def _of_text(text: str, today: date, known: Known) -> frozenset[str]:
    number = number_of(text)
    if number is not None and not composed.month(text):
        found = _of_number(re.sub(r"\s", "", text), number, today)
        return (found - {"phone"}) | {"passport"} if composed.passport(text) else found
    if any(c.isdigit() for c in text) and (day := day_of(text)):
        return _of_day(day, today)
    return frozenset(_shaped(text) | _named(text, known)) or frozenset({"text"})


def number_of(value: Raw) -> Decimal | None:
    """A number, None for anything else; a date is none."""
    try:
        return None if isinstance(value, date | bool) else numbers.read(value)
    except Unread:
        return None


def day_of(value: Raw) -> date | None:
    """A date; a bare number is none here."""
    try:
        return None if isinstance(value, int | float) else dates.read(value)
    except Unread:
        return None


def _shaped(text: str) -> set[str]:
    """Traits told by the shape of the text alone."""
    squeezed = text.replace(" ", "").replace("/", "")
    digits = sum(c.isdigit() for c in text)
    found = {"vin"} if digits > 2 and _VIN.fullmatch(to_latin(squeezed).upper()) else set()
    found |= {"plate"} if 4 <= digits <= 8 and len(squeezed) < 11 and plate.is_valid(squeezed) else set()
    found |= {"email"} if "@" in text and any(email.is_valid(part) for part in re.split(r"[;,\s]+", text)) else set()
    found |= {"period"} if digits > 4 and composed.term(text) else set()
    found |= {"month"} if 0 < digits < 7 and composed.month(text) else set()
    found |= {"passport"} if digits > 9 and composed.passport(text) else set()
    found |= {"address"} if _ADDRESS.search(text) and ("," in text or digits) else set()
    found |= {"phone"} if digits > 9 and "passport" not in found and not phones.reason(text) else set()
    found |= {"policy"} if digits > 5 and "vin" not in found and _POLICY.fullmatch(text) else set()
    return found


def _named(text: str, known: Known) -> set[str]:
    """Traits told by words: a person, a company, a car, a product."""
    name, line = bare(text), fold(text)
    found = {"insurer"} if name in known.insurers else set()
    found |= {"service"} if line in known.services or any(part in known.services for part in line.split()) else set()
    found |= {"car"} if re.split(r"[\s,/]", line)[0] in known.makes or line in known.makes else set()
    found |= {"company"} if names.is_company(text) and not found & {"car"} else set()
    found |= {"series"} if _SERIES.fullmatch(text) else set()
    found |= {"letter", "initial"} if _INITIAL.fullmatch(text) else set()
    found |= {"word"} if _WORD.fullmatch(text) else set()
    person = _PERSON.fullmatch(names.without_title(text)) and not found & {"insurer", "car", "service", "company"}
    found |= {"person"} if person else set()
    return found
