"""Links of a plan: a row that somebody needs comes back, a twin's place is taken by the row it was joined into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from osago_xl.agency.merging import Clash
from osago_xl.agency.model import SHARED
from osago_xl.agency.plan import CHANGED, GONE, Plan


def settle_links(plan: Plan) -> dict[tuple[str, str], str]:
    """Lead every link somewhere; (table, key) → the row into which a deleted one was joined."""
    joined = _joined_here(plan) | {
        (name, key): stored.into
        for name, rows in plan.snapshot.rows.items()
        for key, stored in rows.items()
        if stored.deleted and stored.into
    }
    led = True
    while led:
        led = False
        for each in [*_dangling(plan)]:
            led |= _lead(plan, joined, *each)
    return joined


def _dangling(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """(table, key, column) of the links to rows that are deleted, where one side did not know of the other."""
    for name, rows in plan.rows.items():
        links = SHARED[name].links
        for key, values in rows.items() if links else ():
            for column, link in links.items():
                target = values[column]
                if target and target not in plan.rows.get(link.of, ()) and _is_gone(plan, name, key, link.of, target):
                    yield name, key, column


def _is_gone(plan: Plan, name: str, key: str, table: str, target: str) -> bool:
    """Whether the row that a link leads to was deleted just now, or has long been and the link is new."""
    stored = plan.snapshot.rows.get(table, {}).get(target)
    if stored is None or not (stored.deleted or target in plan.deleted[table]):
        return False
    before = plan.snapshot.rows[name].get(key)
    is_new = before is None or before.deleted or before.values != plan.rows[name][key]
    return is_new or target in plan.deleted[table] or stored.version > plan.snapshot.since


def _lead(plan: Plan, joined: dict[tuple[str, str], str], name: str, key: str, column: str) -> bool:
    """Lead a link to the row that took the place of its own, else bring that back where it must not be missing."""
    link = SHARED[name].links[column]
    target = plan.rows[name][key][column]
    end = _followed(joined, link.of, target)
    if end in plan.rows[link.of] and end != target:
        plan.rows[name][key] = {**plan.rows[name][key], column: end}
        return True
    if target in plan.rows[link.of] or not (link.holds or _is_new(plan, name, key)):
        return False
    stored = plan.snapshot.rows[link.of][target]
    here = target in plan.deleted[link.of]
    plan.deleted[link.of].discard(target)
    plan.rows[link.of][target] = stored.values
    plan.clashes.append(Clash(link.of, target, "", *((GONE, CHANGED) if here else (CHANGED, GONE)), CHANGED))
    return True


def _is_new(plan: Plan, name: str, key: str) -> bool:
    """Whether one of the sides has not seen this row yet."""
    return key not in plan.snapshot.rows[name] or (name, key) in plan.snapshot.born


def _followed(joined: dict[tuple[str, str], str], table: str, key: str) -> str:
    seen = {key}
    while (table, key) in joined and joined[table, key] not in seen:
        key = joined[table, key]
        seen.add(key)
    return key


def _joined_here(plan: Plan) -> dict[tuple[str, str], str]:
    """Rows deleted in the book whose links all went to one other row: twins that were joined."""
    heirs: dict[tuple[str, str], Counter[str]] = {}
    gone = {(table, key) for table, keys in plan.deleted.items() for key in keys}
    for name, rows in plan.ours.items() if gone else ():
        for key, values in rows.items():
            for column, link in SHARED[name].links.items():
                for past in plan.snapshot.past(name, key):
                    before = past.values[column]
                    if (link.of, before) in gone and values[column] not in ("", before):
                        heirs.setdefault((link.of, before), Counter())[values[column]] += 1
    return {row: counted.most_common(1)[0][0] for row, counted in heirs.items() if len(counted) == 1}
