"""The database behind an office: reaching it, and saying in a sentence why it cannot be reached."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from osago_xl.agency.tables import STORE
from osago_xl.errors import AgencyError

VERSION = 1
"""Of the store's tables; raised when `agency migrate` has something to carry."""

WAIT = 30
"""Seconds in which a store has to answer, or another exchange to end."""

_POSTGRES = "postgresql+psycopg"


def parse(text: str) -> sa.URL:
    """An address as somebody gives it: that of PostgreSQL, or the path of a SQLite file."""
    try:
        url = sa.make_url(text) if "://" in text else sa.URL.create("sqlite", database=str(Path(text).absolute()))
    except (sa.exc.ArgumentError, ValueError):
        raise AgencyError(f"Адрес хранилища «{_hidden(text)}» не понятен. {_EXAMPLES}") from None
    if url.get_backend_name() not in ("postgresql", "sqlite"):
        raise AgencyError(f"Хранилищем бывает PostgreSQL или файл SQLite, а не {url.get_backend_name()}. {_EXAMPLES}")
    if url.get_backend_name() == "sqlite" and not url.database:
        raise AgencyError(f"В адресе хранилища нет имени файла. {_EXAMPLES}")
    return url.set(drivername=_POSTGRES) if url.get_backend_name() == "postgresql" else url


_EXAMPLES = "Например: postgresql://сервер/база или путь к файлу Агентство.sqlite."


def without_password(url: sa.URL) -> str:
    """The address as it may stand in a book: nobody's name and no password, options of TLS kept."""
    bare = sa.URL.create(url.get_backend_name(), None, None, url.host, url.port, url.database, url.query)
    return bare.render_as_string()


def readable(address: str) -> str:
    """Where a store lies, as people read it."""
    url = parse(address)
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return f"PostgreSQL на {url.host or 'этом компьютере'}, база {url.database}"


def engine(url: sa.URL, *, new: bool = False) -> sa.Engine:
    """A way to the store; nothing is connected yet. A file that is not there is made only where it is to be `new`."""
    if url.get_backend_name() == "sqlite" and not new and not Path(str(url.database)).is_file():
        raise AgencyError(f"Файла хранилища «{url.database}» нет. Проверьте путь или подключите его диск.")
    return _engine(url)


@cache
def _engine(url: sa.URL) -> sa.Engine:
    """One for each address: it remembers the questions it has put into words before."""
    if url.get_backend_name() == "sqlite":
        made = sa.create_engine(url, connect_args={"timeout": WAIT}, poolclass=sa.pool.NullPool)
        sa.event.listen(made, "connect", _by_hand)
        sa.event.listen(made, "begin", _begin)
        return made
    options = {"connect_timeout": WAIT, "application_name": "osago-xl"}
    return sa.create_engine(url, connect_args=options, poolclass=sa.pool.NullPool)


def _by_hand(connection: sqlite3.Connection, _: Any) -> None:
    """The driver begins transactions when it likes, knows Latin letters alone, and need not wait for the disk."""
    connection.isolation_level = None
    connection.create_function("lower", 1, lambda text: text and str(text).lower(), deterministic=True)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


@contextmanager
def transaction(store: sa.Engine, *, writes: bool) -> Iterator[sa.Connection]:
    """One transaction, whole or not at all; reading, it sees the store as of one moment. AgencyError in a sentence."""
    options: dict[str, Any] = {"writes": writes}
    if store.dialect.name == "postgresql" and not writes:
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with in_words(store.url), store.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def in_words(url: sa.URL) -> Iterator[None]:
    """AgencyError in place of what a driver says."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise AgencyError(_sentence(url, error)) from error


def known_version(connection: sa.Connection) -> str:
    """The identity of the store; AgencyError when there is none, or it is of another version."""
    found = sa.inspect(connection).has_table(STORE.name)
    row = connection.execute(sa.select(STORE.c.id, STORE.c.version)).one_or_none() if found else None
    if row is None:
        raise AgencyError("По этому адресу хранилища агентства нет. Создайте его: osago-xl agency init АДРЕС.")
    if row.version > VERSION:
        raise AgencyError("Хранилище от более новой версии программы. Обновите программу; ничего не изменено.")
    if row.version < VERSION:
        raise AgencyError("Хранилище от прежней версии. Его обновляет руководитель: osago-xl agency migrate.")
    return str(row.id)


_REASONS = (
    (("28P01", "28000"), ("password authentication failed", "no password supplied"),
     "не принимает имя или пароль. Попросите у руководителя новое приглашение"),
    (("3D000",), ("does not exist",), "такой базы не знает. Проверьте адрес у руководителя"),
    (("53100",), ("database or disk is full", "No space left"), "не принимает данные: на его диске нет места. "
     "Освободите место"),
    (("42501",), ("permission denied", "row-level security"), "не даёт на это права. Обратитесь к руководителю"),
    (("40001", "40P01", "55P03"), ("database is locked",), "занято другим обменом. Повторите через минуту"),
    ((), ("unable to open database file", "readonly database"), "не открывается: нет файла, папки или прав на них. "
     "Проверьте путь"),
    ((), ("file is not a database", "malformed"), "повреждено или это не файл хранилища. Верните его из копии"),
    (("57P01", "57P02", "57P03", "08006", "08003"),
     ("refused", "could not translate", "failed to resolve", "timeout", "No such file", "closed the connection",
      "terminating connection", "Name or service", "server closed", "connection is lost", "connection failed"),
     "не отвечает. Проверьте сеть и сервер и повторите позже"),
)  # fmt: skip
"""(codes of SQL, words of a driver that knows no code, what it means and what to do)."""


def _sentence(url: sa.URL, error: sa.exc.DBAPIError) -> str:
    code, text = getattr(error.orig, "sqlstate", None), str(error.orig)
    place = url.host or url.database or "на этом компьютере"
    for codes, words, meaning in _REASONS:
        if code in codes or (code is None and any(word in text for word in words)):
            return f"Хранилище агентства ({place}) {meaning}. Книга осталась прежней."
    return f"Хранилище агентства ({place}) ответило: {text.splitlines()[0] if text else code}. Книга осталась прежней."


def _hidden(text: str) -> str:
    return text.rpartition("@")[2]
