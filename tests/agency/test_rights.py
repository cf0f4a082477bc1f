"""What PostgreSQL itself withholds, tried by SQL with a member's own login: no program of ours in between."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
import sqlalchemy as sa

from osago_xl.agency.model import METADATA, SHARED
from osago_xl.agency.store import parse

_DENIED = sa.exc.ProgrammingError


class Login:
    """A member at a console of the database, with the login of his invitation."""

    def __init__(self, office, name: str) -> None:
        invitation = json.loads((office.folder / f"{name}.json").read_text("utf-8"))
        url = parse(office.url).set(username=invitation["login"], password=invitation["password"])
        self._engine = sa.create_engine(url, poolclass=sa.pool.NullPool)

    def ask(self, question: str):
        with self._engine.begin() as connection:
            done = connection.execute(sa.text(question))
            return done.fetchall() if done.returns_rows else done.rowcount


@pytest.fixture(scope="module")
def offices(server, tmp_path_factory):
    """An office with a head, an agent and two sub-agents, each of whom has a row in every table that may be his."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("office")
        patch.setenv("XDG_CONFIG_HOME", str(folder))
        from office_desk import OfficeDesk
        from pg_server import new_database

        office = OfficeDesk(new_database(server), folder)
        books = {"Главный": office.member("Главный", "head"), "Агент": office.member("Агент")}
        books |= {name: office.member(name, "subagent") for name in ("Первый", "Второй")}
        for name, book in books.items():
            _fill(book, name)
        for book in (*books.values(), books["Главный"]):
            book.sync()
        yield office


def _fill(book, name: str) -> None:
    client = book.add("tblClients", name=f"Клиент {name}", former_agent="прежний")
    car = book.add("tblCars", owner=client, name="Лада")
    driver = book.add("tblDrivers", client=client, name="Водитель")
    policy = book.add("tblPolicies", client=client, owner=client, car=car, number="1", bordereau=Decimal(500))
    book.add("tblAdmitted", policy=policy, driver=driver)
    for table in ("tblContacts", "tblTasks", "tblDocs"):
        book.add(table, client=client)
    book.add("tblPayments", policy=policy, kind="премия", income=Decimal(100))
    book.add("tblChanges", policy=policy, kind="добавлен водитель", bordereau=Decimal(50))
    book.add("tblFormMoves", operation="получено", series="ХХХ", first="1", last="1")
    book.add("tblActs", number="1", kind="акт")
    if name == "Главный":
        book.add("tblInsurers", insurer="Пример", percent=Decimal(10))
        book.add("tblCommission", insurer="Пример", bordereau=Decimal(10))


def _write(office, statement: str) -> None:
    with sa.create_engine(parse(office.url), poolclass=sa.pool.NullPool).begin() as connection:
        connection.exec_driver_sql(statement)


OWNED = [shared for shared in SHARED.values() if shared.has_owner]
PRIVATE = [(shared, column) for shared in SHARED.values() for column in sorted(shared.private)]


@pytest.mark.parametrize("shared", OWNED, ids=lambda shared: shared.name)
@pytest.mark.parametrize("name", ["Агент", "Первый"])
def test_nobody_sees_a_row_of_another(offices, name, shared):
    login, table = Login(offices, name), shared.stored.name
    [[me]] = login.ask("SELECT agency_me()")
    if name == "Первый" and shared.table.private:
        with pytest.raises(_DENIED):
            login.ask(f"SELECT row_key FROM {table}")
        return
    owners = [owner for [owner] in login.ask(f"SELECT row_owner FROM {table}")]
    assert owners and set(owners) == {me}  # his own he sees


@pytest.mark.parametrize("shared", OWNED, ids=lambda shared: shared.name)
@pytest.mark.parametrize("name", ["Агент", "Первый"])
def test_nobody_changes_takes_or_deletes_a_row_of_another(offices, name, shared):
    login, table = Login(offices, name), shared.stored.name
    [[me]] = login.ask("SELECT agency_me()")
    before = offices.ask(f"SELECT * FROM {table} WHERE row_owner <> {me} ORDER BY row_key")
    assert before or shared.table.private
    for statement in (f"UPDATE {table} SET row_deleted = true WHERE row_owner <> {me}",
                      f"UPDATE {table} SET row_owner = {me}",
                      f"UPDATE {table} SET row_owner = row_owner + 1",
                      f"INSERT INTO {table} (row_key, row_owner, row_version, row_deleted) VALUES ('x', 99, 1, false)",
                      f"DELETE FROM {table}", f"TRUNCATE {table}", f"DROP TABLE {table}"):  # fmt: skip
        try:
            login.ask(statement)
        except sa.exc.DBAPIError:
            continue
        assert not statement.startswith(("INSERT", "DELETE", "TRUNCATE", "DROP")) and "+ 1" not in statement
    assert offices.ask(f"SELECT * FROM {table} WHERE row_owner <> {me} ORDER BY row_key") == before


@pytest.mark.parametrize(("shared", "column"), PRIVATE, ids=lambda each: each if isinstance(each, str) else each.name)
def test_a_sub_agent_reads_and_writes_no_private_column(offices, shared, column):
    login, table = Login(offices, "Первый"), shared.stored.name
    for statement in (f'SELECT "{column}" FROM {table}', f'UPDATE {table} SET "{column}" = NULL',
                      f"SELECT count(*) FROM {table} WHERE \"{column}\" IS NULL"):  # fmt: skip
        with pytest.raises(_DENIED):
            login.ask(statement)


@pytest.mark.parametrize(
    ("shared", "column"),
    [(shared, column) for shared, column in PRIVATE if not shared.has_owner],
    ids=lambda each: each if isinstance(each, str) else each.name,
)
def test_an_agent_does_not_read_what_the_office_is_paid(offices, shared, column):
    with pytest.raises(_DENIED):
        Login(offices, "Агент").ask(f'SELECT "{column}" FROM {shared.stored.name}')


def test_an_agent_reads_his_own_commission(offices):
    assert Login(offices, "Агент").ask("SELECT bordereau FROM policies") == [(Decimal(500),)]


def test_the_head_sees_everything(offices):
    login = Login(offices, "Главный")
    for shared in SHARED.values():
        [[seen]] = login.ask(f"SELECT count(*) FROM {shared.stored.name}")
        assert [(seen,)] == offices.ask(f"SELECT count(*) FROM {shared.stored.name}")


@pytest.mark.parametrize("name", ["Агент", "Первый", "Главный"])
def test_nobody_rewrites_what_has_been(offices, name):
    login = Login(offices, name)
    for table in ("agency_history", "agency_exchange", "agency_conflict", "agency_member", "agency_store"):
        for statement in (f"DELETE FROM {table}", f"TRUNCATE {table}"):
            with pytest.raises(_DENIED):
                login.ask(statement)
    for statement in ("UPDATE agency_history SET after = 'x'", "UPDATE agency_exchange SET sent = 0",
                      "UPDATE agency_store SET position = 1", "UPDATE agency_member SET role = 'head'",
                      "INSERT INTO agency_member (name, role, login) VALUES ('я', 'head', 'x')"):  # fmt: skip
        with pytest.raises(_DENIED):
            login.ask(statement)


def test_the_history_of_others_is_not_forgotten_and_no_field_that_is_not_personal(offices):
    login = Login(offices, "Агент")
    [[mine]], [[theirs]] = (
        offices.ask(f"SELECT row_key FROM clients WHERE name = 'Клиент {name}'") for name in ("Агент", "Второй")
    )
    for field in ("name", "kind"):
        _write(offices, "INSERT INTO agency_history (position, member, book, at, table_name, row_key, row_owner, "
                       "column_name, private, before, after) SELECT 1, row_owner, 1, now(), 'tblClients', row_key, "
                       f"row_owner, '{field}', false, '{{\"v\":\"было\"}}', '{{}}' FROM clients")  # fmt: skip
    for key in (mine, theirs):
        login.ask(f"SELECT agency_forget('tblClients', '{key}')")
    told = {key: dict(offices.ask(f"SELECT column_name, before FROM agency_history WHERE row_key = '{key}' "
                                  "AND column_name IN ('name', 'kind')")) for key in (mine, theirs)}  # fmt: skip
    assert told[mine] == {"name": "стёрто", "kind": '{"v":"было"}'}
    assert told[theirs] == {"name": '{"v":"было"}', "kind": '{"v":"было"}'}


def test_history_tells_a_sub_agent_neither_of_others_nor_of_private_columns(offices):
    login = Login(offices, "Первый")
    [[me]] = login.ask("SELECT agency_me()")
    assert login.ask(f"SELECT 1 FROM agency_history WHERE row_owner NOT IN ({me}, 0)") == []
    assert login.ask("SELECT 1 FROM agency_history WHERE private") == []
    assert offices.ask("SELECT count(*) FROM agency_history WHERE private")[0][0] > 0


def test_every_table_of_the_store_is_policed(offices):
    bare = offices.ask("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
                       " AND NOT relrowsecurity")  # fmt: skip
    assert bare == []
    assert len(METADATA.tables) > 20


def test_the_password_of_a_login_is_nowhere_in_clear_text(offices):
    secret = json.loads((offices.folder / "Первый.json").read_text("utf-8"))["password"]
    [[kept]] = offices.ask("SELECT rolpassword FROM pg_authid WHERE rolname = (SELECT login FROM agency_member "
                           "WHERE name = 'Первый')")  # fmt: skip
    assert kept.startswith("SCRAM-SHA-256$") and secret not in kept
