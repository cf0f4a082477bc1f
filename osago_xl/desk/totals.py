"""Stored columns that follow from other tables (rule 5 of the workbook: no formula looks over a big table).

Every command that touches contacts, policies, payments, documents or cars brings the figures of the clients and
policies concerned up to date; «Обновить» does so for all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from osago_xl.books.base import Changes, Row
from osago_xl.desk.contacts import is_talk, no_talks
from osago_xl.desk.contract.succession import link_typed
from osago_xl.desk.money.payments import settle_contract
from osago_xl.domain.consent import Consent, Purpose, status
from osago_xl.domain.contract_states import ISSUED
from osago_xl.schema import traits
from osago_xl.schema.sheets.changes import CHANGES
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import CONTACTS, DOCUMENTS, PAYMENTS
from osago_xl.schema.sheets.policies import ADMITTED, POLICIES
from osago_xl.schema.sheets.reference import SERVICES
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.schema.tables import R, Table
from osago_xl.work.unit import Work

ZERO = Decimal(0)
_ALL: Collection[str] | None = None


def refresh_all(work: Work) -> None:
    """Figures of every policy and client."""
    link_typed(work, work.rows(POLICIES))
    _settle(work, {row["policy"] for row in work.rows(CHANGES)})
    _policies(work, _ALL)
    for figures in _FIGURES.values():
        _clients(work, _ALL, figures)


def refresh_touched(work: Work) -> None:
    """Figures of the policies and clients that the pending changes concern: a contact needs no policy read."""
    changes = work.changes()
    _settle(work, _named(work, changes, CHANGES, "policy"))
    changes = work.changes()
    policies = _named(work, changes, POLICIES, "key")
    if policies and link_typed(work, work.linked(POLICIES, "key", policies)):
        changes = work.changes()
        policies = _named(work, changes, POLICIES, "key")
    for table in (PAYMENTS, DOCUMENTS, ADMITTED):
        policies |= _named(work, changes, table, "policy")
    cars = _named(work, changes, CARS, "key")
    policies |= {row["key"] for row in work.linked(POLICIES, "car", cars)}
    if policies:
        _policies(work, policies)
    touched = {table.name: _named(work, changes, table, column) for table, column in _CLIENT_IN}
    own, bringing = (_named(work, changes, CLIENTS, column) for column in ("key", "referrer"))
    bringing |= {row["referrer"] for row in work.linked(CLIENTS, "key", touched[POLICIES.name])}
    touched[CLIENTS.name] = bringing - {""}
    for name, figures in _FIGURES.items():
        if own | touched[name]:
            _clients(work, own | touched[name], figures)


def _settle(work: Work, keys: Collection[str]) -> None:
    """The money of policies whose conditions were changed, or a change of them taken back."""
    for key in sorted(keys):
        policy = work.find(POLICIES, key)
        if policy is not None:
            settle_contract(work, policy)


def _named(work: Work, changes: Changes, table: Table, column: str) -> set[str]:
    """What stands in a column of the rows that a command has added, deleted or changed so that figures may alter."""
    change = changes.tables.get(table.name)
    if change is None:
        return set()
    causes = traits.causes(work.schema.tables.values(), table.name)
    altered = {at for at, values in change.updated.items() if not causes or causes & values.keys()}
    gone = altered | change.deleted
    old = [row for row in work.old_rows(table) if row.at in gone]
    return {row[column] for row in (*change.added, *work.at(table, altered), *old) if row[column]}


def _linked(work: Work, table: Table[R], column: str, only: Collection[str] | None) -> Iterable[R]:
    """Rows whose column holds one of the keys; all without a choice."""
    return work.rows(table) if only is None else work.linked(table, column, only)


def _group(
    work: Work, table: Table[R], column: str, only: Collection[str] | None, kind: str = ""
) -> dict[str, list[R]]:
    """Those rows by what the column holds, of one kind if it is named."""
    groups: dict[str, list[R]] = defaultdict(list)
    for row in _linked(work, table, column, only):
        if row[column] and (not kind or row["kind"] == kind):
            groups[row[column]].append(row)
    return groups


def _policies(work: Work, only: Collection[str] | None) -> None:
    payments = _group(work, PAYMENTS, "policy", only)
    admitted = _group(work, ADMITTED, "policy", only)
    checks = _group(work, DOCUMENTS, "policy", only, kind="проверка: полис")
    for row in _linked(work, POLICIES, "key", only):
        key = row["key"]
        values: dict[str, Any] = {"paid": _paid(payments.get(key, ())), "driver_keys": ""}
        car = work.find(CARS, row["car"]) if row["car"] else None
        if car:
            values["car_name"] = " ".join(f"{car['make']} {car['model']} {car['plate']}".split())
        if key in admitted:
            people = (work.find(DRIVERS, each["driver"]) for each in admitted[key])
            drivers = [driver for driver in people if driver]
            values["drivers"] = ", ".join(driver["name"] for driver in drivers)
            values["driver_keys"] = ", ".join(driver["key"] for driver in drivers)
        if key in checks:
            last = max(checks[key], key=lambda doc: doc["day"] or date.min)
            values |= {"check": last["result"], "checked": last["day"]}
        work.set(POLICIES, row, **values)


def _paid(payments: Iterable[Row]) -> Decimal | None:
    sums = [
        (p["income"] or ZERO) - (p["expense"] or ZERO)
        for p in payments
        if p["day"] and p["kind"] in ("премия", "возврат")
    ]
    return sum(sums, ZERO) if sums else None


def _clients(work: Work, only: Collection[str] | None, figures: Figures) -> None:
    """Store some of the figures of these clients."""
    of = figures(work, only)
    for row in _linked(work, CLIENTS, "key", only):
        work.set(CLIENTS, row, **of(row))


def _contacts(work: Work, only: Collection[str] | None) -> Callable[[Row], dict[str, Any]]:
    """Day of the last talk and of the last mailing.

    A day that came from an old base stays while nobody has been spoken to; one that an earlier version took from a
    letter or an unanswered call does not.
    """
    contacts, silent = _group(work, CONTACTS, "client", only), no_talks(work)

    def of(client: Row) -> dict[str, Any]:
        dated = [(day, contact) for contact in contacts.get(client["key"], ()) if (day := contact["day"])]
        talks = [day for day, contact in dated if is_talk(contact, silent)]
        letters = [day for day, contact in dated if contact["mailing"]]
        values = {"last_mailing": max(letters)} if letters else {}
        if talks:
            return values | {"last_contact": max(talks)}
        mistaken = client["last_contact"] in {day for day, _ in dated}
        return values | ({"last_contact": None} if mistaken else {})

    return of


def _consents(work: Work, only: Collection[str] | None) -> Callable[[Row], dict[str, Any]]:
    consents = _group(work, DOCUMENTS, "client", only, kind="согласие: реклама")
    return lambda client: {"advertising": _advertising(consents.get(client["key"], ()), work.today)}


def _cars(work: Work, only: Collection[str] | None) -> Callable[[Row], dict[str, Any]]:
    cars = _group(work, CARS, "owner", only)

    def of(client: Row) -> dict[str, Any]:
        unsold = (car for car in cars.get(client["key"], ()) if not car["sold"])
        names = (" ".join(f"{car['make']} {car['model']} {car['plate']}".split()) for car in unsold)
        return {"cars": "; ".join(names)} if client["key"] in cars else {}

    return of


def _orders_of(work: Work, only: Collection[str] | None) -> Callable[[Row], dict[str, Any]]:
    policies = _group(work, POLICIES, "client", only)
    lost = timedelta(days=work.facts.calls.lost_days)
    offered = [s["service"] for s in work.rows(SERVICES) if s["offered"] == "да" and s["active"] != "нет"]

    def of(client: Row) -> dict[str, Any]:
        own = policies.get(client["key"], [])
        return _portfolio(own, work.today, lost, offered) | _orders(client, own)

    return of


def _referrals(work: Work, only: Collection[str] | None) -> Callable[[Row], dict[str, Any]]:
    referred = _group(work, CLIENTS, "referrer", only)
    friends = {friend["key"] for group in referred.values() for friend in group}
    policies = _group(work, POLICIES, "client", friends) if friends else {}

    def of(client: Row) -> dict[str, Any]:
        referrer = work.find(CLIENTS, client["referrer"]) if client["referrer"] else None
        brought = referred.get(client["key"], [])
        sums = [p["premium"] or ZERO for friend in brought for p in policies.get(friend["key"], ()) if _own_sale(p)]
        return {
            "referrer_name": referrer["name"] if referrer else "",
            "brought_people": len(brought) or None,
            "brought_sum": sum(sums, ZERO) if sums else None,
        }

    return of


Figures = Callable[[Work, Collection[str] | None], Callable[[Row], dict[str, Any]]]
_CLIENT_IN: Sequence[tuple[Table, str]] = (
    (CONTACTS, "client"), (DOCUMENTS, "client"), (CARS, "owner"), (POLICIES, "client"),
)  # fmt: skip
_FIGURES: dict[str, Figures] = {
    CONTACTS.name: _contacts, DOCUMENTS.name: _consents, CARS.name: _cars, POLICIES.name: _orders_of,
    CLIENTS.name: _referrals,
}  # fmt: skip
"""What follows from the rows of a table, for the clients that they name; from Клиенты itself, for those who bring."""


def _advertising(papers: Iterable[Row], today: date) -> str:
    dated = (paper for paper in papers if paper["day"])
    given = [Consent(p["client"], Purpose.ADVERTISING, p["day"], p["until"], p["withdrawn"]) for p in dated]
    return status(given, Purpose.ADVERTISING, today).value


def _sold(policy: Row) -> bool:
    return bool(policy["state"] == ISSUED)


def _own_sale(policy: Row) -> bool:
    """A sale of our own: the premium of a partner's policy is his."""
    return _sold(policy) and not policy["partner"]


def in_force(policy: Row, today: date) -> bool:
    """A concluded policy within its term."""
    starts, ends = policy["starts"], policy["ends"]
    return _sold(policy) and bool(ends) and ends >= today and (not starts or starts <= today)


def _portfolio(own: Sequence[Row], today: date, lost: timedelta, offered: list[str]) -> dict[str, Any]:
    """Number not ended (sold and not begun counts too), nearest end, what is lacking, premium of twelve months.

    An end is near until its outcome is known, or until the policy is given up for `lost` days after it.
    """
    known = [policy for policy in own if _sold(policy) and policy["ends"]]
    active = [policy for policy in known if policy["ends"] >= today]
    open_ends = (p["ends"] for p in known if not p["successor"] and p["outcome"] not in ("продлён", "ушёл"))
    ends = [day for day in open_ends if day + lost >= today]
    held = {policy["product"] for policy in active}
    since = today - timedelta(days=365)
    year = [p["premium"] or ZERO for p in own if _own_sale(p) and p["signed"] and p["signed"] > since]
    return {
        "policies": len(active) or None,
        "policy_ends": min(ends, default=None),
        "missing": ", ".join(service for service in offered if service not in held),
        "year_premium": sum(year, ZERO) if year else None,
    }


def _orders(client: Row, own: Sequence[Row]) -> dict[str, Any]:
    """First and last order: by the policies, but never narrower than what an old base brought along."""
    days = [policy["signed"] for policy in own if _sold(policy) and policy["signed"]]
    first = [day for day in (client["first_order"], *days) if day]
    last = [day for day in (client["last_order"], *days) if day]
    return {"first_order": min(first, default=None), "last_order": max(last, default=None)}
