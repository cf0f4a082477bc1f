"""Why to call a client today: every reason of an agent's practice, found over whole tables in one pass each.

The order, the windows and which reasons are advertising are settings (tblReasons), not rules of law; the kinds come
from the trade's practice: promises first, then what ends, what is owed, what was promised, congratulations, silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from osago_xl.domain.calls import CallRules, ended
from osago_xl.domain.contract_states import ISSUED, TERMINATED
from osago_xl.domain.given_names import FEMALE, MALE
from osago_xl.domain.rises import Rise
from osago_xl.domain.salutation import gender
from osago_xl.values.dates import next_birthday, numeric
from osago_xl.values.text import NBSP

Values = Mapping[str, Any]
VIP = "VIP"
SOFT_SEGMENTS = (VIP, "активный")


class ReasonRule(NamedTuple):
    """A row of tblReasons."""

    name: str
    on: bool = True
    days: int = 0
    advert: bool = False
    priority: int = 99
    say: str = ""


class Reason(NamedTuple):
    """One reason to call one client; `day` is when it became due, `left` days to an end (None when nothing ends)."""

    client: str
    code: str
    text: str
    day: date
    offer: str = ""
    left: int | None = None


class Campaign(NamedTuple):
    """A saved query with an offer: its name, the service offered and the clients who meet the query."""

    name: str
    offer: str
    clients: Sequence[Values]


@dataclass(frozen=True)
class Base:
    """The tables the reasons are read from; rows are mappings by column keys."""

    clients: Iterable[Values]
    policies: Iterable[Values] = ()
    payments: Iterable[Values] = ()
    tasks: Iterable[Values] = ()
    drivers: Iterable[Values] = ()
    cars: Mapping[str, Values] = field(default_factory=dict)
    holidays: Iterable[Values] = ()
    campaigns: Iterable[Campaign] = ()
    rises: Mapping[str, Rise] = field(default_factory=dict)
    """Key of a policy → the rise of the tariff that awaits its renewal."""
    greeted: Mapping[tuple[str, str], date] = field(default_factory=dict)
    """(client, code of the occasion) → day of the last greeting sent: it counts for that occasion and for no other."""


@dataclass(frozen=True)
class Settings:
    """Windows of the reasons by code, and the settings of the call date."""

    rules: Mapping[str, ReasonRule]
    calls: CallRules
    lost_days: int = 30
    check_after: int = 3
    advert_days: int = 30

    def days(self, code: str) -> int:
        return self.rules[code].days


Finder = Callable[[Base, Settings, date], Iterator[Reason]]


def reasons(base: Base, settings: Settings, today: date) -> dict[str, list[Reason]]:
    """All reasons of the day by client key, strongest first; clients who are never reminded are not asked here."""
    found: dict[str, list[Reason]] = {}
    for finder in _FINDERS:
        for reason in finder(base, settings, today):
            if reason.client and settings.rules[reason.code].on:
                found.setdefault(reason.client, []).append(reason)
    for rows in found.values():
        rows.sort(key=lambda reason: (settings.rules[reason.code].priority, reason.day))
    return found


def _call_dates(base: Base, settings: Settings, today: date) -> Iterator[Reason]:
    """Promises, silence, and an end typed by hand, as «Звонить с» has them; stored policies speak for themselves."""
    stored = {(policy["client"], policy["ends"]) for policy in base.policies if policy["left"] not in ("", None)}
    for client in base.clients:
        since = client["call_from"]
        if not since or since > today:
            continue
        agreed, last, ends = client["next_call"], client["last_contact"], client["policy_ends"]
        if agreed and (last is None or agreed > last):
            said = "назначен звонок" if last is None else "обещали позвонить"  # nobody can promise without a talk
            yield Reason(client["key"], "agreed", f"{said} {numeric(agreed)}", agreed)
        elif ended(ends, today, settings.calls):
            if (client["key"], ends) not in stored:
                text = f"полис закончился {numeric(ends)}"
                yield Reason(client["key"], "ended", text, ends, left=(ends - today).days)
        elif client["renewal_from"] != since:
            yield Reason(client["key"], "silence", _silence(last, client["last_order"]), since)
        elif (client["key"], ends) not in stored:
            yield Reason(client["key"], "renewal", f"полис до {numeric(ends)}", since, left=(ends - today).days)


def _silence(contact: date | None, order: date | None) -> str:
    if contact and (order is None or contact >= order):
        return f"не общались с {numeric(contact)}"
    return f"последний заказ {numeric(order)}" if order else "ещё не общались"


def _ends(base: Base, settings: Settings, today: date) -> Iterator[Reason]:
    """Policies that end or have ended without a result, once per stage: a talk covers the stage it fell into.

    A day agreed upon silences all stages until it has come. Nothing else silences an ended policy but its result; who
    was spoken to today is not called again today.
    """
    known = {client["key"]: (client["last_contact"], client["next_call"]) for client in base.clients}
    for policy in base.policies:
        left = policy["left"]
        last, agreed = known.get(policy["client"], (None, None))
        if left in ("", None) or policy["successor"] or (agreed and agreed > today):
            continue
        ends = policy["ends"]
        named = f"{policy['product']} {policy['car_name']}".strip()
        if left < 0:
            if last is None or last < today:
                text = f"полис закончился {numeric(ends)}: {named}"
                yield Reason(policy["client"], "ended", text, ends, policy["product"], left)
            continue
        stage = _stage(ends, last, settings.calls.stages)
        if stage and stage <= today:
            text = f"полис до {numeric(ends)}: {named}"
            yield Reason(policy["client"], "renewal", text, stage, policy["product"], left)


def _stage(ends: date, last: date | None, stages: Iterable[int]) -> date | None:
    days = (ends - timedelta(days=before) for before in stages)
    return next((day for day in days if last is None or last < day), None)


def _rises(base: Base, settings: Settings, today: date) -> Iterator[Reason]:
    """A renewal that is cheaper before the tariff rises; a book made before this reason has no rule for it."""
    ahead = settings.rules["tariff"].days if "tariff" in settings.rules else 0
    for policy in base.policies if base.rises else ():
        rise = base.rises.get(policy["key"])
        if rise and rise.helps(policy, today, ahead):
            yield Reason(policy["client"], "tariff", str(rise), today, policy["product"], (rise.day - today).days)


def _payments(base: Base, settings: Settings, today: date) -> Iterator[Reason]:
    """Instalments due soon or overdue: a due date and no date of payment. They end with their policy."""
    horizon = today + timedelta(days=settings.days("payment"))
    holders = {policy["key"]: policy["client"] for policy in base.policies if policy["state"] != TERMINATED}
    for row in base.payments:
        if row["due"] and not row["day"] and row["due"] <= horizon:
            amount = f" {row['income']:,.0f} ₽".replace(",", NBSP) if row["income"] else ""
            text = f"взнос{amount} до {numeric(row['due'])}"
            yield Reason(holders.get(row["policy"], ""), "payment", text, row["due"], left=(row["due"] - today).days)


def _tasks(base: Base, _settings: Settings, today: date) -> Iterator[Reason]:
    """Open tasks that are due; checks and life events have reasons of their own, and only an event is advertising."""
    codes = {"проверка": "check", "событие": "event"}
    for task in base.tasks:
        if task["state"] == "открыта" and task["due"] and task["due"] <= today and task["client"]:
            yield Reason(task["client"], codes.get(task["kind"], "task"), task["what"], task["due"], task["offer"])


def _checks(base: Base, settings: Settings, today: date) -> Iterator[Reason]:
    """A policy sold some days ago that nobody has checked yet, unless a task already says so."""
    planned = {task["policy"] for task in base.tasks if task["kind"] == "проверка"}
    for policy in base.policies:
        signed = policy["signed"]
        if policy["state"] != ISSUED or not signed or policy["check"] or policy["key"] in planned:
            continue
        due = signed + timedelta(days=settings.check_after)
        if due <= today <= signed + timedelta(days=30):
            yield Reason(policy["client"], "check", f"проверка {policy['policy']}", due)


def _plates(base: Base, settings: Settings, today: date) -> Iterator[Reason]:
    """Policies bought by VIN: cameras do not see them until the plate is added."""
    for policy in base.policies:
        car = base.cars.get(policy["car"])
        if policy["now"] == "действует" and car and not car["plate"] and car["vin"] and policy["signed"]:
            due = policy["signed"] + timedelta(days=settings.days("plate"))
            if due <= today:
                yield Reason(policy["client"], "plate", f"внести госномер: {policy['car_name']}", due)


def _drivers(base: Base, settings: Settings, today: date) -> Iterator[Reason]:
    """A coming change of the age–experience band, and licences about to end."""
    for driver in base.drivers:
        change = _leading_day(driver["kvs_change"])
        if change and today <= change <= today + timedelta(days=settings.days("kvs")):
            yield Reason(driver["client"], "kvs", f"{driver['name']}: КВС изменится {driver['kvs_change']}", change)
        until = driver["licence_until"]
        if until and until <= today + timedelta(days=settings.days("licence")):
            text = f"{driver['name']}: права до {numeric(until)}"
            yield Reason(driver["client"], "licence", text, until, left=(until - today).days)


def _leading_day(text: str) -> date | None:
    """The date «05.12.2026» a text begins with."""
    parts = text[:10].split(".")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return None
    return date(int(parts[2]), int(parts[1]), int(parts[0]))


def _birthdays(base: Base, settings: Settings, today: date) -> Iterator[Reason]:
    horizon = today + timedelta(days=settings.days("birthday"))
    for client in base.clients:
        born = client["birth_date"]
        if not born or client["kind"] == "юрлицо":
            continue
        birthday = next_birthday(born, today)
        spoken = client["last_contact"] and client["last_contact"] >= birthday
        greeted = base.greeted.get((client["key"], "birthday"), date.min) >= birthday - (horizon - today)
        if birthday <= horizon and not spoken and not greeted:
            present = ", VIP: подарок" if client["segment"] == VIP else ""
            yield Reason(client["key"], "birthday", f"день рождения {birthday:%d.%m}{present}", birthday)


def _holidays(base: Base, settings: Settings, today: date) -> Iterator[Reason]:
    """Holidays of everybody, of men or women, and of professions; for active clients and VIP."""
    coming = [
        (row["holiday"], row["who"] or "все", day)
        for row in base.holidays
        if row["day"] and row["month"]
        for day in [next_birthday(date(2000, row["month"], row["day"]), today)]
        if day <= today + timedelta(days=settings.days("holiday"))
    ]
    for client in base.clients if coming else ():
        for holiday, who, day in coming:
            week_before = day - timedelta(days=7)
            spoken = client["last_contact"] and client["last_contact"] >= week_before
            greeted = spoken or base.greeted.get((client["key"], "holiday"), date.min) >= week_before
            if client["segment"] in SOFT_SEGMENTS and not greeted and _concerns(who, client):
                yield Reason(client["key"], "holiday", holiday, day)


def _concerns(who: str, client: Values) -> bool:
    if client["kind"] == "юрлицо":
        return False
    if who in (MALE, FEMALE):
        return gender(str(client["name"])) == who
    return who == "все" or who.lower() in str(client["profession"]).lower()


def _thanks(base: Base, settings: Settings, today: date) -> Iterator[Reason]:
    """Centers of influence are thanked when nothing was heard of each other for a while."""
    pause = timedelta(days=settings.days("thanks"))
    for client in base.clients:
        last = client["last_contact"]
        if client["influence"] == "да" and last and last + pause <= today:
            yield Reason(client["key"], "thanks", f"привёл: {client['brought_people'] or 0}", last + pause)


def _campaigns(base: Base, settings: Settings, today: date) -> Iterator[Reason]:
    """Offers of saved queries; who was spoken or written to lately is left alone."""
    recent = today - timedelta(days=settings.advert_days)
    for campaign in base.campaigns:
        for client in campaign.clients:
            heard = [day for day in (client["last_contact"], client["last_mailing"]) if day]
            if all(day <= recent for day in heard):
                yield Reason(client["key"], "campaign", f"акция: {campaign.name}", today, campaign.offer)


_FINDERS: tuple[Finder, ...] = (
    _call_dates, _ends, _rises, _payments, _tasks, _checks, _plates, _drivers, _birthdays, _holidays, _thanks,
    _campaigns,
)  # fmt: skip
