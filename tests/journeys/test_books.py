"""What every kind of book owes a command."""

from datetime import date
from decimal import Decimal

import pytest
from desk import TODAY

from osago_xl.errors import BookError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.day import CALLS


def clients(work, count):
    return [
        work.add(CLIENTS, name=f"Клиент {n}", phone=f"+7 (900) 000-00-{n:02}", status="активный", agent="Я",
                 kind="физлицо", added=TODAY, inn="007707083893")
        for n in range(count)
    ]  # fmt: skip


def test_added_rows_come_back_with_keys_formulas_and_leading_zeros(desk):
    desk.setup(lambda work: clients(work, 3))
    rows = desk.rows("tblClients")
    assert [(row["key"], row["name"], row["inn"]) for row in rows] == [
        (f"К-00000{n + 1}", f"Клиент {n}", "007707083893") for n in range(3)
    ]
    assert {row["call_from"] for row in rows} == {date(2027, 5, 21)}
    assert {row["segment"] for row in rows} == {"потенциальный"}


def test_text_stays_text(desk):
    hostile = '=HYPERLINK("http://example.com","x")'
    desk.setup(lambda work: work.add(CLIENTS, name=hostile, comment="12.05.2026", paper_number="000123"))
    (row,) = desk.rows("tblClients")
    assert (row["name"], row["comment"], row["paper_number"]) == (hostile, "12.05.2026", "000123")


def test_a_table_that_has_lost_all_its_rows_has_its_formulas_for_the_next(desk):
    desk.setup(lambda work: clients(work, 3))
    desk.setup(lambda work: work.remove(CLIENTS, *work.rows(CLIENTS)))
    assert desk.rows("tblClients") == []
    desk.setup(lambda work: clients(work, 2))
    assert [(row["key"], row["segment"]) for row in desk.rows("tblClients")] == [
        ("К-000001", "потенциальный"), ("К-000002", "потенциальный")
    ]  # fmt: skip


def test_cells_change_and_rows_go(desk):
    desk.setup(lambda work: clients(work, 4))

    def change(work):
        first, second, third, _ = work.rows(CLIENTS)
        work.set(CLIENTS, first, next_call=date(2026, 12, 24), own_days=15)
        work.set(CLIENTS, third, comment="третий")
        work.remove(CLIENTS, second)

    desk.setup(change)
    rows = desk.rows("tblClients")
    assert [row["key"] for row in rows] == ["К-000001", "К-000003", "К-000004"]
    assert (rows[0]["next_call"], rows[0]["why"], rows[1]["comment"]) == (date(2026, 12, 24), "назначено", "третий")


def test_a_rebuilt_table_grows_and_shrinks(desk):
    for count in (5, 2, 0, 3):
        desk.setup(lambda work, n=count: work.replace(CALLS, [{"place": i, "name": f"К{i}"} for i in range(1, n + 1)]))
        assert [row["place"] for row in desk.rows("tblCalls")] == list(range(1, count + 1))


def test_forms_are_filled_and_read(desk, contract):
    desk.setup(lambda work: work.fill("form_", **contract))
    form = desk.work().form("form_")
    assert (form["holder_name"], form["starts"], form["power_hp"]) == (
        "Иванов Пётр Сергеевич", date(2026, 12, 1), Decimal(100)
    )  # fmt: skip
    assert form["drivers"][0]["licensed"] == date(2000, 1, 1)
    assert form["drivers"][1]["name"] == ""


def test_settings_and_the_day_can_be_set(desk):
    desk.setup(lambda work: [work.set_setting("cfg_silence_days", 30), work.set_setting("cfg_date", date(2026, 6, 1))])
    work = desk.work()
    assert (work.settings["cfg_silence_days"], work.today) == (30, date(2026, 6, 1))


def test_an_action_that_fails_leaves_the_book_as_it_was(desk, contract):
    desk.setup(lambda work: work.fill("form_", **contract | {"insurer": "Нет такой"}))
    before = [dict(row) for row in desk.rows("tblClients")]
    with pytest.raises(Exception, match="Нет такой"):
        desk.click("form_save")
    assert [dict(row) for row in desk.rows("tblClients")] == before


def test_a_copied_key_is_asked_about(desk):
    desk.setup(lambda work: clients(work, 2))

    def copy(work):
        work.set(CLIENTS, work.rows(CLIENTS)[1], key="К-000001", comment="копия")

    work = desk.work()
    copy(work)
    desk.book.apply(work.changes())
    desk.select("tblClients", "К-000001")
    desk.click("postpone_1", "1")
    rows = desk.rows("tblClients")
    assert [(row["key"], row["comment"]) for row in rows] == [("К-000001", ""), ("К-000002", "копия")]


def test_a_button_without_a_row_says_where_to_stand(desk):
    with pytest.raises(BookError, match="Встаньте на строку"):
        desk.click("postpone_7")
