"""Setting an office up: the store, its members with their logins, and the books that join."""

from __future__ import annotations

import platform
import secrets
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from osago_xl.agency import rights
from osago_xl.agency.identity import Identity, find_identity, keep
from osago_xl.agency.invitation import Invitation, address, remember
from osago_xl.agency.model import METADATA
from osago_xl.agency.sight import ROLES, WORDS, Member, Role
from osago_xl.agency.store import VERSION, engine, known_version, parse, transaction, without_password
from osago_xl.agency.tables import BOOK, MEMBER, STORE
from osago_xl.errors import AgencyError, InputError
from osago_xl.work.unit import Work


def create(url: str) -> str:
    """Make the tables of a store at an address where there is none; its identity."""
    store = engine(parse(url), new=True)
    with transaction(store, writes=True) as connection:
        if sa.inspect(connection).has_table(STORE.name):
            raise AgencyError("По этому адресу хранилище агентства уже есть; оно не тронуто.")
        METADATA.create_all(connection)
        identity = secrets.token_hex(8)
        connection.execute(STORE.insert().values(id=identity, version=VERSION, position=0))
        if store.dialect.name == "postgresql":
            rights.protect(connection)
    return identity


def invite(url: str, name: str, role: Role, file: Path) -> None:
    """A new member; the invitation with his login is written to `file`, or there is no new member."""
    if role not in ROLES:
        raise InputError("роль", role, f"Роли «{role}» нет. Бывают: {', '.join(ROLES)}.")
    if not name.strip():
        raise InputError("имя", name, "У приглашения нет имени. Напишите, как агент назван на листе «Агенты».")
    parsed = parse(url)
    store = engine(parsed)
    with transaction(store, writes=True) as connection:
        identity = known_version(connection)
        if connection.scalar(sa.select(MEMBER.c.id).where(MEMBER.c.name == name)):
            raise AgencyError(f"«{name}» в агентстве уже есть. Пригласите его под другим именем.")
        login = f"osago_{identity[:8]}_{secrets.token_hex(3)}"
        connection.execute(MEMBER.insert().values(name=name, role=role, login=login))
        password = _log_in(connection, login, role)
        Invitation(identity, without_password(parsed), name, role, login, password).write(file)


def _log_in(connection: sa.Connection, login: str, role: Role) -> str:
    """A login of the server with its rights; its password. SQLite asks nobody."""
    if connection.dialect.name != "postgresql":
        return ""
    password = secrets.token_urlsafe(24)
    rights.create_login(connection, login, password)
    rights.grant(connection, login, role)
    return password


def join(work: Work, invitation: Invitation, url: str = "") -> Identity:
    """Make a book one of the office's; the caller commits. One that has joined before stays what it was."""
    known = find_identity(work)
    if known and known.store != invitation.store:
        raise AgencyError("Эта книга уже подключена к другому агентству. Возьмите новую книгу: osago-xl new.")
    remember(invitation)
    if known and known.login == invitation.login:
        return known
    if known:
        raise AgencyError("Эта книга уже подключена к агентству другим агентом. Возьмите новую книгу: osago-xl new.")
    store = engine(address(url or invitation.url, invitation.store, invitation.login))
    with transaction(store, writes=True) as connection:
        member = known_member(connection, invitation.store, invitation.login)
        book, nonce = secrets.token_hex(16), secrets.token_hex(8)
        row = BOOK.insert().values(id=book, member=member.id, nonce=nonce, position=0, place=place_of(work.path))
        code = connection.execute(row.returning(BOOK.c.code)).scalar_one()
    joined = Identity(
        invitation.store, without_password(parse(url or invitation.url)), invitation.login, book, code, nonce, 0
    )
    keep(work, joined)
    return joined


def known_member(connection: sa.Connection, store: str, login: str) -> Member:
    """Who exchanges; AgencyError when this is another store, or he is no member of it."""
    if known_version(connection) != store:
        raise AgencyError("По этому адресу другое хранилище, не то, к которому подключена книга. Проверьте адрес.")
    row = connection.execute(
        sa.select(MEMBER.c.id, MEMBER.c.name, MEMBER.c.role).where(MEMBER.c.login == login)
    ).one_or_none()
    if row is None:
        raise AgencyError("Хранилище вас не знает. Попросите у руководителя новое приглашение.")
    return Member(*row)


def place_of(path: Path | None) -> str:
    """A sign of the computer and the folder a book lies in; nobody can read them from it."""
    where = f"{platform.node()}\n{path.resolve() if path else ''}"
    return sha256(where.encode()).hexdigest()[:16]


class Colleague(NamedTuple):
    """A member as the head sees him."""

    name: str
    role: str
    books: int


def colleagues(connection: sa.Connection) -> list[Colleague]:
    """The members that one may see, with the number of their books."""
    counted = sa.select(MEMBER.c.name, MEMBER.c.role, sa.func.count(BOOK.c.code)).join_from(MEMBER, BOOK, isouter=True)
    rows = connection.execute(counted.group_by(MEMBER.c.name, MEMBER.c.role).order_by(MEMBER.c.name))
    return [Colleague(name, WORDS[role], books) for name, role, books in rows]
