from datetime import date

from calls_base import client, policy

from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.day import CALLS
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.schema.sheets.vehicles import CARS

TODAY = date(2026, 11, 22)


def everything(desk):
    return {name: [dict(row) for row in desk.rows(name)] for name in desk.book.schema.tables if name != "tblLog"}


def test_saving_a_contract_is_undone_on_all_sheets(desk, contract):
    desk.setup(lambda work: work.fill("form_", **contract))
    before = everything(desk)
    desk.click("form_save")
    assert everything(desk) != before
    report = desk.click("undo_last")
    assert "Записать" in report.text
    assert everything(desk) == before


def test_undo_goes_back_one_command_at_a_time_and_is_not_itself_undone(desk):
    desk.setup(lambda work: work.add(CLIENTS, name="А", status="активный", added=TODAY))
    desk.select("tblClients", "К-000001")
    desk.click("postpone_1")
    desk.click("postpone_7")
    desk.click("undo_last")
    assert desk.row("tblClients", "К-000001")["next_call"] == date(2026, 11, 23)
    desk.click("undo_last")
    assert desk.row("tblClients", "К-000001")["next_call"] is None


def test_a_rebuilt_list_comes_back(desk):
    desk.setup(lambda work: work.add(CLIENTS, name="А", phone="1", status="активный", next_call=TODAY))
    desk.click("build_call_list")
    desk.setup(lambda work: work.set(CLIENTS, work.rows(CLIENTS)[0], next_call=None))
    before = [row["name"] for row in desk.rows("tblCalls")]
    desk.click("build_call_list")
    assert desk.rows("tblCalls") == []
    desk.click("undo_last")
    assert [row["name"] for row in desk.rows("tblCalls")] == before == ["А"]


def test_nothing_to_undo_is_said(desk):
    desk.click("undo_last")
    assert "нечего" in desk.click("undo_last").text


def test_a_cell_changed_since_is_named(desk):
    desk.setup(lambda work: work.add(CLIENTS, name="А", status="активный", added=TODAY))
    desk.select("tblClients", "К-000001")
    desk.click("postpone_1")
    work = desk.work()
    work.set(CLIENTS, work.rows(CLIENTS)[0], next_call=date(2027, 1, 1))
    desk.book.apply(work.changes())
    assert desk.click("undo_last").details == ["К-000001, Следующий звонок"]


def test_rows_added_in_a_row_share_a_line_of_the_journal_and_go_away_together(desk):
    def three_clients_and_an_agent(work):
        for name in ("А", "Б", "В"):
            work.add(CLIENTS, name=name)
        work.add(CLIENTS, key="К-000100", name="Г")
        work.add(AGENTS, agent="Ольга")

    before = everything(desk)
    desk.setup(three_clients_and_an_agent)
    newest = max(row["command_number"] for row in desk.rows("tblLog"))
    entries = [row for row in desk.rows("tblLog") if row["command_number"] == newest]
    assert {(row["table"], row["row_key"]) for row in entries} == {
        ("tblClients", "К-000001…К-000003"),
        ("tblClients", "К-000100"),
        ("tblAgents", "Ольга"),
    }
    desk.click("undo_last")
    assert everything(desk) == before


def typed_by_hand(desk, table, key, **values):
    """What the agent types into the sheet: no command, no journal."""
    work = desk.work()
    work.set(work.named(table), work.get(work.named(table), key), **values)
    desk.book.apply(work.changes())


def test_a_cell_that_the_command_had_emptied_is_named_too(desk):
    desk.setup(lambda work: work.add(CLIENTS, name="А", status="активный", added=TODAY, comment="звонить утром"))
    desk.setup(lambda work: work.set(CLIENTS, work.rows(CLIENTS)[0], comment=""))
    typed_by_hand(desk, "tblClients", "К-000001", comment="звонить вечером")
    assert desk.click("undo_last").details == ["К-000001, Комментарий"]
    assert desk.row("tblClients", "К-000001")["comment"] == "звонить утром"


def test_a_row_in_which_was_typed_since_goes_to_the_bin(desk):
    desk.setup(lambda work: [work.add(CLIENTS, name="А"), work.add(CLIENTS, name="Б")])
    typed_by_hand(desk, "tblClients", "К-000002", phone="+7 (916) 111-22-33")
    report = desk.click("undo_last")
    assert report.details == ["К-000002, лист «Клиенты»: строка в корзине, «Вернуть из корзины» вернёт её."]
    assert desk.rows("tblClients") == []
    desk.click("give_back")
    assert [(row["key"], row["phone"]) for row in desk.rows("tblClients")] == [("К-000002", "+7 (916) 111-22-33")]


def test_nothing_is_kept_of_rows_nobody_has_touched(desk, contract):
    """Every kind of value is written and read back before it is compared: none of them may look typed."""
    desk.setup(lambda work: work.fill("form_", **contract))
    desk.click("form_save")
    assert desk.click("undo_last").details == []
    assert desk.rows("tblTrash") == []


def test_rows_to_which_others_lead_by_now_are_named(desk):
    desk.setup(lambda work: work.add(CLIENTS, name="А"))
    work = desk.work()
    work.add(CARS, make="Kia", owner="К-000001")
    desk.book.apply(work.changes())
    assert "К-000001: лист «Автомобили»" in desk.click("undo_last").details


def test_a_cell_of_a_form_changed_since_is_named(desk):
    desk.setup(lambda work: work.fill("form_", place="Уфа"))
    work = desk.work()
    work.fill("form_", place="Казань")
    desk.book.apply(work.changes())
    assert desk.click("undo_last").details == ["Оформление, Место"]


def test_what_was_typed_into_a_rebuilt_list_is_named_before_it_goes(desk):
    desk.setup(lambda work: work.replace(CALLS, [{"place": 1, "name": "Ким Лев", "client": "К-000001"}]))
    desk.setup(lambda work: work.replace(CALLS, [{"place": 1, "name": "Орехова Анна", "client": "К-000002"}]))
    typed_by_hand(desk, "tblCalls", 1, result="думает", note="после отпуска")
    report = desk.click("undo_last")
    assert report.details == ["Кому звонить 1, Результат: думает", "Кому звонить 1, Заметка: после отпуска"]
    assert [row["name"] for row in desk.rows("tblCalls")] == ["Ким Лев"]


def test_a_rebuilt_list_nobody_has_typed_in_goes_without_a_word(desk):
    desk.setup(lambda work: work.replace(CALLS, [{"place": 1, "name": "Ким Лев", "result": "думает"}]))
    assert desk.click("undo_last").details == []


def test_calls_are_written_down_again_after_an_undo(desk):
    """Rows of the lists of the day are known by numbers: their «Записано» comes back too."""
    desk.setup(lambda work: policy(work, client(work), date(2026, 12, 1)))
    desk.click("build_call_list")
    typed_by_hand(desk, "tblCalls", 1, result="нет ответа")
    desk.click("log_calls")
    desk.click("undo_last")
    assert not desk.rows("tblContacts")
    assert desk.click("log_calls").text.startswith("Записано звонков: 1,")
    assert [row["result"] for row in desk.rows("tblContacts")] == ["нет ответа"]


def test_outcomes_of_renewals_are_written_down_again_after_an_undo(desk):
    desk.setup(lambda work: policy(work, client(work), date(2026, 12, 1)))
    desk.click("build_renewals")
    typed_by_hand(desk, "tblRenewals", 1, outcome="ушёл", reason="другой агент")
    desk.click("log_calls")
    desk.click("undo_last")
    assert not desk.rows("tblPolicies")[0]["outcome"]
    assert desk.click("log_calls").text.endswith("итогов пролонгации: 1.")
    assert desk.rows("tblPolicies")[0]["outcome"] == "ушёл"
