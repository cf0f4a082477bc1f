"""What an exchange is going to do, worked out from the book and a snapshot; nothing is written here.

Every row of both sides is decided on once. What was deleted on one side and needed on the other comes back: nothing
that somebody has just written hangs in the air.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from osago_xl.agency.handouts import handouts, is_handout
from osago_xl.agency.keys import is_own
from osago_xl.agency.merging import Clash, merged, unchanged
from osago_xl.agency.model import Shared
from osago_xl.agency.sight import Member, tables_of
from osago_xl.agency.snapshot import Moved, Past, Snapshot, Stored
from osago_xl.agency.values import Values
from osago_xl.schema.sheets.blanks import FORM_MOVES

Rows = Mapping[str, Mapping[str, Values]]
GONE, CHANGED = "строка удалена", "строка изменена"


@dataclass
class Plan:
    """`rows`: what both sides are to say; `deleted`: rows of the store that the book has deleted."""

    member: Member
    code: int
    snapshot: Snapshot
    ours: Rows
    rows: dict[str, dict[str, Values]] = field(default_factory=dict)
    deleted: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    strangers: list[tuple[str, str]] = field(default_factory=list)
    """Rows of the book that are not its owner's to send: they stay there and go nowhere."""
    clashes: list[Clash] = field(default_factory=list)
    handed: dict[str, int] = field(default_factory=dict)
    """New receipts of blanks that a head has given out: key → the member who gets them."""
    locally: list[Clash] = field(default_factory=list)
    """Fields that the book may not change: told to its owner alone."""

    def decide(self) -> Plan:
        """Decide on every row."""
        for shared in tables_of(self.member.role):
            ours, theirs = self.ours[shared.name], self.snapshot.rows[shared.name]
            decided: dict[str, Values] = {}
            for key in dict.fromkeys((*theirs, *ours)):
                values = self._row(shared, key, ours.get(key), theirs.get(key))
                if values is not None:
                    decided[key] = values
            self.rows[shared.name] = decided
        if self.member.is_head:
            self._hand_out()
        return self

    def _hand_out(self) -> None:
        """Blanks that a head gives to an agent are received in the agent's book, and not when the row is taken back."""
        known, moves = self.snapshot.rows[FORM_MOVES.name], self.rows[FORM_MOVES.name]
        given = handouts(moves, self.member.name, self.snapshot.members.values())
        for key, (member, values) in given.items():
            if key not in known:
                moves[key], self.handed[key] = values, member
        for key in [key for key in moves if is_handout(key) and key not in given]:
            del moves[key]
            self.deleted[FORM_MOVES.name].add(key)

    def _row(self, shared: Shared, key: str, ours: Values | None, theirs: Stored | None) -> Values | None:
        """What the row is to say; None where there is to be none."""
        if ours is None:
            return self._not_here(shared, key, theirs) if theirs else None
        if theirs is None:
            return self._not_there(shared, key, ours)
        pasts = self.snapshot.past(shared.name, key)
        if theirs.deleted:
            return self._deleted_there(shared, key, ours, theirs, pasts)
        ours = self._unhidden(shared, ours, pasts)
        row, clashes = merged(shared, key, ours, theirs.values, pasts)
        if not self.member.is_head and not shared.has_owner and row != theirs.values:
            self.locally += (
                Clash(shared.name, key, column, ours[column], there, there)
                for column, there in theirs.values.items()
                if row[column] != there
            )
            return theirs.values
        self.clashes += clashes
        return row

    def _not_here(self, shared: Shared, key: str, theirs: Stored) -> Values | None:
        """New in the store, or deleted in the book."""
        if theirs.deleted:
            return None
        pasts = self.snapshot.past(shared.name, key)
        was_here = bool(pasts) and pasts[0].alive and self._seen_first(shared, key)
        if not was_here:
            return theirs.values
        if not self.member.is_head and not shared.has_owner:
            self.locally.append(Clash(shared.name, key, "", GONE, "", ""))
            return theirs.values
        if unchanged(theirs.values, pasts):
            self.deleted[shared.name].add(key)
            return None
        self.clashes.append(Clash(shared.name, key, "", GONE, CHANGED, CHANGED))
        return theirs.values

    def _seen_first(self, shared: Shared, key: str) -> bool:
        """Whether the row was in the store at the book's position; one that a lost exchange has added was not."""
        return (shared.name, key) not in self.snapshot.born

    def _not_there(self, shared: Shared, key: str, ours: Values) -> Values | None:
        """New in the book, gone to another member, or never its owner's."""
        moved = self.snapshot.moved.get((shared.name, key))
        if moved:
            self._gone(shared, key, ours, moved)
            return None
        if shared.table.prefix and not self.member.is_head and not is_own(key, shared.table.prefix, self.code):
            self.strangers.append((shared.name, key))
            return None
        return ours

    def _gone(self, shared: Shared, key: str, ours: Values, moved: Moved) -> None:
        """What was typed into a row after it went to somebody else is told: he decides what to do with it."""
        for column, mine in ours.items():
            there = moved.values.get(column, shared.columns[column].from_cell(None))
            if mine != there and not (column in shared.links and not mine):
                self.clashes.append(Clash(shared.name, key, column, mine, there, there))

    def _deleted_there(
        self, shared: Shared, key: str, ours: Values, theirs: Stored, pasts: list[Past]
    ) -> Values | None:
        if any(past.alive for past in pasts):
            if unchanged(ours, pasts):
                return None
            self.clashes.append(Clash(shared.name, key, "", CHANGED, GONE, CHANGED))
        return {**theirs.values, **ours}

    def _unhidden(self, shared: Shared, ours: Values, pasts: list[Past]) -> Values:
        """A link to a row that the member cannot see is empty in his book, which does not mean that he emptied it."""
        hidden = {}
        for column, link in shared.links.items():
            if not ours[column]:
                before = next((past.values[column] for past in reversed(pasts) if past.values[column]), "")
                if before and before not in self.snapshot.rows.get(link.of, {}):
                    hidden[column] = before
        return {**ours, **hidden} if hidden else ours
