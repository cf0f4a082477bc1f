"""Base rates of the insurers an agent works with, and their premiums side by side.

A rate names an insurer and what it is for; of several that fit the most specific wins: place before region before
everywhere, then owner, then the exact class of vehicle, then the newest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from osago_xl.domain import factors as by
from osago_xl.domain.premium import Quote, premium
from osago_xl.domain.rates import TariffsByDate
from osago_xl.domain.risk import Risk
from osago_xl.domain.territory import WHOLE, Territories, Territory
from osago_xl.errors import InputError
from osago_xl.findings import Finding, error
from osago_xl.values import reading
from osago_xl.values.money import number
from osago_xl.values.reading import missing, refuse
from osago_xl.values.text import fold

ANY = "any"
_EVERYWHERE = {"", "все", "вся россия", "любая", "любой", "*"}
_OWNERS = {"физ": "individual", "физлицо": "individual", "гражданин": "individual", "individual": "individual",
           "юр": "legal", "юрлицо": "legal", "legal": "legal", "такси": "taxi", "taxi": "taxi"}  # fmt: skip
_CLASSES = {
    **{fold(name): name for name in ("A", "B", "C", "D", "Tb", "Tm", "tractor")},
    "а": "A", "м": "A", "m": "A", "в": "B", "с": "C", "тб": "Tb", "тм": "Tm", "трактор": "tractor",
    "c до 16 т": "C up to 16 t", "с до 16 т": "C up to 16 t", "c up to 16 t": "C up to 16 t",
    "c свыше 16 т": "C over 16 t", "с свыше 16 т": "C over 16 t", "c over 16 t": "C over 16 t",
    "d до 16 мест": "D up to 16 seats", "d свыше 16 мест": "D over 16 seats",
    "d регулярные": "D regular routes", "d регулярные перевозки": "D regular routes",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class InsurerRate:
    """One row of the sheet «Базовые ставки».

    `category` — a category or a row of annex 1 ("C over 16 t"); `owner` — individual, legal, taxi, None for any
    but taxi; `region`, `place` — None for everywhere; `since`…`until` inclusive; `rate` in roubles.
    """

    insurer: str
    category: str
    rate: Decimal
    since: date
    owner: str | None = None
    region: str | None = None
    place: str | None = None
    until: date | None = None
    source: str = ""

    @classmethod
    def parse(cls, raw: Mapping[str, object], territories: Territories) -> InsurerRate:
        """A rate from loose cells: insurer, category, owner, territory, since, until, rate, source."""
        insurer = reading.text(raw.get("insurer"), "insurer")
        category = reading.choice(_CLASSES, "A, B, C, D, Tb, Tm, tractor, «C до 16 т» …")(
            raw.get("category"), "category"
        )
        rate, since = reading.number(raw.get("rate"), "base_rate"), reading.day(raw.get("since"), "date")
        if insurer is None or category is None or rate is None or since is None:
            raise missing("base_rate", "у ставки нужны компания, категория, ТБ и дата начала")
        owner = reading.choice(_OWNERS | dict.fromkeys(_EVERYWHERE, ANY), "физ, юр, такси или пусто")(
            raw.get("owner"), "owner"
        )
        until = reading.day(raw.get("until"), "date")
        if until is not None and until < since:
            raise refuse("date", f"{until:%d.%m.%Y}", "окончание действия ставки не раньше начала")
        where = _where(raw.get("territory"), territories)
        source = reading.text(raw.get("source"), "source") or ""
        return cls(insurer, category, rate, since, None if owner == ANY else owner, *where, until, source)

    def fits(self, row: str, where: Territory | None, day: date) -> bool:
        """True when the rate is for this class of vehicle, territory and day."""
        place = self.region is None or (
            where is not None and where.region == self.region and self.place in (None, where.place)
        )
        on_time = self.since <= day and (self.until is None or day <= self.until)
        return self.covers(row) and place and on_time

    def covers(self, row: str) -> bool:
        """True when the rate may be used for a row of annex 1."""
        kind, _, owner = row.partition(" ")
        return self.category in (row, kind) and self._owner_fits(kind, owner)

    def _owner_fits(self, kind: str, owner: str) -> bool:
        """Owners matter for cars only; a rate for any owner is not one for taxis, which cost much more."""
        return kind != "B" or self.owner == owner or (self.owner is None and owner != "taxi")

    @property
    def rank(self) -> tuple[bool, bool, bool, bool, date]:
        """Larger is more specific."""
        return (
            self.place is not None,
            self.region is not None,
            self.owner is not None,
            " " in self.category,
            self.since,
        )


def _where(value: object, territories: Territories) -> tuple[str | None, str | None]:
    text = reading.text(value, "territory") or ""
    if fold(text) in _EVERYWHERE:
        return None, None
    if code := territories.region(text):
        return code, None
    found = territories.find(None, None, text)
    return found.region, None if found.place == WHOLE else found.place


@dataclass(frozen=True, slots=True)
class Offer:
    """What one insurer would ask: a quote, or the Russian reason why there is none."""

    insurer: str
    rate: InsurerRate | None
    quote: Quote | None
    reason: str = ""


def best_rate(rates: Iterable[InsurerRate], insurer: str, risk: Risk, tariffs: TariffsByDate) -> InsurerRate | None:
    """The most specific rate of an insurer for a risk on its first day; None when there is none."""
    row = base_row(risk)
    where = _territory(risk, tariffs)
    fitting = [rate for rate in rates if rate.insurer == insurer and rate.fits(row, where, risk.date)]
    return max(fitting, key=lambda rate: rate.rank, default=None)


def quotes(risk: Risk, rates: Sequence[InsurerRate], tariffs: TariffsByDate) -> list[Offer]:
    """Premiums of every insurer in the table, cheapest first; insurers without a usable rate last.

    `risk.base_rate` is not used. An error of the risk itself (not of a rate) is raised.
    """
    premium(replace(risk, base_rate="max"), tariffs)
    offers = [_offer(name, risk, rates, tariffs) for name in dict.fromkeys(rate.insurer for rate in rates)]
    return sorted(offers, key=lambda offer: (offer.quote is None, offer.quote.premium if offer.quote else 0))


def _offer(insurer: str, risk: Risk, rates: Sequence[InsurerRate], tariffs: TariffsByDate) -> Offer:
    rate = best_rate(rates, insurer, risk, tariffs)
    if rate is None:
        return Offer(insurer, None, None, f"нет ставки на {risk.date:%d.%m.%Y}; впишите её на лист «Базовые ставки»")
    try:
        return Offer(insurer, rate, premium(replace(risk, base_rate=rate.rate), tariffs))
    except InputError as refused:
        return Offer(insurer, rate, None, refused.message)


def base_row(risk: Risk) -> str:
    """The row of annex 1 a risk belongs to."""
    return by.base_class(risk.category, risk.owner, risk.taxi, risk.max_mass_kg, risk.seats, risk.regular_routes)


def _territory(risk: Risk, tariffs: TariffsByDate) -> Territory | None:
    if risk.foreign_registered or not (risk.region or risk.place or risk.territory):
        return None
    return tariffs.at(risk.date).territories.find(risk.region, risk.place, risk.territory)


def check_rate(rate: InsurerRate, tariffs: TariffsByDate, day: date) -> list[Finding]:
    """Is a rate inside the corridor on a day (moved into the rate's own dates)? At most one finding.

    A rate for several rows of annex 1 (lorries of any mass) is wrong when it fits none of them.
    """
    last = rate.until or day
    tariff = tariffs.at(max(rate.since, min(day, last)))
    corridors = [corridor for row, corridor in tariff.base.items() if rate.covers(row)]
    if not corridors or not all(by.outside(corridor, rate.rate) for corridor in corridors):
        return []
    bounds = " и ".join(dict.fromkeys(corridor.text for corridor in corridors))
    message = f"ТБ {number(rate.rate)} ₽ вне коридора {bounds} ({corridors[0].act})"
    return [error("rate.corridor", message, "Проверьте ставку по приказу страховщика.")]
