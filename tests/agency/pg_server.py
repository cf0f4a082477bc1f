"""A PostgreSQL of the tests' own: on a free port, in a temporary folder, as an ordinary user, gone with the tests."""

from __future__ import annotations

import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

PASSWORD = "пробный-пароль"
_numbers = itertools.count(1)
_USERS = ("postgres", "nobody")


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL on this computer; None where there is none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    found = shutil.which("initdb")
    return debian[-1] if debian else Path(found).parent if found else None


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """The address of a server that asks everybody for a password; «postgres» may do everything."""
    with tempfile.TemporaryDirectory(prefix="osago-pg-") as name:
        folder, secret = Path(name, "data"), Path(name, "password")
        secret.write_text(PASSWORD)
        ordinary = _ordinary_user()
        if ordinary:
            for path in (Path(name), secret):
                shutil.chown(path, ordinary)
        _run([programs / "initdb", "-D", folder, "-U", "postgres", "-E", "UTF8", "--locale=C", "-A", "scram-sha-256",
              f"--pwfile={secret}"], ordinary)  # fmt: skip
        port = _free_port()
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        control = [programs / "pg_ctl", "-D", folder, "-w"]
        _run([*control, "-o", options, "-l", f"{name}/log", "start"], ordinary)
        try:
            yield f"postgresql://postgres:{PASSWORD}@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "-m", "immediate", "stop"], ordinary)


def _ordinary_user() -> str | None:
    """Whom root becomes: the server refuses to run as root."""
    if os.geteuid() != 0:
        return None
    import pwd  # there is none on Windows

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(user for user in _USERS if user in known)


def _run(command: list[object], user: str | None) -> None:
    subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL, cwd="/", user=user, timeout=60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def new_database(server: str) -> str:
    """The address of an empty database."""
    name = f"office_{next(_numbers)}"
    engine = sa.create_engine(sa.make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)
