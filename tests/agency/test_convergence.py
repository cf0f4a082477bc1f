"""Whatever happens to an office, after everybody has exchanged twice all books agree with the store.

Some histories always; thousands: OSAGO_FULL=1 pytest -s tests/agency/test_convergence.py
"""

from __future__ import annotations

import os
import tempfile
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from office_desk import OfficeDesk
from office_histories import OfficeHistory
from pg_server import new_database

FULL = bool(os.environ.get("OSAGO_FULL"))
SQLITE, POSTGRES = (2000, 400) if FULL else (4, 2)
"""How many histories."""

FORGETTING = 400 if FULL else 3
_EDITS = ("client", "change", "change", "policy", "payment", "task", "forms", "delete", "join", "give")
_EXCHANGES = ("exchange", "exchange", "exchange", "exchange_unheard", "exchange_killed", "exchange_cut", "restore")
STEP = st.tuples(st.one_of(st.sampled_from(_EDITS), st.sampled_from(_EXCHANGES)), *(st.integers(0, 60),) * 3)
FORGET = st.tuples(st.just("anonymise"), *(st.integers(0, 60),) * 3)
ROLES = st.lists(st.sampled_from(["agent", "subagent", "head"]), min_size=1, max_size=5).map(
    lambda each: ["head", *each]
)
SETTINGS = settings(
    deadline=None, database=None, derandomize=not FULL, phases=(Phase.explicit, Phase.generate),
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


_lived = count(1)


def live_through(url: str, folder: Path, roles, steps) -> None:
    if FULL and (number := next(_lived)) % 50 == 0:
        print(f"{number} histories", flush=True)
    history = OfficeHistory(OfficeDesk(url, folder), roles)
    for step in steps:
        history.step(*step)
    history.settle()
    history.check()


@given(roles=ROLES, steps=st.lists(STEP, min_size=12, max_size=40))
@settings(SETTINGS, max_examples=SQLITE)
def test_books_converge_over_sqlite(configuration, roles, steps):
    with tempfile.TemporaryDirectory() as folder:
        live_through(f"{folder}/Агентство.sqlite", Path(folder), roles, steps)


@given(roles=ROLES, steps=st.lists(st.one_of(FORGET, STEP, STEP, STEP), min_size=12, max_size=40))
@settings(SETTINGS, max_examples=FORGETTING)
def test_books_converge_when_clients_are_forgotten(configuration, roles, steps):
    with tempfile.TemporaryDirectory() as folder:
        live_through(f"{folder}/Агентство.sqlite", Path(folder), roles, steps)


@given(roles=ROLES, steps=st.lists(STEP, min_size=12, max_size=40))
@settings(SETTINGS, max_examples=POSTGRES)
def test_books_converge_over_postgres(server, configuration, roles, steps):
    with tempfile.TemporaryDirectory() as folder:
        live_through(new_database(server), Path(folder), roles, steps)
