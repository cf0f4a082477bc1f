"""«Обменяться»: what changed here goes to the store, what others changed comes here.

The merge is worked out without holding anybody up; one short transaction then takes the next position and writes. When
somebody was quicker, it is worked out again. The book is written afterwards: should that fail, the next exchange
sees in the history what this one has sent, and goes on from there.
"""

from __future__ import annotations

import secrets
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

import sqlalchemy as sa

from osago_xl.agency import identity
from osago_xl.agency.forgetting import erased_here, forget
from osago_xl.agency.identity import Identity
from osago_xl.agency.invitation import address
from osago_xl.agency.links import settle_links
from osago_xl.agency.office import known_member, place_of
from osago_xl.agency.ours import Ours
from osago_xl.agency.plan import Plan
from osago_xl.agency.sight import ON_THE_SHEET
from osago_xl.agency.snapshot import Snapshot, news, take
from osago_xl.agency.store import engine, transaction
from osago_xl.agency.tables import BOOK, EXCHANGE
from osago_xl.agency.taken import free_taken
from osago_xl.agency.writing import Stamp, Writes, next_position
from osago_xl.desk.blanks.register import accept_typed, typed_rows
from osago_xl.desk.personal_rows import forget_keys
from osago_xl.errors import AgencyError
from osago_xl.schema.sheets.blanks import FORM_MOVES
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.values.text import fold
from osago_xl.work.unit import Work

TRIES = 3
"""So often others may be quicker; the last time nobody gets in between."""


class _Quicker(Exception):
    """Somebody has written what this exchange should have seen."""


@dataclass
class Outcome:
    """What an exchange did. `told`: sentences for the agent; `plan` holds the conflicts."""

    identity: Identity
    plan: Plan
    sent: Counter[str] = field(default_factory=Counter)
    received: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)


def exchange(work: Work, url: str = "", *, moved: bool = False) -> Outcome:
    """Exchange the book of `work`; the caller commits it. AgencyError leaves book and store as they were.

    `moved`: the book may lie elsewhere than it did, though it is not as it was when it last exchanged.
    """
    book = identity.identity_of(work)
    store = engine(address(url or book.url, book.store, book.login))
    for _ in range(TRIES - 1):
        with transaction(store, writes=False) as connection:
            prepared = _Prepared(work, connection, book, moved=moved)
        if not prepared.anything:
            return prepared.outcome
        with suppress(_Quicker), transaction(store, writes=True) as connection:
            position = next_position(connection)
            if news(connection, prepared.outcome.plan.member, prepared.outcome.plan.snapshot.position):
                raise _Quicker
            return prepared.carry_out(connection, position)
    with transaction(store, writes=True) as connection:
        position = next_position(connection)
        return _Prepared(work, connection, book, moved=moved).carry_out(connection, position)


class _Prepared:
    """An exchange worked out from what the store said at one moment."""

    def __init__(self, work: Work, connection: sa.Connection, book: Identity, *, moved: bool) -> None:
        member = known_member(connection, book.store, book.login)
        snapshot = take(connection, member, book)
        self._work, self._book = work, book
        self._ours = Ours(work, member, book.code)
        told = _recognised(work, book, snapshot, moved=moved)
        if count := free_taken(self._ours, snapshot):
            told.append(f"Новых строк под номерами удалённых: {count}. Они получили следующие свободные номера.")
        plan = Plan(member, book.code, snapshot, self._ours.values).decide()
        self._writes = Writes(plan, settle_links(plan))
        self._erased = erased_here(plan)
        self._ours.compare(plan.rows, plan.strangers, snapshot.rows)
        self.outcome = Outcome(book, plan, self._writes.counts(), self._ours.received(), told)
        if plan.strangers:
            told.append(
                f"Строк, которые вам не принадлежат: {len(plan.strangers)}, первая {plan.strangers[0][1]}. Они "
                "остались в книге и никуда не отправлены: спросите руководителя, кто их ведёт."
            )

    @property
    def anything(self) -> bool:
        """Whether anybody has anything to say."""
        snapshot = self.outcome.plan.snapshot
        return bool(self._writes or self.outcome.received or snapshot.conflicts or self._book.nonce != snapshot.nonce)

    def carry_out(self, connection: sa.Connection, position: int) -> Outcome:
        """Write into the store, and make the book say the same."""
        outcome, nonce = self.outcome, secrets.token_hex(8)
        stamp = Stamp(position, outcome.plan.member.id, self._book.code, self._work.now)
        self._writes.apply(connection, stamp)
        forget(connection, stamp, outcome.plan, self._erased)
        state = {"nonce": nonce, "position": position, "place": place_of(self._work.path)}
        connection.execute(BOOK.update().where(BOOK.c.id == self._book.book).values(state))
        counts = {"sent": outcome.sent.total(), "received": outcome.received.total()}
        counts["conflicts"] = len(outcome.plan.clashes)
        connection.execute(EXCHANGE.insert().values(**stamp._asdict(), nonce=nonce, **counts))
        self._ours.put()
        forget_keys(self._work, self._ours.forgotten_elsewhere(outcome.plan.snapshot.moved))
        if outcome.received[FORM_MOVES.name] or typed_rows(self._work):
            outcome.told += [f"Движение бланков {row['key']}: {row['note']}" for row in accept_typed(self._work)]
        if outcome.plan.member.is_head:
            _introduce(self._work, outcome.plan)
        outcome.identity = self._book.after(nonce, position)
        identity.keep(self._work, outcome.identity)
        return outcome


def _introduce(work: Work, plan: Plan) -> None:
    """Members whom the head's book does not name yet go onto the sheet Агенты: their names are words of its lists."""
    known = {fold(row["agent"]) for row in work.rows(AGENTS)}
    for member in plan.snapshot.members.values():
        if member != plan.member and fold(member.name) not in known:
            work.add(AGENTS, agent=member.name, role=ON_THE_SHEET[member.role])


def _recognised(work: Work, book: Identity, snapshot: Snapshot, *, moved: bool) -> list[str]:
    """What there is to say about a book that is not as the store saw it last; AgencyError for a second copy."""
    if not snapshot.nonce:
        raise AgencyError("Хранилище не знает этой книги: его вернули из старой копии? Подключите книгу заново.")
    if snapshot.nonce == book.nonce:
        return []
    if snapshot.place != place_of(work.path) and not moved:
        raise AgencyError(
            "Две книги с одним именем: последний обмен был из другой папки или с другого компьютера. Работайте в той "
            "книге, а в этой ничего не отправлено. Если той книги больше нет, добавьте ключ --moved."
        )
    return [
        f"Книга остановилась на обмене {book.position}, а последним был {snapshot.position}: она восстановлена из "
        "копии или прошлый обмен до неё не дошёл. Старое ничего не заменило."
    ]
