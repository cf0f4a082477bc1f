"""What books of an office send each other, field by field."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from decimal import Decimal

from osago_xl.values.misfit import Misfit


def test_a_client_travels_to_the_head_and_his_change_comes_back(office):
    head, agent = office.member("Главный", "head"), office.member("Петров")
    key = agent.add("tblClients", name="Иванов Пётр", phone="8 916 111-22-33")
    assert agent.sync()["sent"]["tblClients"] == 1

    assert head.sync()["received"]["tblClients"] == 1
    assert head.names() == {"К-2-000001": "Иванов Пётр"}  # the second book of the office

    head.set("tblClients", "К-2-000001", comment="важный")
    head.sync()
    assert agent.sync()["received"] == {"tblClients": 1}
    assert agent.rows("tblClients")[key]["comment"] == "важный"
    assert key == "К-000001"


def test_different_fields_of_one_row_are_both_kept(office):
    head, agent = office.member("Главный", "head"), office.member("Петров")
    key = agent.add("tblClients", name="Иванов Пётр")
    agent.sync(), head.sync()
    head.set("tblClients", "К-2-000001", phone="8 916 111-22-33")
    agent.set("tblClients", key, email="ivanov@example.ru")
    head.sync(), agent.sync(), head.sync()
    for row in (agent.rows("tblClients")[key], head.rows("tblClients")["К-2-000001"]):
        assert (row["phone"], row["email"]) == ("8 916 111-22-33", "ivanov@example.ru")


def test_one_field_changed_by_two_is_a_conflict_told_to_both(office):
    head, agent = office.member("Главный", "head"), office.member("Петров")
    key = agent.add("tblClients", name="Иванов Пётр", city="Тверь")
    agent.sync(), head.sync()
    head.set("tblClients", "К-2-000001", city="Клин")
    agent.set("tblClients", key, city="Москва")
    head.sync()
    told = agent.sync()["conflicts"]
    # the head was first, and no row says that it is younger: his value stands
    expected = {"table": "tblClients", "column": "city", "ours": "Москва", "theirs": "Клин", "kept": "Клин"}
    assert told == [expected | {"key": key}]
    assert head.sync()["conflicts"] == [expected | {"key": "К-2-000001", "ours": "Клин", "theirs": "Москва"}]
    assert agent.rows("tblClients")[key]["city"] == head.rows("tblClients")["К-2-000001"]["city"] == "Клин"
    assert agent.sync()["conflicts"] == head.sync()["conflicts"] == []


def test_nothing_new_is_nothing_written(office):
    agent = office.member("Петров")
    agent.add("tblClients", name="Иванов Пётр")
    first = agent.sync()
    again = agent.sync()
    assert again == {"sent": {}, "received": {}, "conflicts": [], "position": first["position"]}


def test_a_policy_with_money_and_a_misfit_arrives_exactly(office):
    head, agent = office.member("Главный", "head"), office.member("Петров")
    client = agent.add("tblClients", name="Иванов Пётр", birth_date=Misfit("родился 5 мая"))
    agent.add("tblPolicies", client=client, owner=client, insurer="Пример", number="0123456789",
              starts=date(2026, 11, 1), premium=Decimal("8123.45"), kt=Decimal("1.80"),
              bordereau=Decimal("812.35"))  # fmt: skip
    agent.sync(), head.sync()
    policy = head.rows("tblPolicies")["П-2-000001"]
    assert policy["client"] == policy["owner"] == "К-2-000001"
    assert (policy["number"], policy["starts"]) == ("0123456789", date(2026, 11, 1))
    assert (policy["premium"], policy["kt"], policy["bordereau"]) == (
        Decimal("8123.45"),
        Decimal("1.8"),
        Decimal("812.35"),
    )
    assert head.rows("tblClients")["К-2-000001"]["birth_date"] == Misfit("родился 5 мая")


def test_a_deleted_row_is_deleted_everywhere(office):
    head, agent = office.member("Главный", "head"), office.member("Петров")
    key = agent.add("tblClients", name="Иванов Пётр")
    agent.sync(), head.sync()
    agent.remove("tblClients", key)
    assert agent.sync()["sent"] == {"tblClients": 1}
    assert head.sync()["received"] == {"tblClients": 1}
    assert head.names() == {}


def test_a_row_deleted_here_and_changed_there_comes_back_and_is_told(office):
    head, agent = office.member("Главный", "head"), office.member("Петров")
    key = agent.add("tblClients", name="Иванов Пётр")
    agent.sync(), head.sync()
    agent.remove("tblClients", key)
    head.set("tblClients", "К-2-000001", comment="не удалять")
    head.sync()
    [told] = agent.sync()["conflicts"]
    assert (told["column"], told["ours"], told["kept"]) == ("", "строка удалена", "строка изменена")
    assert agent.rows("tblClients")[key]["comment"] == "не удалять"


def test_a_row_changed_here_and_deleted_there_comes_back_too(office):
    head, agent = office.member("Главный", "head"), office.member("Петров")
    key = agent.add("tblClients", name="Иванов Пётр")
    agent.sync(), head.sync()
    head.remove("tblClients", "К-2-000001")
    agent.set("tblClients", key, comment="звонил")
    head.sync()
    assert len(agent.sync()["conflicts"]) == 1
    head.sync()
    assert head.rows("tblClients")["К-2-000001"]["comment"] == "звонил"


def test_a_client_deleted_there_who_got_a_task_here_comes_back(office):
    head, agent = office.member("Главный", "head"), office.member("Петров")
    key = agent.add("tblClients", name="Иванов Пётр")
    agent.sync(), head.sync()
    head.remove("tblClients", "К-2-000001")
    head.sync()
    agent.add("tblTasks", client=key, what="перезвонить")
    agent.sync(), head.sync()
    assert agent.names() == {key: "Иванов Пётр"}
    assert head.names() == {"К-2-000001": "Иванов Пётр"}
    assert head.names("tblTasks", "client") == {"З-2-000001": "К-2-000001"}


def test_twins_joined_here_take_along_what_was_added_there(office):
    head, agent = office.member("Главный", "head"), office.member("Петров")
    kept, twin = agent.add("tblClients", name="Иванов Пётр"), agent.add("tblClients", name="Иванов П.")
    task = agent.add("tblTasks", client=twin, what="перезвонить")
    agent.sync(), head.sync()
    agent.set("tblTasks", task, client=kept)  # what joining does
    agent.remove("tblClients", twin)
    agent.sync()
    head.add("tblTasks", client="К-2-000002", what="поздравить")
    head.sync()
    assert head.names() == {"К-2-000001": "Иванов Пётр"}
    assert set(head.names("tblTasks", "client").values()) == {"К-2-000001"}
    agent.sync()
    assert agent.names("tblTasks", "client") == {
        task: kept,
        "З-1-000002": kept,
    }  # numbers go on after all that the head sees


def test_a_number_given_again_is_another_row(office):
    head, agent = office.member("Главный", "head"), office.member("Петров")
    key = agent.add("tblClients", name="Иванов Пётр", phone="8 916 111-22-33", city="Тверь")
    agent.sync(), head.sync()
    head.set("tblClients", "К-2-000001", comment="важный")
    head.sync()
    agent.remove("tblClients", key)
    again = agent.add("tblClients", name="Сидорова Анна", phone="8 903 444-55-66", city="Клин")
    agent.add("tblTasks", client=again, what="перезвонить")
    assert again == key
    agent.sync(), head.sync()
    expected = {"К-000001": "Иванов Пётр", "К-000002": "Сидорова Анна"}
    assert agent.names() == expected
    assert list(head.names().values()) == list(expected.values())
    assert agent.names("tblTasks", "client") == {"З-000001": "К-000002"}


def test_the_directories_are_the_heads(office):
    head, agent = office.member("Главный", "head"), office.member("Петров")
    head.add("tblInsurers", insurer="Пример", full_name="СК «Пример»", percent=Decimal(10))
    agent.add("tblInsurers", insurer="Другая", full_name="СК «Другая»")
    head.sync(), agent.sync(), head.sync()
    assert set(head.names("tblInsurers", "full_name").values()) == {"СК «Пример»", "СК «Другая»"}
    assert agent.rows("tblInsurers")["Пример"]["percent"] is None  # what the office is paid is no agent's business
    agent.set("tblInsurers", "Пример", full_name="СК «Ошибка»")
    [told] = agent.sync()["conflicts"]
    assert (told["ours"], told["kept"]) == ("СК «Ошибка»", "СК «Пример»")
    assert agent.rows("tblInsurers")["Пример"]["full_name"] == "СК «Пример»"


def test_a_client_whom_the_head_gives_to_another_agent_moves(office):
    head, petrov, sidorov = (
        office.member("Главный", "head"), office.member("Петров"), office.member("Сидоров", "subagent")
    )  # fmt: skip
    key = petrov.add("tblClients", name="Иванов Пётр")
    petrov.add("tblPolicies", client=key, number="123", bordereau=Decimal(500))
    petrov.sync(), head.sync()
    head.set("tblClients", "К-2-000001", agent="Сидоров")
    head.sync(), petrov.sync(), sidorov.sync()
    assert petrov.names() == petrov.names("tblPolicies") == {}
    assert sidorov.names() == {"К-2-000001": "Иванов Пётр"}
    assert sidorov.rows("tblPolicies")["П-2-000001"]["bordereau"] is None
    assert head.rows("tblPolicies")["П-2-000001"]["bordereau"] == Decimal(500)


def test_what_was_typed_into_a_row_that_went_to_another_is_told(office):
    head, petrov = office.member("Главный", "head"), office.member("Петров")
    office.member("Сидоров")
    key = petrov.add("tblClients", name="Иванов Пётр", city="Тверь")
    petrov.sync(), head.sync()
    head.set("tblClients", "К-2-000001", agent="Сидоров")
    head.sync()
    petrov.set("tblClients", key, city="Клин")
    told = petrov.sync()["conflicts"]
    assert [(each["column"], each["ours"], each["kept"]) for each in told] == [("city", "Клин", "Тверь")]
    assert head.sync()["conflicts"][0]["theirs"] == "Клин"


def test_a_book_from_an_old_copy_does_not_bring_the_old_back(office):
    head, agent = office.member("Главный", "head"), office.member("Петров")
    key = agent.add("tblClients", name="Иванов Пётр", city="Тверь")
    gone = agent.add("tblClients", name="Лишний")
    agent.sync()
    copy = deepcopy(agent.book)
    agent.set("tblClients", key, city="Клин")
    agent.remove("tblClients", gone)
    agent.add("tblTasks", client=key, what="перезвонить")
    agent.sync(), head.sync()
    agent.book = copy
    report = agent.report()
    assert report.data["sent"] == {} and report.data["conflicts"] == []
    assert "восстановлена из копии" in report.details[0]
    assert agent.names(column="city") == {key: "Клин"}
    assert agent.names("tblTasks", "what") == {"З-000001": "перезвонить"}
    assert head.sync()["received"] == {}


def test_a_book_that_did_not_hear_of_its_last_exchange_goes_on(office):
    head, agent = office.member("Главный", "head"), office.member("Петров")
    key = agent.add("tblClients", name="Иванов Пётр", city="Тверь")
    agent.sync(), head.sync()
    agent.set("tblClients", key, city="Клин")
    agent.add("tblClients", name="Новый")
    unwritten = deepcopy(agent.book)
    agent.sync()  # the store has it, the book was not written
    agent.book = unwritten
    agent.set("tblClients", key, city="Москва")
    assert agent.sync()["conflicts"] == []
    head.sync()
    assert head.names(column="city") == {"К-2-000001": "Москва", "К-2-000002": ""}


def test_a_number_given_again_in_an_exchange_that_was_not_heard_of_is_one_row(office):
    head, agent = office.member("Главный", "head"), office.member("Петров")
    key = agent.add("tblClients", name="Иванов Пётр", phone="8 916 111-22-33", city="Тверь")
    agent.sync()
    agent.remove("tblClients", key)
    agent.sync()
    agent.add("tblClients", name="Сидорова Анна", phone="8 903 444-55-66", city="Клин")  # gets the number again
    unwritten = deepcopy(agent.book)
    agent.sync()
    agent.book = unwritten
    agent.sync(), head.sync()
    assert agent.names() == {"К-000002": "Сидорова Анна"}
    assert head.names() == {"К-2-000002": "Сидорова Анна"}


def test_a_link_to_a_row_that_goes_to_another_is_empty(office):
    head, petrov = office.member("Главный", "head"), office.member("Петров")
    office.member("Сидоров")
    friend = petrov.add("tblClients", name="Иванов Пётр")
    petrov.add("tblClients", name="Олегов Олег", referrer=friend)
    petrov.sync(), head.sync()
    head.set("tblClients", "К-2-000001", agent="Сидоров")
    head.sync(), petrov.sync()
    assert petrov.names(column="referrer") == {"К-000002": ""}
    assert petrov.sync()["sent"] == {}
    assert head.names(column="referrer")["К-2-000002"] == "К-2-000001"


def test_a_client_without_an_agent_is_led_by_whose_book_he_comes_from(office):
    """The head reads whose he is; in the agent's own book the cell stays as it was."""
    head, agent = office.member("Анна", "head"), office.member("Петров")
    key = agent.add("tblClients", name="Иванов Пётр")
    agent.sync()
    head.sync()
    assert [*head.names(column="agent").values()] == ["Петров"]
    assert agent.rows("tblClients")[key]["agent"] == ""
    assert agent.sync()["sent"] == {}


def test_the_head_may_leave_an_agent_unnamed(office):
    head, agent = office.member("Анна", "head"), office.member("Петров")
    agent.add("tblClients", name="Иванов Пётр")
    agent.sync()
    head.sync()
    [key] = head.rows("tblClients")
    head.set("tblClients", key, agent="")
    head.sync()
    assert (agent.sync()["sent"], head.sync()["received"]) == ({}, {})
    assert [*agent.names().values()] == ["Иванов Пётр"]  # still his
