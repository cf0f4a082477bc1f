"""Every test of an office runs on both stores: a SQLite file, and a PostgreSQL that asks for passwords."""

from __future__ import annotations

import pytest
from office_desk import OfficeDesk
from pg_server import binaries, new_database, running


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The address of PostgreSQL as its administrator knows it."""
    programs = binaries()
    if programs is None:
        pytest.skip("нет PostgreSQL: sudo apt-get install postgresql")
    with running(programs) as url:
        yield url


@pytest.fixture
def configuration(tmp_path, monkeypatch):
    """The user's folder of settings, in which passwords are kept."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config"


@pytest.fixture
def postgres(server, configuration):
    """An office on PostgreSQL."""
    return OfficeDesk(new_database(server), configuration.parent)


@pytest.fixture
def sqlite(configuration):
    """An office on a SQLite file."""
    return OfficeDesk(str(configuration.parent / "Агентство.sqlite"), configuration.parent)


@pytest.fixture(params=["sqlite", "postgres"])
def office(request):
    """An office on either store."""
    return request.getfixturevalue(request.param)
