"""The store itself: copies that are read back, putting one back, and the step to the tables of a newer program."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import produce_migrations
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.operations.ops import DowngradeOps, MigrateOperation, OpContainer

from osago_xl.agency import rights
from osago_xl.agency.model import METADATA
from osago_xl.agency.store import VERSION, engine, in_words, parse, transaction
from osago_xl.agency.tables import MEMBER, STORE
from osago_xl.errors import AgencyError, why

_TIMEOUT = 3600
"""Seconds for a copy of the largest store."""


def backup(url: str, file: Path) -> int:
    """Copy the store to a new file and read it back; how many tables it holds."""
    parsed = parse(url)
    if file.exists():
        raise AgencyError(f"Файл «{file.name}» уже есть и не тронут. Выберите другое имя.")
    with _removed_when_it_fails(file):
        if parsed.get_backend_name() == "sqlite":
            engine(parsed)
            with (
                in_words(parsed),
                closing(sqlite3.connect(str(parsed.database))) as store,
                closing(sqlite3.connect(file)) as copy,
            ):
                store.backup(copy)
            return _tables_of_file(file)
        _server_program("pg_dump", parsed, "--format=custom", "--no-owner", f"--file={file}", str(parsed.database))
        listing = _server_program("pg_restore", None, "--list", str(file))
    tables = sum(" TABLE DATA " in line for line in listing.splitlines())
    if tables < len(METADATA.tables):
        file.unlink(missing_ok=True)
        raise AgencyError("Копия прочитана обратно и неполна: её нет. Проверьте место на диске и повторите.")
    return tables


def restore(url: str, file: Path) -> None:
    """Put a copy into an empty place; a store that is there is not touched."""
    parsed = parse(url)
    if not file.is_file():
        raise AgencyError(f"Копии «{file}» нет. Проверьте имя и папку.")
    if parsed.get_backend_name() == "sqlite":
        target = Path(str(parsed.database))
        if target.exists():
            raise AgencyError(f"Файл «{target.name}» уже есть и не тронут. Уберите его или укажите другой.")
        _tables_of_file(file)
        with _removed_when_it_fails(target):
            shutil.copyfile(file, target)
            _tables_of_file(target)
        return
    with transaction(engine(parsed), writes=False) as connection:
        if sa.inspect(connection).has_table(STORE.name):
            raise AgencyError("В этой базе уже есть хранилище; оно не тронуто. Создайте пустую базу и укажите её.")
    _server_program("pg_restore", parsed, "--exit-on-error", "--single-transaction", "--no-owner",
                    f"--dbname={parsed.database}", str(file))  # fmt: skip


def migrate(url: str) -> list[str]:
    """Give the store the tables and columns of this program, from the same declaration; what was added."""
    with transaction(engine(parse(url)), writes=True) as connection:
        if not sa.inspect(connection).has_table(STORE.name):
            raise AgencyError("По этому адресу хранилища агентства нет.")
        if (connection.scalar(sa.select(STORE.c.version)) or 0) > VERSION:
            raise AgencyError("Хранилище от более новой версии программы. Обновите программу; ничего не изменено.")
        context = MigrationContext.configure(connection, opts={"include_object": _never_dropped})
        made = produce_migrations(context, METADATA).upgrade_ops
        steps = [] if made is None else [*_flat(made)]
        operations = Operations(context)
        for step in steps:
            operations.invoke(step)
        connection.execute(STORE.update().values(version=VERSION))
        if connection.dialect.name == "postgresql":
            rights.protect(connection)
            for login, role in connection.execute(sa.select(MEMBER.c.login, MEMBER.c.role)):
                rights.grant(connection, login, role)
    return [str(step.to_diff_tuple()[0]) for step in steps]


def _never_dropped(_item: object, _name: str | None, kind: str, reflected: bool, other: object) -> bool:
    """What a former program has stored stays; only what is missing is added."""
    return kind in ("table", "column") and not (reflected and other is None)


def _flat(steps: OpContainer) -> Iterator[MigrateOperation]:
    for step in steps.ops:
        if isinstance(step, OpContainer) and not isinstance(step, DowngradeOps):
            yield from _flat(step)
        else:
            yield step


def _tables_of_file(file: Path) -> int:
    """Read a SQLite store back; AgencyError when it is none or is damaged."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
            [[sound]] = copy.execute("PRAGMA integrity_check").fetchall()
            names = {name for [name] in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:
        sound, names = "", set()
    if sound != "ok" or STORE.name not in names:
        raise AgencyError(f"«{file.name}» повреждён или это не хранилище агентства. Возьмите другую копию.")
    return len(names)


@contextmanager
def _removed_when_it_fails(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        file.unlink(missing_ok=True)
        raise AgencyError(f"Копия «{file.name}» не записана: {why(error)}.") from error
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def _server_program(name: str, url: sa.URL | None, *arguments: str) -> str:
    """Run a program of PostgreSQL; the password goes through the environment, where nobody can list it."""
    program = shutil.which(name)
    if program is None:
        raise AgencyError(f"Программы {name} на этом компьютере нет. Поставьте клиент PostgreSQL той же версии.")
    environment, place = dict(os.environ), []
    if url is not None:
        environment |= {"PGPASSWORD": str(url.password)} if url.password else {}
        environment |= {f"PG{key.upper()}": str(value) for key, value in url.query.items() if key.startswith("ssl")}
        place = [f"--host={url.host}", f"--port={url.port or 5432}", f"--username={url.username}", "--no-password"]
    done = subprocess.run(
        [program, *place, *arguments], env=environment, capture_output=True, text=True, timeout=_TIMEOUT, check=False
    )
    if done.returncode:
        raise AgencyError(f"{name} остановился: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else ''}")
    return done.stdout
