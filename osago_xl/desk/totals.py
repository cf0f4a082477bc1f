"""Stored columns that follow from other tables (rule 5 of the workbook: no formula looks over a big table).

Every command that touches contacts, policies, payments, documents or cars brings the figures of the clients and
policies concerned up to date; «Обновить» does so for all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from osago_xl.books.base import Changes, Row, TableChange
from osago_xl.desk.work import Work
from osago_xl.domain.consent import Consent, Purpose, status

ZERO = Decimal(0)
_ALL: Collection[str] | None = None
_CAUSES = {"key", "name", "referrer", "first_order", "last_order"}
"""Cells of a client that his own figures or those of others follow from."""


def refresh_all(work: Work) -> None:
    """Figures of every policy and client."""
    _policies(work, _ALL)
    _clients(work, _ALL)


def refresh_touched(work: Work) -> None:
    """Figures of the policies and clients that the pending changes concern."""
    changes = work.changes()
    policies = _keys(
        work, changes, {"tblPolicies": "key", "tblPayments": "policy", "tblDocs": "policy", "tblAdmitted": "policy"}
    )
    cars = _keys(work, changes, {"tblCars": "key"})
    policies |= {row["key"] for row in work.linked("tblPolicies", "car", cars)} if cars else set()
    if policies:
        _policies(work, policies)
    linked = {"tblContacts": "client", "tblDocs": "client", "tblPolicies": "client", "tblCars": "owner"}
    if _concerns_figures(changes.tables.get("tblClients")):
        linked["tblClients"] = "key"
    clients = _keys(work, changes, linked)
    if policies:
        clients |= {row["client"] for row in work.linked("tblPolicies", "key", policies)}
    if clients:
        clients |= {row["referrer"] for row in work.linked("tblClients", "key", clients) if row["referrer"]}
        _clients(work, clients)


def _concerns_figures(change: TableChange | None) -> bool:
    """Whether a change of clients can alter figures: a postponed call does not, and needs no other table read."""
    if change is None:
        return False
    cells = {key for values in change.updated.values() for key in values}
    return bool(change.added or change.deleted or cells & _CAUSES)


def _keys(work: Work, changes: Changes, columns: dict[str, str]) -> set[str]:
    """Keys named in a column by the rows that a command added, changed or deleted."""
    found: set[str] = set()
    for table, column in columns.items():
        change = changes.tables.get(table)
        if change is None:
            continue
        rows = [*change.added, *work.at(table, change.updated), *work.old_rows(table)]
        found |= {row[column] for row in rows if row[column]}
    return found


def _linked(work: Work, table: str, column: str, only: Collection[str] | None) -> Iterable[Row]:
    """Rows whose column holds one of the keys; all without a choice."""
    return work.rows(table) if only is None else work.linked(table, column, only)


def _group(work: Work, table: str, column: str, only: Collection[str] | None, kind: str = "") -> dict[str, list[Row]]:
    """Those rows by what the column holds, of one kind if it is named."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in _linked(work, table, column, only):
        if row[column] and (not kind or row["kind"] == kind):
            groups[row[column]].append(row)
    return groups


def _policies(work: Work, only: Collection[str] | None) -> None:
    payments = _group(work, "tblPayments", "policy", only)
    admitted = _group(work, "tblAdmitted", "policy", only)
    checks = _group(work, "tblDocs", "policy", only, kind="проверка: полис")
    for row in _linked(work, "tblPolicies", "key", only):
        key = row["key"]
        values: dict[str, Any] = {"paid": _paid(payments.get(key, ())), "driver_keys": ""}
        car = work.find("tblCars", row["car"]) if row["car"] else None
        if car:
            values["car_name"] = " ".join(f"{car['make']} {car['model']} {car['plate']}".split())
        if key in admitted:
            people = (work.find("tblDrivers", each["driver"]) for each in admitted[key])
            drivers = [driver for driver in people if driver]
            values["drivers"] = ", ".join(driver["name"] for driver in drivers)
            values["driver_keys"] = ", ".join(driver["key"] for driver in drivers)
        if key in checks:
            last = max(checks[key], key=lambda doc: doc["day"] or date.min)
            values |= {"check": last["result"], "checked": last["day"]}
        work.set("tblPolicies", row, **values)


def _paid(payments: Iterable[Row]) -> Decimal | None:
    sums = [
        (p["income"] or ZERO) - (p["expense"] or ZERO)
        for p in payments
        if p["day"] and p["kind"] in ("премия", "возврат")
    ]
    return sum(sums, ZERO) if sums else None


def _clients(work: Work, only: Collection[str] | None) -> None:
    referred = _group(work, "tblClients", "referrer", only)
    friends = {friend["key"] for group in referred.values() for friend in group}
    policies = _group(work, "tblPolicies", "client", None if only is None else {*only, *friends})
    contacts = _group(work, "tblContacts", "client", only)
    consents = _group(work, "tblDocs", "client", only, kind="согласие: реклама")
    cars = _group(work, "tblCars", "owner", only)
    offered = [s["service"] for s in work.rows("tblServices") if s["offered"] == "да" and s["active"] != "нет"]
    for row in _linked(work, "tblClients", "key", only):
        key = row["key"]
        own = policies.get(key, [])
        referrer = work.find("tblClients", row["referrer"]) if row["referrer"] else None
        values = _portfolio(own, work.today, offered) | _orders(row, own)
        days = [contact["day"] for contact in contacts.get(key, ()) if contact["day"]]
        if days:
            values["last_contact"] = max(days)
        brought = referred.get(key, [])
        sums = [p["premium"] or ZERO for friend in brought for p in policies.get(friend["key"], ()) if _sold(p)]
        values |= {
            "advertising": _advertising(consents.get(key, ()), work.today),
            "referrer_name": referrer["name"] if referrer else "",
            "brought_people": len(brought) or None,
            "brought_sum": sum(sums, ZERO) if sums else None,
        }
        if key in cars:
            names = (" ".join(f"{c['make']} {c['model']} {c['plate']}".split()) for c in cars[key] if not c["sold"])
            values["cars"] = "; ".join(names)
        work.set("tblClients", row, **values)


def _advertising(papers: Iterable[Row], today: date) -> str:
    dated = (paper for paper in papers if paper["day"])
    given = [Consent(p["client"], Purpose.ADVERTISING, p["day"], p["until"], p["withdrawn"]) for p in dated]
    return status(given, Purpose.ADVERTISING, today).value


def _sold(policy: Row) -> bool:
    return bool(policy["state"] == "оформлен")


def in_force(policy: Row, today: date) -> bool:
    """A concluded policy within its term."""
    starts, ends = policy["starts"], policy["ends"]
    return _sold(policy) and bool(ends) and ends >= today and (not starts or starts <= today)


def _portfolio(own: list[Row], today: date, offered: list[str]) -> dict[str, Any]:
    """Number in force, nearest end without a successor, what is lacking, premium of twelve months."""
    active = [policy for policy in own if in_force(policy, today)]
    ends = [p["ends"] for p in active if not p["successor"] and p["outcome"] not in ("продлён", "ушёл")]
    held = {policy["product"] for policy in active}
    year = [p["premium"] or ZERO for p in own if _sold(p) and p["signed"] and p["signed"] > today - timedelta(days=365)]
    return {
        "policies": len(active) or None,
        "policy_ends": min(ends, default=None),
        "missing": ", ".join(service for service in offered if service not in held),
        "year_premium": sum(year, ZERO) if year else None,
    }


def _orders(client: Row, own: list[Row]) -> dict[str, Any]:
    """First and last order: by the policies, but never narrower than what an old base brought along."""
    days = [policy["signed"] for policy in own if _sold(policy) and policy["signed"]]
    first = [day for day in (client["first_order"], *days) if day]
    last = [day for day in (client["last_order"], *days) if day]
    return {"first_order": min(first, default=None), "last_order": max(last, default=None)}
