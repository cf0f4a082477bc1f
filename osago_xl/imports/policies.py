"""Rows of an insurer's export: each brings a policy, its client, car and payment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from osago_xl.books.base import Row
from osago_xl.desk.contract.succession import link, renews
from osago_xl.desk.who.people import People
from osago_xl.domain.contract_states import ISSUED
from osago_xl.domain.identity.matching import Matcher
from osago_xl.domain.identity.names import may_be_same
from osago_xl.domain.identity.traits import policy_of
from osago_xl.domain.territory import Territories
from osago_xl.imports.cars import place_car
from osago_xl.imports.clients import client_facts, fate, place_client, service_of
from osago_xl.imports.companies import insurer
from osago_xl.imports.model import Outcome
from osago_xl.imports.owners import place_owner
from osago_xl.imports.persons import person_in
from osago_xl.imports.policy_numbers import number_in
from osago_xl.imports.record import A_YEAR, Record
from osago_xl.imports.target import Target
from osago_xl.schema import identities
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import PAYMENTS
from osago_xl.schema.sheets.lists import SERIES
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import SERVICES
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.values.dates import numeric, policy_end
from osago_xl.values.identifiers import policy_number
from osago_xl.values.money import to_kopecks

OSAGO = "ОСАГО"
_AHEAD = 5 * A_YEAR
"""Days a date of a contract may lie in the future."""

OF_A_POLICY = frozenset({"number", "starts", "ends", "period", "signed", "premium"})
"""A row that names none of these speaks of no policy."""
_MOST_PERCENT = 50
_OF_A_CAR = ("vin", "plate", "model", "only_model")


class Policies:
    """Everything an export row is compared with."""

    def __init__(self, target: Target, people: People, territories: Territories) -> None:
        rows = target.work.rows
        self.target = target
        self.people = people
        self.territories = territories
        self.cars = Matcher(identities.CARS, rows(CARS))
        self.known = {number: row for row in rows(POLICIES) if (number := policy_of(row["series"], row["number"]))}
        self.unnumbered = {_term(row["client"], row["car"], row): row for row in rows(POLICIES)}
        self.by_car: dict[str, list[Row]] = defaultdict(list)
        for row in rows(POLICIES):
            self.by_car[row["car"]].append(row)
        self.paid = {row["policy"] for row in rows(PAYMENTS) if row["kind"] == "премия"}
        series = [row["series"] for row in rows(SERIES) if row["active"] != "нет"]
        self.numbers = policy_number.with_series(series)

    def take(self, record: Record) -> None:
        """One row of the export: all of it, or nothing and the reason."""
        if not record.text("name"):
            self.target.settle(
                record, POLICIES.name, "refused", why="нет страхователя. Впишите в файл и повторите импорт."
            )
            return
        record.leftovers[:0] = [text] if (text := record.text("comment")) else []
        if not any(record.text(of) for of in OF_A_POLICY):
            self._without_policy(record)
            return
        today = self.target.today
        days = {key: record.day(key, today, _AHEAD) for key in ("starts", "ends", "signed", "paid_day")}
        values = self._values(record, days)
        if stranger := self._of_another(record, values):
            why = _told_apart(record, stranger, self._holder(stranger))
            self.target.settle(record, POLICIES.name, "refused", stranger["key"], why)
            return
        client, _ = self._client(record, values)
        car = self._car(record, client)
        known = self._known(values, client, car)
        if known is None:
            row = self._add(record, values, client, car)
            self.target.settle(record, POLICIES.name, "added", row["key"])
        else:
            row = known
            outcome = self.target.complete(POLICIES, row, values, record, row["key"])
            why = {"merged": "дополнен известный полис", "skipped": "такой полис уже есть, нового в строке нет"}[
                outcome
            ]
            self.target.settle(record, POLICIES.name, outcome, row["key"], f"{why}: {row['key']}")
        paid_day = days["paid_day"] or (self._as_sold(record, row) if known is None else None)
        self._payment(row, paid_day)

    def _without_policy(self, record: Record) -> None:
        """A client, perhaps with his car; what the row says of a policy stands in the client's comment."""
        record.leave(POLICIES.name)
        facts = client_facts(record, self.target) | {"service": service_of(record, self.target)}
        client, outcome = place_client(record, self.target, self.people, facts)
        record.leftovers = []
        self._car(record, client)
        self.target.note(CLIENTS, client, record.leftovers, record)
        self.target.settle(record, CLIENTS.name, outcome, client["key"], fate(outcome, client))

    def _of_another(self, record: Record, values: Mapping[str, Any]) -> Row | None:
        """The policy of this number when somebody else is its holder."""
        known = self.known.get(policy_of(values["series"], values["number"]))
        if known is None or not self._holder(known):
            return None
        person = person_in(record, self.target.today)
        found = self.people.find(person)
        is_his = found is not None and found.row["key"] == known["client"]
        return None if is_his or may_be_same(self._holder(known), person.name) else known

    def _holder(self, policy: Row) -> str:
        client = self.target.work.find(CLIENTS, policy["client"])
        return str(client["name"]) if client else ""

    def _known(self, values: Mapping[str, Any], client: Row, car: Row | None) -> Row | None:
        """The policy with this number; one without a number is told by client, car, product and term."""
        if values["number"]:
            return self.known.get(policy_of(values["series"], values["number"]))
        return self.unnumbered.get(_term(client["key"], car["key"] if car else "", values))

    def _values(self, record: Record, days: Mapping[str, date | None]) -> dict[str, Any]:
        named = record.text("service")
        product = self.target.listed(SERVICES, "service", named, record, "service", active="да") or OSAGO
        series, number = number_in(record, self.numbers if product == OSAGO else None)
        premium = record.amount("premium")
        return {
            "product": product,
            "insurer": insurer(self.target, record, "insurer", record.text("insurer")),
            "series": series,
            "number": number,
            "starts": days["starts"],
            "ends": self._end(record, days),
            "signed": days["signed"] or days["paid_day"],
            "premium": None if premium is None else to_kopecks(premium),
            **self._fees(record, premium, "bordereau", "percent", "fee"),
            **self._fees(record, premium, "services", "services_percent", "services"),
            "kbm": record.amount("kbm"),
            "agent": self.target.known_agent(record) or self.target.agent,
        }

    def _fees(self, record: Record, premium: Decimal | None, of: str, percent_of: str, sum_of: str) -> dict[str, Any]:
        """One line of the commission: percent and roubles; what can be neither stands in the comment."""
        percent, fee = percentage(record, percent_of), record.amount(sum_of, signed=True)
        if fee is not None and premium is not None and abs(fee) > abs(premium):
            record.keep(sum_of, record.cells[sum_of], f"{record.header(sum_of)}: больше премии.", "fee")
            fee = None
        if fee is None and premium is not None and percent is not None:
            fee = premium * percent / 100
        return {f"{of}_percent": percent, of: None if fee is None else to_kopecks(fee)}

    def _end(self, record: Record, days: Mapping[str, date | None]) -> date | None:
        starts, ends = days["starts"], days["ends"]
        if ends and starts and ends < starts:
            why = f"{record.header('ends')}: {numeric(ends)} раньше начала {numeric(starts)}. Проверьте по полису."
            record.keep("ends", ends, why, "ends.before")
        elif ends or not starts:
            return ends
        end = policy_end(starts)
        record.remark("ends", "Окончания в строке нет: взят год от начала. Проверьте.", "ends")
        return end

    def _client(self, record: Record, values: Mapping[str, Any]) -> tuple[Row, Outcome]:
        """The holder; what does not fit his columns stands in his comment, not in the policy's."""
        own, record.leftovers = record.leftovers, []
        facts = client_facts(record, self.target) | {"first_order": values["signed"], "last_order": values["signed"]}
        row, outcome = place_client(record, self.target, self.people, facts)
        record.leftovers = own
        if outcome == "added":
            self.target.work.set(CLIENTS, row, service=values["product"])
        self.target.derived(CLIENTS.name, outcome)
        return row, outcome

    def _car(self, record: Record, client: Row) -> Row | None:
        """The car of a row, and what further cars its cell names: the contract is the first one's."""
        named = any(record.text(of) for of in _OF_A_CAR)
        owner = place_owner(record, self.target, self.people, client) if named else client["key"]
        cars = [record, *(replace(record, cells=cells, _texts={}) for cells in record.more_cars)]
        placed = [place_car(each, self.target, self.cars, owner, self.territories) for each in cars]
        for _, outcome in placed:
            if outcome:
                self.target.derived(CARS.name, outcome)
        return placed[0][0]

    def _add(self, record: Record, values: Mapping[str, Any], client: Row, car: Row | None) -> Row:
        row = self.target.work.add(
            POLICIES,
            **values,
            state=ISSUED,
            client=client["key"],
            owner=car["owner"] if car else "",
            car=car["key"] if car else "",
        )
        if row["number"]:
            self.known[policy_of(row["series"], row["number"])] = row
        self.unnumbered.setdefault(_term(row["client"], row["car"], row), row)
        self._link(row)
        self.target.note(POLICIES, row, record.leftovers, record)
        return row

    def _link(self, policy: Row) -> None:
        """A policy of a car already insured renews the other, whichever of the two the file names first."""
        others = self.by_car[policy["car"]] if policy["car"] else []
        pairs = [pair for other in others for pair in ((policy, other), (other, policy))]
        for new, old in pairs:
            if not new["previous"] and renews(new, old):
                link(self.target.work, new, old)
        others.append(policy)

    def _as_sold(self, record: Record, policy: Row) -> date | None:
        """The day of payment where a file has no column for it: a policy that was issued had been paid.

        Otherwise a whole file of old sales would stand in red as debts of the clients.
        """
        if "paid_day" in record.layout.fields.values() or not (policy["number"] and policy["premium"]):
            return None
        day: date | None = policy["signed"] or policy["starts"]
        if day:
            record.remark("premium", "Дат оплаты в файле нет: считаем, что оплачено в день договора.", "paid")
        return day

    def _payment(self, policy: Row, day: date | None) -> None:
        if day is None:
            return
        if policy["key"] in self.paid:
            self.target.derived(PAYMENTS.name, "skipped")
            return
        self.paid.add(policy["key"])
        self.target.work.add(
            PAYMENTS,
            day=day,
            kind="премия",
            party=policy["insurer"],
            income=policy["premium"],
            policy=policy["key"],
            agent=policy["agent"],
        )
        self.target.derived(PAYMENTS.name, "added")


def _told_apart(record: Record, policy: Row, holder: str) -> str:
    number = f"{policy['series']} {policy['number']}".strip()
    return (
        f"полис {number} уже есть ({policy['key']}), страхователь в базе «{holder}», в файле «{record.text('name')}». "
        "Строка не перенесена: проверьте номер"
    )


def percentage(record: Record, of: str) -> Decimal | None:
    """A rate in percent; a cell with the percent format holds 0.15 for 15 %."""
    rate = record.amount(of)
    if rate is not None and rate > _MOST_PERCENT:
        record.keep(
            of, record.cells[of], f"{record.header(of)}: больше {_MOST_PERCENT} процентов не бывает.", "percent"
        )
        return None
    if rate is not None and 0 < rate < 1:
        record.remark(of, f"{record.header(of)}: доли единицы прочитаны как проценты (0,15 = 15 %).", "percent.share")
        rate *= 100
    return rate


def _term(client: str, car: str, values: Mapping[str, Any]) -> tuple[Any, ...]:
    """What tells policies without a number apart."""
    return client, car, values["product"], values["ends"] or values["starts"] or values["signed"]
