"""Which policy renews which: the form, the import and rows typed by hand are joined by one rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from osago_xl.books.base import Row
from osago_xl.domain.contract_states import ISSUED
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.work.unit import Work

RENEWED = "продлён"
EARLIEST, LATEST = -60, 30
"""Days from the end of the old policy to the start of the new one."""


def renews(policy: Row, old: Row) -> bool:
    """Whether a policy follows an old one: same car and product, −60 … +30 days around its end."""
    if old is policy or not policy["car"] or old["car"] != policy["car"] or old["product"] != policy["product"]:
        return False
    if old["state"] != ISSUED or old["successor"] or not old["ends"] or not policy["starts"]:
        return False
    if old["starts"] and old["starts"] >= policy["starts"]:
        return False
    gap: int = (policy["starts"] - old["ends"]).days
    return EARLIEST <= gap <= LATEST


def link(work: Work, policy: Row, previous: Row) -> None:
    """Let both rows name each other: whoever has a new policy is renewed, whatever was said of him before."""
    work.set(POLICIES, policy, previous=previous["key"])
    work.set(POLICIES, previous, successor=policy["key"], outcome=RENEWED)


def link_typed(work: Work, policies: Iterable[Row]) -> bool:
    """Find for policies that name no former one what they renew; True when any was found."""
    alone = [row for row in policies if row["state"] == ISSUED and row["car"] and row["starts"] and not row["previous"]]
    of_car: dict[str, list[Row]] = defaultdict(list)
    for row in work.linked(POLICIES, "car", {row["car"] for row in alone}) if alone else ():
        of_car[row["car"]].append(row)
    found = False
    for policy in alone:
        previous = next((row for row in of_car[policy["car"]] if renews(policy, row)), None)
        if previous:
            link(work, policy, previous)
            found = True
    return found
