from datetime import date

import pytest

from osago_xl.actions.perform import perform
from osago_xl.cli.console import ConsoleUi
from osago_xl.desk.who.joining import differences
from osago_xl.errors import BookError, InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import TASKS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.schema.sheets.vehicles import CARS

TODAY = date(2026, 11, 22)


def client(work, name, phone="", **more):
    return work.add(CLIENTS, name=name, phone=phone, **{"status": "активный", "agent": "Я", "added": TODAY} | more)


def test_a_new_client_has_key_day_and_masked_phone(desk):
    desk.click("new_client", "Смирнов Олег", "8 916 111 22 33")
    row = desk.row("tblClients", "К-000001")
    assert (row["phone"], row["added"], row["status"]) == ("+7 (916) 111-22-33", TODAY, "потенциальный")


def test_three_recommendations_are_new_clients_of_the_recommender(desk):
    desk.setup(lambda work: client(work, "Источник"))
    desk.select("tblClients", "К-000001")
    desk.click("add_referrals", "Первый", "89161112233", "Второй", "89161112234", "", "1")
    rows = desk.rows("tblClients")
    assert [(row["name"], row["referrer"], row["may_name"]) for row in rows[1:]] == [
        ("Первый", "К-000001", "да"),
        ("Второй", "К-000001", "да"),
    ]
    assert rows[0]["brought_people"] == 2
    (talk,) = desk.rows("tblContacts")
    assert (talk["referrals"], talk["kind"], talk["result"]) == (2, "встреча", "дал рекомендации")
    assert rows[0]["last_contact"] == TODAY


def test_recommendations_without_a_talk_leave_no_meeting_nobody_held(desk):
    desk.setup(lambda work: client(work, "Источник"))
    desk.select("tblClients", "К-000001")
    desk.click("add_referrals", "Первый", "89161112233", "", "")
    assert desk.rows("tblContacts") == []
    assert [row["last_contact"] for row in desk.rows("tblClients")] == [None, None]


def test_a_copy_gets_a_key_and_no_unique_number(desk):
    desk.setup(lambda work: work.add(CARS, make="Kia", model="Rio", vin="Z94CT51DAFR132154", plate="А123ВС777"))
    desk.select("tblCars", "А-000001")
    desk.click("copy_row")
    copy = desk.row("tblCars", "А-000002")
    assert (copy["make"], copy["vin"], copy["plate"]) == ("Kia", "", "")


def test_twins_are_joined_and_nothing_is_lost(desk):
    def fill(work):
        kept = client(work, "Семёнов Пётр Ильич", "+7 (916) 111-22-33", birth_date=date(1980, 1, 1), city="Уфа")
        other = client(work, "СЕМЕНОВ ПЕТР ИЛЬИЧ", "+7 (917) 111-22-33", birth_date=date(1980, 1, 1), email="a@b.ru")
        work.add(POLICIES, client=other["key"], product="ОСАГО", state="проект")
        assert "Телефон: +7 (916) 111-22-33 / +7 (917) 111-22-33" in differences(work, kept, other)

    desk.setup(fill)
    desk.click("find_duplicates")
    (row,) = desk.rows("tblClients")
    assert (row["key"], row["email"], row["city"]) == ("К-000001", "a@b.ru", "Уфа")
    assert "+7 (917) 111-22-33" in row["comment"]
    assert desk.rows("tblPolicies")[0]["client"] == "К-000001"
    assert desk.rows("tblTrash")[0]["row_key"] == "К-000002"


def test_a_family_with_one_phone_is_not_proposed_as_twins(desk):
    desk.setup(
        lambda work: [client(work, name, "+7 (916) 111-22-33") for name in ("Орлов Ян Львович", "Орлова Яна Львовна")]
    )
    assert "Объединено: 0, оставлено как есть: 0." in desk.click("find_duplicates").text


def test_clients_cannot_be_handed_to_the_agent_who_has_them(desk):
    desk.setup(lambda work: client(work, "Клиент"))
    with pytest.raises(InputError, match="Передать некому: впишите второго агента"):
        desk.click("hand_over", "1")


def test_handing_over_keeps_who_led_before(desk):
    def fill(work):
        work.add(AGENTS, agent="Новая", role="агент")
        row = client(work, "Клиент")
        work.add(TASKS, due=TODAY, what="позвонить", state="открыта", client=row["key"], agent="Я")

    desk.setup(fill)
    desk.click("hand_over", "1", "1")
    row = desk.row("tblClients", "К-000001")
    assert (row["agent"], row["former_agent"]) == ("Новая", "Я")
    assert desk.rows("tblTasks")[0]["agent"] == "Новая"


def test_deleting_offers_inactive_to_who_has_policies(desk):
    def fill(work):
        client(work, "Пустой")
        held = client(work, "С полисом")
        work.add(POLICIES, client=held["key"], product="ОСАГО", state="оформлен")

    desk.setup(fill)
    desk.select("tblClients", "К-000001", "К-000002")
    desk.click("delete_row")
    (row,) = desk.rows("tblClients")
    assert (row["name"], row["status"]) == ("С полисом", "не активный")
    desk.click("undo_last")
    assert [row["name"] for row in desk.rows("tblClients")] == ["С полисом", "Пустой"]


class Recording(ConsoleUi):
    """Answers «да» to the first questions, «нет» to the rest, and keeps them all."""

    def __init__(self, yes_times=0, prompts=()):
        super().__init__()
        self.asked, self._left, self._prompts = [], yes_times, list(prompts)

    def ask(self, question):
        self.asked.append(question)
        self._left -= 1
        return self._left >= 0

    def prompt(self, question, default=""):
        return self._prompts.pop(0) if self._prompts else None


def twins(work, count, **differing):
    for n in range(count):
        client(work, f"Ким{n} Ян Львович", f"+7 (900) 000-00-{n:02}")
        client(work, f"КИМ{n} ЯН ЛЬВОВИЧ", f"+7 (900) 000-00-{n:02}", **differing)


def test_rows_that_contradict_each_other_in_nothing_are_joined_by_one_answer(desk):
    desk.setup(lambda work: twins(work, 12, email="a@b.ru"))
    ui = Recording(yes_times=1)
    report = perform("find_duplicates", desk.book, ui, TODAY)
    assert ui.asked == ["Одинаковых строк, ни в чём не спорящих: 12. Объединить все сразу?"]
    assert report.text == "Объединено: 12, оставлено как есть: 0."
    assert {row["email"] for row in desk.rows("tblClients")} == {"a@b.ru"}


def test_contradicting_pairs_are_shown_ten_at_a_time(desk):
    desk.setup(lambda work: twins(work, 12, status="не активный"))
    ui = Recording()
    report = perform("find_duplicates", desk.book, ui, TODAY)
    assert len(ui.asked) == 11 and ui.asked[-1] == "Осталось пар: 2. Смотреть дальше?"
    assert "Статус: активный / не активный" in ui.asked[0]
    assert report.text == "Объединено: 0, оставлено как есть: 12."


def test_a_second_phone_is_kept_as_a_phone(desk):
    born = date(1980, 2, 29)
    desk.setup(lambda work: [client(work, "Ким Ян", f"+7 (900) 000-00-0{n}", birth_date=born) for n in (1, 2)])
    desk.click("find_duplicates")
    (row,) = desk.rows("tblClients")
    assert (row["phone"], row["phone_2"]) == ("+7 (900) 000-00-01", "+7 (900) 000-00-02")


def test_a_new_client_with_a_known_phone_is_said_first(desk):
    desk.setup(lambda work: client(work, "Ким Ян", "+7 (900) 000-00-01"))
    ui = Recording(prompts=["Ким Ян", "8 900 000 00 01"])
    assert perform("new_client", desk.book, ui, TODAY).text == ""
    assert ui.asked == ["Этот телефон уже у К-000001 Ким Ян. Всё равно добавить?"]
    assert len(desk.rows("tblClients")) == 1


def test_two_phones_of_a_new_client_stand_in_two_cells(desk):
    desk.click("new_client", "Ким Ян", "89000000001, 89000000002")
    row = desk.row("tblClients", "К-000001")
    assert (row["phone"], row["phone_2"]) == ("+7 (900) 000-00-01", "+7 (900) 000-00-02")


def test_what_is_no_phone_stays_for_the_check(desk):
    desk.click("new_client", "Ким Ян", "спросить у жены")
    assert desk.row("tblClients", "К-000001")["phone"] == "спросить у жены"


def test_the_start_list_ends_at_cancel_and_keeps_what_was_typed(desk):
    ui = Recording(prompts=["Мама 8 900 000 00 01; ; Папа"])
    report = perform("start_list", desk.book, ui, TODAY)
    assert report.text == "Добавлено: 2. Вспомнили 2 из 50."
    assert [row["name"] for row in desk.rows("tblClients")] == ["Мама", "Папа"]


@pytest.mark.parametrize("command", ["copy_row", "delete_row"])
def test_a_row_is_needed(desk, command):
    with pytest.raises(BookError, match="Встаньте на строку"):
        desk.click(command)


def test_cancelled_commands_change_nothing(desk):
    desk.setup(lambda work: client(work, "Ким Ян", "+7 (900) 000-00-01"))
    desk.select("tblClients", "К-000001")
    for command in ("new_client", "add_referrals", "delete_row"):
        assert perform(command, desk.book, Recording(), TODAY).text == ""
    assert len(desk.rows("tblClients")) == 1
    assert {row["command"] for row in desk.rows("tblLog")} == {"подготовка"}
