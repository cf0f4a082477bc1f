"""Texts that hold several values at once: a term, a month, a passport, an address; None where nothing is certain."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from osago_xl.errors import Unread
from osago_xl.values import dates
from osago_xl.values.identifiers import plate
from osago_xl.values.text import clean, fold, to_cyrillic

_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?!\d)")
_BETWEEN = re.compile(r"\D{0,12}")
_MONTH = re.compile(
    r"(?:(?:до|по|конец|начало|в)\s+)?(?:(?P<name>[а-я]{3,8})\.?|(?P<number>0?\d|1[0-2])[./])\s*(?P<year>(?:20)?\d\d)\s*г?\.?"
)
_PASSPORT = re.compile(
    r"(?:паспорт\D{0,12})?(?:серия\W*)?(?P<series>\d{2}\s?\d{2})(?P<gap>(?:[\s№N,-]|номер)*)(?P<number>\d{6})(?!\d)"
    r"\W*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_LETTER = "[АВЕКМНОРСТУХ]"
_PLATE = re.compile(rf"(?<!\w){_LETTER}\s?\d{{3}}\s?{_LETTER}{{2}}\s?\d{{2,3}}(?!\w)")
_BETWEEN_CARS = " ,;/+()-–—"
_ISSUED = re.compile(r"(?:кем\s+)?выдан[а-я]*[\s:]*", re.IGNORECASE)
_UNIT_CODE = re.compile(r"(?:к/?п|код(?:\s+подр\w*)?)?\W*(\d{3}-\d{3})")
_STREETS = r"ул|улица|пр-?кт|просп(?:ект)?|пер|переулок|шоссе|ш|б-р|бульвар|наб|пл"
_ADDRESS = (
    ("postcode", re.compile(r"(\d{6})")),
    ("city", re.compile(r"(?:г|гор|город)(?:\.\s*|\s+)([А-ЯЁ][\w -]+)")),
    ("street", re.compile(rf"((?:{_STREETS})(?:\.\s*|\s+)\S.*)")),
    ("house", re.compile(r"(?:д|дом)(?:\.\s*|\s+)(\d+\s?[а-яА-Я]?(?:/\d+)?)")),
    ("building", re.compile(r"(?:к|корп|корпус|стр)(?:\.\s*|\s+)(\d+\w?)")),
    ("flat", re.compile(r"(?:кв|квартира|оф|офис)(?:\.\s*|\s+)(\d+\w?)")),
)


def term(text: str) -> tuple[date | None, date] | None:
    """«16.04.25–15.04.26» is a start and an end, «до 15.04.26» an end."""
    found = [day(each) for each in _DAY.findall(text)]
    words = _DAY.split(text)
    if None in found or not all(map(_BETWEEN.fullmatch, words)):
        return None
    if len(found) == 2:
        return found[0], found[1]  # type: ignore[return-value]  # None was looked for above
    return (None, found[0]) if len(found) == 1 and fold(words[0]) in ("до", "по") and found[0] else None


def day(text: str) -> date | None:
    """A date, None for what is none."""
    try:
        return dates.read(text)
    except Unread:
        return None


def month(text: str) -> date | None:
    """«до мая 26», «05.2026»: the first day of the month."""
    match = _MONTH.fullmatch(fold(text))
    if not match:
        return None
    number = int(match["number"]) if match["number"] else dates.month(match["name"])
    return date(int(match["year"]) % 100 + 2000, number, 1) if number else None


def passport(text: str) -> Mapping[str, str] | None:
    """«4509 123456 выдан ОВД … 01.02.2010»: our fields, as far as they are there; ten digits alone may be a phone."""
    match = _PASSPORT.fullmatch(text)
    if not match or not (match["gap"] or match["rest"]):
        return None
    found = {"paper": "паспорт РФ", "paper_series": re.sub(r"\s", "", match["series"]), "paper_number": match["number"]}
    rest = match["rest"]
    for of, pattern in (("paper_unit", _UNIT_CODE), ("paper_issued", _DAY)):
        if part := pattern.search(rest):
            found[of] = part[1] if pattern.groups else part[0]
            rest = rest[: part.start()] + rest[part.end() :]
    issuer = clean(_ISSUED.sub("", rest)).strip(" ,;.").removesuffix(" г")
    return found | ({"paper_issuer": issuer} if issuer else {})


def cars(text: str) -> list[tuple[str, str]]:
    """«Kia Rio В456ЕК50, Лада Веста А123ВС77»: each car by its make and model and its plate; empty without a plate."""
    plates = [match for match in _PLATE.finditer(to_cyrillic(text.upper())) if plate.is_valid(match[0])]
    edges = [0, *(edge for match in plates for edge in match.span()), len(text)]
    words = [clean(text[edges[n] : edges[n + 1]]).strip(_BETWEEN_CARS) for n in range(0, len(edges), 2)]
    first, *rest = words
    models = [first, *rest[:-2], " ".join(rest[-2:]).strip()] if first and len(plates) > 1 else rest
    if len(plates) == 1:
        models = [" ".join(words).strip()]  # the plate may stand before its car
    return [(model, plate.compact(match[0])) for model, match in zip(models, plates, strict=True)] if plates else []


def address(text: str) -> Mapping[str, str] | None:
    """«300000, г. Тула, ул. Мира, д. 1, кв. 2»: our fields, when every part is one of them."""
    found: dict[str, str] = {}
    for part in filter(None, map(str.strip, text.split(","))):
        fits = ((of, match[1]) for of, pattern in _ADDRESS if of not in found and (match := pattern.fullmatch(part)))
        of, value = next(fits, ("", ""))
        if not of:
            return None
        found[of] = value.strip()
    return found or None
