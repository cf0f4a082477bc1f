"""Any earlier version with any rows: the upgrade keeps every stored cell, and a second one changes nothing."""

import os
import random
from datetime import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from older import TODAY, build, removable, rows, with_own_columns, without_columns
from older_rows import random_rows

from osago_xl.books import open_book
from osago_xl.books.base import Changes, TableChange
from osago_xl.keeping.upgrade import upgrade
from osago_xl.schema.workbook import WORKBOOK

OF_THE_ACTS = {name for name, table in WORKBOOK.tables.items() if table.made == "from the acts"}
EXAMPLES = 40 if os.environ.get("OSAGO_FULL") else 3
FREE = {name: [column.key for column in removable(table)] for name, table in WORKBOOK.tables.items()}
ALONE = sorted({sheet.tables[0][1].name for sheet in WORKBOOK.sheets if len(sheet.tables) == 1} - OF_THE_ACTS)


@st.composite
def versions(draw):
    """A declaration without some columns of some tables, with own columns in others."""
    tables = draw(st.lists(st.sampled_from([name for name in FREE if FREE[name]]), unique=True, min_size=1, max_size=6))
    gone = {name: draw(st.lists(st.sampled_from(FREE[name]), unique=True, min_size=1, max_size=5)) for name in tables}
    own = draw(st.lists(st.sampled_from(ALONE), unique=True, max_size=5))
    return with_own_columns(without_columns(WORKBOOK, gone), own)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(schema=versions(), seed=st.integers(0, 10**6), count=st.integers(0, 12))
def test_any_earlier_version_keeps_its_rows(tmp_path_factory, schema, seed, count):
    path = build(tmp_path_factory.mktemp("version") / "OSAGO.xlsm", schema)
    added = random_rows(schema, random.Random(seed), count)
    changes = {name: TableChange(schema.tables[name], added=each) for name, each in added.items() if each}
    open_book(path, today=TODAY, schema=schema).apply(Changes(changes))
    before = rows(path, schema)
    upgrade(path, TODAY, datetime(2026, 11, 22, 9, 15), force=True)
    after = rows(path, schema)
    for name in before.keys() - OF_THE_ACTS - {"tblSettings"}:
        assert after[name] == before[name], name
    once = path.read_bytes()
    upgrade(path, TODAY, datetime(2026, 11, 22, 9, 16), force=True)
    assert path.read_bytes() == once
