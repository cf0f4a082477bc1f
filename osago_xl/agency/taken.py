"""Keys that a book has given twice: the last row was deleted, and the next new row got its number again.

The office has kept the deleted row under that number, so the new one gets another, and all links of the book follow.
"""

from __future__ import annotations

from collections.abc import Mapping

from osago_xl.agency.keys import is_own, next_free
from osago_xl.agency.merging import is_empty
from osago_xl.agency.model import Shared
from osago_xl.agency.ours import Ours
from osago_xl.agency.sight import tables_of
from osago_xl.agency.snapshot import Snapshot
from osago_xl.agency.values import Values
from osago_xl.books.base import Row
from osago_xl.desk.personal_rows import is_erased
from osago_xl.keeping.identity import Recogniser
from osago_xl.schema.sheets.clients import CLIENTS


def free_taken(ours: Ours, snapshot: Snapshot) -> int:
    """Give fresh keys to such rows; how many there were."""
    count = 0
    for shared in tables_of(ours.member.role):
        prefix = shared.table.prefix
        if not prefix:
            continue
        taken = [key for key in ours.values[shared.name] if is_own(key, prefix, ours.code)]
        taken = [key for key in taken if _is_another(shared, key, ours.values[shared.name][key], snapshot)]
        used = {*ours.values[shared.name], *snapshot.rows[shared.name]}
        used |= {key for name, key in snapshot.moved if name == shared.name}
        sent = _sent_unheard(shared, ours, snapshot)
        fresh: dict[str, str] = {}
        for key in taken:
            before = next(
                (each for each in sent if _says_the_same(shared, ours.values[shared.name][key], sent[each])), ""
            )
            sent.pop(before, None)
            fresh[key] = before or next_free(prefix, ours.code, {*used, *fresh.values()})
        if fresh:
            ours.rename(shared.table, fresh)
            count += len(fresh)
    return count


def _sent_unheard(shared: Shared, ours: Ours, snapshot: Snapshot) -> dict[str, Values]:
    """Rows of this book that the store has and the book has not: its last exchange did not reach it."""
    return {
        key: stored.values
        for key, stored in snapshot.rows[shared.name].items()
        if (shared.name, key) in snapshot.born
        and not stored.deleted
        and is_own(key, shared.table.prefix, ours.code)
        and key not in ours.values[shared.name]
    }


def _says_the_same(shared: Shared, ours: Values, theirs: Values) -> bool:
    """Links apart: they may lead to rows that have been given other keys, too."""
    return all(ours[column] == theirs[column] for column in ours if column not in shared.links)


def _is_another(shared: Shared, key: str, ours: Values, snapshot: Snapshot) -> bool:
    """Whether the row of the book speaks of something else than the one the office knows under its key.

    A client made anonymous has nothing left to be known by, and is still the same; so is what hangs on him.
    """
    if shared.table is CLIENTS and is_erased(str(ours["name"])):
        return False
    stored, moved = snapshot.rows[shared.name].get(key), snapshot.moved.get((shared.name, key))
    if stored is None:
        return moved is not None and moved.position <= snapshot.since and not _same(shared, key, ours, moved.values)
    pasts = [past.values for past in snapshot.past(shared.name, key) if past.alive] or [stored.values]
    return not any(_same(shared, key, ours, values) for values in pasts)


def _same(shared: Shared, key: str, ours: Values, theirs: Mapping[str, object]) -> bool:
    """A row most of whose fields are unchanged is the same; otherwise it has to be known by its signs."""
    filled = [column for column in ours if not is_empty(theirs.get(column))]
    changed = [column for column in filled if ours[column] != theirs[column]]
    if 2 * len(changed) <= len(filled) or all(key in shared.personal and is_empty(ours[key]) for key in changed):
        return True
    blank = {column.key: column.from_cell(None) for column in shared.table.columns}
    known = Recogniser(shared.table, [Row({**blank, **theirs, shared.table.key: key})])
    return known.find(Row({**blank, **ours}), key) is not None
