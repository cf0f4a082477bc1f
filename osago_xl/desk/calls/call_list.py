"""The list of the day: one line per family, strongest reason first, silence only up to the day's plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from osago_xl.books.base import Row
from osago_xl.desk.calls.campaigns import campaigns
from osago_xl.desk.calls.tariff_rises import rises
from osago_xl.desk.contacts import reason_word
from osago_xl.domain.calls import NEVER_REMINDED
from osago_xl.domain.reasons import Base, Reason, ReasonRule, Settings, reasons
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import CONTACTS, PAYMENTS, TASKS
from osago_xl.schema.sheets.lists import HOLIDAYS, REASONS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.values.dates import numeric
from osago_xl.values.misfit import known
from osago_xl.work.unit import Work

FILLERS = frozenset({"silence", "campaign", "holiday"})
"""Reasons that only fill the list up to the plan; nothing else is ever cut off."""


@dataclass(frozen=True)
class CallLine:
    """One family to call: the client to ask for, his own and his family's reasons, strongest first."""

    client: Row
    reasons: tuple[Reason, ...]
    advertising: bool
    """Whether advertising reasons may be used (consent on file)."""
    family: tuple[Row, ...] = ()
    """The others behind the same phone: the talk is about them too."""


def reason_settings(work: Work) -> Settings:
    """Settings of the reasons from Справочники and Настройки."""
    rules = {
        row["code"]: ReasonRule(
            row["reason"], row["on"] != "нет", int(row["days"] or 0), row["advert"] == "да", int(row["priority"] or 99),
            row["say"],
        )
        for row in work.rows(REASONS)
        if row["code"]
    }  # fmt: skip
    facts = work.facts
    days = (facts.number(name) for name in ("cfg_lost_days", "cfg_check_after", "cfg_advert_days"))
    return Settings(rules, facts.calls, *days)


def due_lines(work: Work, agent: str = "", adverts: bool = True, families: bool = True) -> list[CallLine]:
    """Everybody to be called today in the order of calling, nothing cut off; `families` joins equal phones.

    Without consent only the reasons marked as advertising are left out: promises, renewals, payments and tasks stay.
    """
    settings = reason_settings(work)
    found = reasons(_base(work), settings, work.today)
    lines = []
    for client in work.rows(CLIENTS):
        if client["status"] in NEVER_REMINDED or (agent and client["agent"] != agent):
            continue
        consent = client["advertising"] == "да"
        kept = tuple(
            r for r in found.get(client["key"], ()) if (consent and adverts) or not settings.rules[r.code].advert
        )
        if kept:
            lines.append(CallLine(client, kept, consent))
    lines = _families(lines, settings) if families else lines
    return sorted(lines, key=lambda line: _order(line, settings))


def _base(work: Work) -> Base:
    return Base(
        clients=work.seen(CLIENTS),
        policies=work.seen(POLICIES),
        payments=work.seen(PAYMENTS),
        tasks=work.seen(TASKS),
        drivers=work.seen(DRIVERS),
        cars={row["key"]: row for row in work.seen(CARS)},
        holidays=work.seen(HOLIDAYS),
        campaigns=campaigns(work)[0],
        greeted=_greeted(work),
        rises=rises(work),
    )


def _greeted(work: Work) -> dict[tuple[str, str], date]:
    """The last greeting of every client by occasion: mailings whose reason is that occasion's word."""
    codes = {reason_word(work, code): code for code in ("birthday", "holiday")}
    sent = (row for row in work.rows(CONTACTS) if row["mailing"] and row["reason"] in codes)
    dated = sorted((day, row["client"], codes[row["reason"]]) for row in sent if (day := row["day"]))
    return {(client, code): day for day, client, code in dated}


def _families(lines: list[CallLine], settings: Settings) -> list[CallLine]:
    """Lines with the same phone become one: nobody is called twice."""
    by_phone: dict[str, CallLine] = {}
    for line in lines:
        phone = line.client["phone"] or line.client["key"]
        other = by_phone.get(phone)
        if other is None:
            by_phone[phone] = line
            continue
        both = sorted((*other.reasons, *line.reasons), key=lambda r: (settings.rules[r.code].priority, r.day))
        head, rest = (other, line) if _order(other, settings) <= _order(line, settings) else (line, other)
        family = (*head.family, rest.client, *rest.family)
        by_phone[phone] = CallLine(head.client, tuple(both), other.advertising and line.advertising, family)
    return list(by_phone.values())


def _order(line: CallLine, settings: Settings) -> tuple[int, int, Any, str]:
    first = line.reasons[0]
    urgent = first.code == "renewal" and first.left is not None and first.left <= 7
    priority = settings.rules["ended"].priority if urgent else settings.rules[first.code].priority
    return (priority, first.left if first.left is not None else 0, first.day, line.client["key"])


def cut_to_plan(lines: list[CallLine], plan: int) -> tuple[list[CallLine], int]:
    """Fillers only fill the list up to the plan; how many are left over."""
    firm = [line for line in lines if line.reasons[0].code not in FILLERS]
    fillers = [line for line in lines if line.reasons[0].code in FILLERS]
    room = max(plan - len(firm), 0)
    return firm + fillers[:room], max(len(fillers) - room, 0)


def plan_of_day(work: Work, agent: str) -> int:
    """The agent's own plan of calls a day, else the common one."""
    row = work.find(AGENTS, agent) if agent else None
    return int((row and row["plan_day"]) or work.settings["cfg_plan_day"] or 0)


def last_results(work: Work) -> Mapping[str, Row]:
    """The newest contact of every client; what was sent to him by a mailing is none of his words."""
    newest: dict[str, Row] = {}
    for row in work.rows(CONTACTS):
        if row["mailing"]:
            continue
        last = newest.get(row["client"])
        if row["day"] and (last is None or row["day"] >= last["day"]):
            newest[row["client"]] = row
    return newest


def rows_of(work: Work, lines: Iterable[CallLine]) -> list[dict[str, Any]]:
    """Rows of tblCalls."""
    newest, policies = last_results(work), _nearest_policies(work)
    names = {row["code"]: row["reason"] for row in work.rows(REASONS)}
    return [_line(n, line, newest, policies, names, work.today) for n, line in enumerate(lines, 1)]


def _nearest_policies(work: Work) -> dict[str, Row]:
    """The policy of each client that ends first of those still at work."""
    nearest: dict[str, Row] = {}
    for row in work.rows(POLICIES):
        first = nearest.get(row["client"])
        if row["ends"] and known(row["left"]) not in ("", None) and (first is None or row["ends"] < first["ends"]):
            nearest[row["client"]] = row
    return nearest


TOLD = 4
"""Reasons told in the row: more would be cut off at its lower edge."""
_TOLD_BESIDE = frozenset({"ended", "renewal", "silence"})
"""Reasons whose details stand in other columns of the list: the name says enough."""


def _shortly(reason: Reason, names: Mapping[str, str]) -> str:
    return names[reason.code] if reason.code in _TOLD_BESIDE else reason.text


def _why(reasons: Iterable[Reason], names: Mapping[str, str]) -> str:
    """The strongest reasons in words, each once though a whole family has it; the rest is counted."""
    told = list(dict.fromkeys(_shortly(reason, names) for reason in reasons))
    more = len(told) - TOLD
    return "; ".join(told[:TOLD]) + (f"; ещё {more}" if more > 0 else "")


def _cars(policies: Sequence[Row]) -> str:
    """The car and company of a policy; of several the cars without plates, with their ends: the row holds two lines."""
    if len(policies) == 1:
        return f"{policies[0]['car_name']} {policies[0]['insurer']}".strip()
    return "; ".join(f"{_without_plate(str(policy['car_name']))} до {policy['ends']:%d.%m}" for policy in policies)


def _without_plate(car: str) -> str:
    return " ".join(word for word in car.split() if len(word) < 8 or word.isalpha())


def _line(
    n: int,
    line: CallLine,
    newest: Mapping[str, Row],
    policies: Mapping[str, Row],
    names: Mapping[str, str],
    today: date,
) -> dict[str, Any]:
    client, last = line.client, newest.get(line.client["key"])
    own = [policies[row["key"]] for row in (client, *line.family) if row["key"] in policies]
    first = min((policy["ends"] for policy in own), default=None)
    offers = dict.fromkeys(reason.offer for reason in line.reasons if reason.offer)
    return {
        "place": n,
        "name": "; ".join(dict.fromkeys(row["name"] for row in (client, *line.family))),
        "phone": client["phone"],
        "why": _why(line.reasons, names),
        "offer": ", ".join(offers) or client["missing"].split(", ")[0],
        "car_policy": _cars(own) or client["cars"].split("; ")[0],
        "policy_ends": first,
        "days": (first - today).days if first else None,
        "last": numeric(client["last_contact"]) if client["last_contact"] else "",
        "last_result": last["result"] if last else "",
        "advertising": client["advertising"],
        "client": client["key"],
        "family": " ".join(row["key"] for row in line.family),
        "reasons": " ".join(reason.code for reason in line.reasons),
    }
