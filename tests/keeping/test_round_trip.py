"""Whatever the agent has typed comes back from a copy as it was."""

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keeping_desk import Desk

from osago_xl.keeping.backup import backup
from osago_xl.keeping.restore import bring_back, compare, rows_of
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import PAYMENTS

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40).map(str.strip)
PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "name": TEXT.filter(bool),
            "comment": TEXT,
            "paper_number": st.text("0123456789", max_size=6),
            "birth_date": st.none() | st.dates(date(1930, 1, 1), date(2010, 1, 1)),
            "own_days": st.none() | st.integers(1, 400),
        }
    ),
    max_size=5,
)
SUMS = st.lists(st.decimals(Decimal("-99999.99"), Decimal("99999.99"), places=2), max_size=4)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(clients=PEOPLE, sums=SUMS)
def test_backup_then_restore_is_the_same(new_file, tmp_path, clients, sums):
    desk = Desk(tmp_path / "OSAGO.xlsm")
    desk.path.write_bytes(new_file)

    def type_in(work):
        for values in clients:
            work.add(CLIENTS, **values)
        for money in sums:
            work.add(PAYMENTS, kind="премия", income=money)

    desk.do(type_in)
    before = {table: desk.rows(table) for table in ("tblClients", "tblPayments", "tblSettings")}
    copy = backup(desk.work())
    desk.do(lambda work: [work.remove(CLIENTS, row) for row in list(work.rows(CLIENTS))])
    desk.do(lambda work: [work.set(PAYMENTS, row, income=None, kind="?") for row in work.rows(PAYMENTS)])
    work = desk.work()
    bring_back(work, compare(work, rows_of(copy, work.schema, None)))
    work.commit("Восстановление")
    assert {table: desk.rows(table) for table in before} == before
