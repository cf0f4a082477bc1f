"""Setting an office up: the store, its members with their logins, and the books that join."""

from __future__ import annotations

import platform
import secrets
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, cast

import sqlalchemy as sa

from osago_xl.agency import rights
from osago_xl.agency.identity import Identity, find_identity, keep
from osago_xl.agency.invitation import Invitation, address, remember
from osago_xl.agency.model import METADATA
from osago_xl.agency.sight import ROLES, WORDS, Member, Role
from osago_xl.agency.store import VERSION, engine, known_version, parse, transaction, without_password
from osago_xl.agency.tables import BOOK, MEMBER, STORE
from osago_xl.errors import AgencyError, InputError
from osago_xl.schema.sheets.technical import HANDED_OVER
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


def invite(url: str, name: str, role: Role | None, file: Path, *, again: bool = False) -> Invitation:
    """A member's login; the invitation with it is written to `file`, or nothing is changed.

    A new member is an agent unless a role is named. `again`: a new login for one who is there, whose former one is
    closed; his book, his role and his rows stay.
    """
    if role is not None and role not in ROLES:
        raise InputError("роль", role, f"Роли «{role}» нет. Бывают: {', '.join(ROLES)}.")
    if not name.strip():
        raise InputError("имя", name, "У приглашения нет имени. Напишите, как агент назван на листе «Агенты».")
    parsed = parse(url)
    store = engine(parsed)
    with transaction(store, writes=True) as connection:
        identity = known_version(connection)
        login = f"osago_{identity[:8]}_{secrets.token_hex(3)}"
        role = _renew(connection, name, role, login) if again else _enter(connection, name, role or "agent", login)
        password = _log_in(connection, login, role)
        invitation = Invitation(identity, without_password(parsed), name, role, login, password)
        invitation.write(file)
    return invitation


def _enter(connection: sa.Connection, name: str, role: Role, login: str) -> Role:
    """Somebody new."""
    if connection.scalar(sa.select(MEMBER.c.id).where(MEMBER.c.name == name)):
        raise AgencyError(
            f"«{name}» в агентстве уже есть. Новый вход для него вместо прежнего: ключ --again. Другого человека "
            "пригласите под другим именем."
        )
    connection.execute(MEMBER.insert().values(name=name, role=role, login=login))
    return role


def _renew(connection: sa.Connection, name: str, role: Role | None, login: str) -> Role:
    """Another login for somebody who is there; the former opens nothing from now on."""
    known = connection.execute(sa.select(MEMBER.c.role, MEMBER.c.login).where(MEMBER.c.name == name)).one_or_none()
    if known is None:
        raise AgencyError(f"«{name}» в агентстве нет. Пригласите его без ключа --again.")
    if role not in (None, known.role):
        raise AgencyError(f"У «{name}» роль «{WORDS[known.role]}», с новым входом она остаётся. Уберите ключ --role.")
    connection.execute(MEMBER.update().where(MEMBER.c.name == name).values(login=login))
    if connection.dialect.name == "postgresql":
        rights.drop_login(connection, known.login)
    return cast("Role", known.role)


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
    if not known and work.rows(HANDED_OVER):
        raise AgencyError(
            "Эта книга сделана «Частью базы»: её строки уже есть у того, кто её выделил, и пришли бы в хранилище "
            "вторыми. Объедините её с его книгой, а к агентству подключите новую: osago-xl new."
        )
    remember(invitation)
    if known and known.login == invitation.login:
        return known
    store = engine(address(url or invitation.url, invitation.store, invitation.login))
    where = without_password(parse(url or invitation.url))
    with transaction(store, writes=True) as connection:
        member = known_member(connection, invitation.store, invitation.login)
        if known:
            _check_owner(connection, member, known)
            joined = replace(known, url=where, login=invitation.login)
        else:
            joined = Identity(invitation.store, where, invitation.login, *_new_book(connection, member, work.path), 0)
    keep(work, joined)
    return joined


def _new_book(connection: sa.Connection, member: Member, path: Path | None) -> tuple[str, int, str]:
    """Its identity, the code that its keys are shown with in other books, and the nonce of its last exchange."""
    book, nonce = secrets.token_hex(16), secrets.token_hex(8)
    row = BOOK.insert().values(id=book, member=member.id, nonce=nonce, position=0, place=place_of(path))
    return book, connection.execute(row.returning(BOOK.c.code)).scalar_one(), nonce


def _check_owner(connection: sa.Connection, member: Member, known: Identity) -> None:
    """A member who has got another login goes on with his book; a book of somebody else is refused."""
    if connection.scalar(sa.select(BOOK.c.member).where(BOOK.c.id == known.book)) != member.id:
        raise AgencyError("Эта книга уже подключена к агентству другим агентом. Возьмите новую книгу: osago-xl new.")


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
