"""A member at the store: the connection of his book, and who he is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import sqlalchemy as sa

from osago_xl.agency.identity import Identity, identity_of
from osago_xl.agency.invitation import address
from osago_xl.agency.office import known_member
from osago_xl.agency.sight import Member
from osago_xl.agency.store import engine, transaction
from osago_xl.errors import AgencyError
from osago_xl.work.unit import Work


class Access(NamedTuple):
    """One transaction of a member."""

    connection: sa.Connection
    member: Member
    book: Identity


@contextmanager
def entered(work: Work, url: str = "", *, writes: bool = False, head: bool = False) -> Iterator[Access]:
    """The store of the book; AgencyError for one that has not joined, or where only a `head` may enter."""
    book = identity_of(work)
    store = engine(address(url or book.url, book.store, book.login))
    with transaction(store, writes=writes) as connection:
        member = known_member(connection, book.store, book.login)
        if head and not member.is_head:
            raise AgencyError("Это делает руководитель агентства из своей книги.")
        yield Access(connection, member, book)
