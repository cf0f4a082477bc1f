"""Random days of an office: books that are edited, exchanged, cut short, and brought back from copies.

Every text that anybody types is unique, so that at the end each can be looked for: in the store, in its history, or
among the conflicts.
"""

from __future__ import annotations

import os
import re
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from datetime import date
from decimal import Decimal
from itertools import count

import sqlalchemy as sa
from office_desk import BookDesk, OfficeDesk

from osago_xl.agency.identity import identity_of
from osago_xl.agency.keys import outside
from osago_xl.agency.model import SHARED
from osago_xl.agency.office import known_member
from osago_xl.agency.ours import Ours
from osago_xl.agency.snapshot import take
from osago_xl.agency.store import engine, parse
from osago_xl.desk.personal_rows import erase as forget
from osago_xl.desk.who.joining import join
from osago_xl.errors import AgencyError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import PAYMENTS, TASKS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work

TOKEN = re.compile(r"т\d+т")
TEXTS = {"tblClients": ("city", "comment", "email"), "tblPolicies": ("comment", "number"), "tblTasks": ("what",)}
"""Where the office types."""


class OfficeHistory:
    """An office of some books; every step is chosen by numbers, so that a failing history can be made smaller."""

    def __init__(self, office: OfficeDesk, roles) -> None:
        self.office = office
        self.books = [office.member(f"Агент{number}", role) for number, role in enumerate(roles, 1)]
        self.codes = [identity_of(book.work()).code for book in self.books]
        self.copies = [[deepcopy(book.book)] for book in self.books]
        self.roles = roles
        self.typed, self.excused, self.told = set(), set(), [set() for _ in roles]
        self._numbers, self.forgetting = count(1), False
        self._furnish()

    def _furnish(self) -> None:
        """Everybody begins with clients and a contract, and everybody knows what the head knows."""
        for number in range(len(self.books)):
            for kind in ("client", "client", "policy", "payment", "task"):
                self.step(kind, number, 0, number)
        for _ in range(2):
            for book in self.books:
                self._exchange(book, 0, 0)

    def token(self) -> str:
        token = f"т{next(self._numbers)}т"
        self.typed.add(token)
        return token

    def step(self, kind: str, who: int, which: int, other: int) -> None:
        """One thing that one member does."""
        book = self.books[who % len(self.books)]
        before = tokens_of(book)
        getattr(self, f"_{kind}")(book, which, other)
        if not kind.startswith("exchange"):
            self.excused |= before - tokens_of(book)

    def _client(self, book, which, other) -> None:
        book.add("tblClients", name=f"Клиент {self.token()}", phone=f"8 9{next(self._numbers):09d}", city=self.token())

    def _change(self, book, which, other) -> None:
        table = [*TEXTS][other % len(TEXTS)]
        if key := chosen(book, table, which):
            book.set(table, key, **{TEXTS[table][other % len(TEXTS[table])]: self.token()})

    def _policy(self, book, which, other) -> None:
        if client := chosen(book, "tblClients", which):
            book.add("tblPolicies", client=client, owner=client, starts=date(2026, 11, 1), comment=self.token(),
                     premium=Decimal(which + 1))  # fmt: skip

    def _payment(self, book, which, other) -> None:
        if policy := chosen(book, "tblPolicies", which):
            book.add("tblPayments", policy=policy, kind="премия", day=date(2026, 11, 2), due=date(2026, 11, 2),
                     income=Decimal(other + 1), comment=self.token())  # fmt: skip

    def _task(self, book, which, other) -> None:
        if client := chosen(book, "tblClients", which):
            book.add("tblTasks", client=client, what=self.token())

    def _forms(self, book, which, other) -> None:
        if self.roles[self.books.index(book)] == "subagent":  # his forms are in the books of those who gave them
            return
        first = next(self._numbers) * 10
        numbers = {"first": f"{first:06d}", "last": f"{first + 4:06d}"}
        book.add("tblFormMoves", day=date(2026, 11, 2), operation="получено", kind="квитанция А-7",
                 insurer="Пример", series="АА", note=self.token(), **numbers)  # fmt: skip

    def _delete(self, book, which, other) -> None:
        """A client with all that hangs on him, as a command does, or one task."""
        if other % 2 and (task := chosen(book, "tblTasks", which)):
            book.remove("tblTasks", task)
        elif client := chosen(book, "tblClients", which):
            book.do(lambda work: erase(work, client))

    def _anonymise(self, book, which, other) -> None:
        """What is said of the client afterwards, here or by somebody who has not heard of it, may go with him."""
        if client := chosen(book, "tblClients", which):
            self.forgetting = True
            book.do(lambda work: forget(work, work.get(CLIENTS, client)))

    def _join(self, book, which, other) -> None:
        kept, twin = chosen(book, "tblClients", which), chosen(book, "tblClients", other)
        if kept and twin and kept != twin:
            book.do(lambda work: join(work, work.get(CLIENTS, kept), work.get(CLIENTS, twin)))

    def _give(self, book, which, other) -> None:
        """A client to another agent; done by somebody who is no head it waits for him."""
        if client := chosen(book, "tblClients", which):
            book.set("tblClients", client, agent=f"Агент{other % len(self.books) + 1}")

    def _exchange(self, book, which, other) -> None:
        place = self.books.index(book)
        for each in book.sync()["conflicts"]:
            key = outside(each["key"], WORKBOOK.tables[each["table"]].prefix, self.codes[place])
            self.told[place].add((each["table"], key, each["column"]))
        self.copies[place].append(deepcopy(book.book))

    def _exchange_unheard(self, book, which, other) -> None:
        """The store has it, and the computer dies before the book is written."""
        unwritten = deepcopy(book.book)
        book.sync()
        book.book = unwritten

    def _exchange_killed(self, book, which, other) -> None:
        """Killed at a statement: the book is as it was, the store has everything or nothing."""
        child = os.fork()
        if child == 0:
            try:
                with broken_at(1 + other * 7 % 90, lambda _: os.kill(os.getpid(), signal.SIGKILL)):
                    book.sync()
            finally:
                os._exit(0)
        os.waitpid(child, 0)

    def _exchange_cut(self, book, which, other) -> None:
        """The line to the store is cut at a statement."""
        with broken_at(1 + other * 5 % 90, self._cut), suppress(AgencyError):
            self._exchange(book, which, other)

    def _cut(self, connection: sa.Connection) -> None:
        if connection.dialect.name == "sqlite":
            raise sa.exc.OperationalError("", {}, sqlite3.OperationalError("disk I/O error"))
        pid = connection.connection.driver_connection.info.backend_pid
        self.office.ask(f"SELECT pg_terminate_backend({pid}, 1000)")

    def _restore(self, book, which, other) -> None:
        place = self.books.index(book)
        book.book = deepcopy(self.copies[place][which % len(self.copies[place])])

    def settle(self) -> None:
        """Everybody exchanges twice."""
        for _ in range(2):
            for book in self.books:
                self._exchange(book, 0, 0)

    def check(self) -> None:
        """What must be true of every office when all have exchanged."""
        for place, book in enumerate(self.books):
            assert_agrees(book, self.office)
            again = book.sync()
            assert (again["sent"], again["received"], again["conflicts"]) == ({}, {}, []), place
        self._nothing_is_lost()
        self._nothing_is_doubled()
        self._conflicts_were_told()
        for book in self.books:
            assert_money_and_forms(book)

    def _nothing_is_lost(self) -> None:
        if self.forgetting:
            return
        lost = self.typed - self.excused - tokens_of_store(self.office)
        assert not lost, lost

    def _nothing_is_doubled(self) -> None:
        names = [name for [name] in self.office.ask(
            "SELECT name FROM clients WHERE NOT row_deleted AND name NOT LIKE 'Обезличен %'")]  # fmt: skip
        assert len(names) == len(set(names))

    def _conflicts_were_told(self) -> None:
        """To everybody who sees the row, and so to both sides; who got it afterwards had no part in it."""
        found = self.office.ask(
            "SELECT c.table_name, c.row_key, c.column_name, b.code, EXISTS (SELECT 1 FROM agency_moved m WHERE "
            "m.table_name = c.table_name AND m.row_key = c.row_key AND m.position >= c.position) "
            "FROM agency_conflict c JOIN agency_book b ON b.member = c.row_owner"
        )
        heads = {place for place, role in enumerate(self.roles) if role == "head"}
        for table, key, column, code, moved in found:
            for place in heads if moved else {self.codes.index(code), *heads}:
                assert (table, key, column) in self.told[place], (place, table, key, column)


@contextmanager
def broken_at(number: int, breaks) -> Iterator[None]:
    """Do something at the start of a statement, counted from here; the end of a transaction counts as one."""
    left = count(1)

    def statement(connection, *_) -> None:
        if next(left) == number:
            breaks(connection)

    sa.event.listen(sa.Engine, "before_cursor_execute", statement)
    sa.event.listen(sa.Engine, "commit", statement)
    try:
        yield
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", statement)
        sa.event.remove(sa.Engine, "commit", statement)


def tokens_of(book: BookDesk) -> set[str]:
    """Everything unique that stands in the shared tables of a book."""
    return {token for shared in SHARED for row in book.book._cells[shared] for token in tokens_in(row.values())}


def tokens_in(cells) -> set[str]:
    return {token for cell in cells if isinstance(cell, str) for token in TOKEN.findall(cell)}


def tokens_of_store(office: OfficeDesk) -> set[str]:
    """The same of the store: rows, deleted ones too, their history, and both sides of conflicts."""
    tables = [shared.stored.name for shared in SHARED.values()]
    tables += ["agency_history", "agency_conflict", "agency_moved"]
    return {token for table in tables for row in office.ask(f"SELECT * FROM {table}") for token in tokens_in(row)}


def chosen(book: BookDesk, table: str, which: int) -> str:
    """The key of a row; "" when there is none."""
    keys = sorted(book.rows(table))
    return keys[which % len(keys)] if keys else ""


def erase(work: Work, client: str) -> None:
    """A client and everything that leads to him."""
    policies = {row["key"] for row in work.rows(POLICIES) if client in (row["client"], row["owner"])}
    work.remove(PAYMENTS, *[row for row in work.rows(PAYMENTS) if row["policy"] in policies])
    work.remove(TASKS, *[row for row in work.rows(TASKS) if row["client"] == client])
    work.remove(POLICIES, *[work.get(POLICIES, key) for key in policies])
    work.remove(CLIENTS, work.get(CLIENTS, client))


def assert_agrees(book: BookDesk, office: OfficeDesk) -> None:
    """Field by field: the book says what the store says of the rows that its member sees, and nothing else."""
    work = book.work()
    identity = identity_of(work)
    with engine(parse(office.url)).connect() as connection:
        member = known_member(connection, identity.store, identity.login)
        snapshot = take(connection, member, identity)
    ours = Ours(work, member, identity.code).values
    for name, rows in snapshot.rows.items():
        theirs = {key: shown(name, stored.values, snapshot) for key, stored in rows.items() if not stored.deleted}
        assert ours[name] == theirs, {
            key: (ours[name].get(key), theirs.get(key))
            for key in {*ours[name], *theirs}
            if ours[name].get(key) != theirs.get(key)
        }


def shown(name: str, values, snapshot):
    """Links to rows that the member cannot see are empty in his book."""
    links = SHARED[name].links
    return {
        column: "" if column in links and value not in snapshot.rows.get(links[column].of, {}) else value
        for column, value in values.items()
    }


def assert_money_and_forms(book: BookDesk) -> None:
    """What is paid is the sum of the payments; of every blank that came in it is known where it lies."""
    payments = book.rows("tblPayments").values()
    for key, policy in book.rows("tblPolicies").items():
        paid = sum(row["income"] or 0 for row in payments if row["policy"] == key and row["day"])
        assert (policy["paid"] or 0) == paid, key
    came = sum(int(row["last"]) - int(row["first"]) + 1 for row in book.rows("tblFormMoves").values())
    known = sum(row["count"] for row in book.book.read(WORKBOOK.tables["tblForms"]))
    assert known == came, [dict(row) for row in book.rows("tblFormMoves").values()]
