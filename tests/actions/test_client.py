from datetime import date

from osago_xl.actions.joining import differences

TODAY = date(2026, 11, 22)


def client(work, name, phone="", **more):
    return work.add("tblClients", name=name, phone=phone, **{"status": "активный", "agent": "Я", "added": TODAY} | more)


def test_a_new_client_has_key_day_and_masked_phone(desk):
    desk.click("new_client", "Смирнов Олег", "8 916 111 22 33")
    row = desk.row("tblClients", "К-000001")
    assert (row["phone"], row["added"], row["status"]) == ("+7 (916) 111-22-33", TODAY, "потенциальный")


def test_three_recommendations_are_new_clients_of_the_recommender(desk):
    desk.setup(lambda work: client(work, "Источник"))
    desk.select("tblClients", "К-000001")
    desk.click("add_referrals", "Первый", "89161112233", "Второй", "89161112234", "")
    rows = desk.rows("tblClients")
    assert [(row["name"], row["referrer"], row["may_name"]) for row in rows[1:]] == [
        ("Первый", "К-000001", "да"),
        ("Второй", "К-000001", "да"),
    ]
    assert rows[0]["brought_people"] == 2
    assert desk.rows("tblContacts")[0]["referrals"] == 2


def test_a_copy_gets_a_key_and_no_unique_number(desk):
    desk.setup(lambda work: work.add("tblCars", make="Kia", model="Rio", vin="Z94CT51DAFR132154", plate="А123ВС777"))
    desk.select("tblCars", "А-000001")
    desk.click("copy_row")
    copy = desk.row("tblCars", "А-000002")
    assert (copy["make"], copy["vin"], copy["plate"]) == ("Kia", "", "")


def test_twins_are_joined_and_nothing_is_lost(desk):
    def fill(work):
        kept = client(work, "Семёнов Пётр Ильич", "+7 (916) 111-22-33", birth_date=date(1980, 1, 1), city="Уфа")
        other = client(work, "СЕМЕНОВ ПЕТР ИЛЬИЧ", "+7 (917) 111-22-33", birth_date=date(1980, 1, 1), email="a@b.ru")
        work.add("tblPolicies", client=other["key"], product="ОСАГО", state="проект")
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


def test_handing_over_keeps_who_led_before(desk):
    def fill(work):
        work.add("tblAgents", agent="Новая", role="агент")
        row = client(work, "Клиент")
        work.add("tblTasks", due=TODAY, what="позвонить", state="открыта", client=row["key"], agent="Я")

    desk.setup(fill)
    desk.click("hand_over", "1", "2")
    row = desk.row("tblClients", "К-000001")
    assert (row["agent"], row["former_agent"]) == ("Новая", "Я")
    assert desk.rows("tblTasks")[0]["agent"] == "Новая"


def test_deleting_offers_inactive_to_who_has_policies(desk):
    def fill(work):
        client(work, "Пустой")
        held = client(work, "С полисом")
        work.add("tblPolicies", client=held["key"], product="ОСАГО", state="оформлен")

    desk.setup(fill)
    desk.select("tblClients", "К-000001", "К-000002")
    desk.click("delete_row")
    (row,) = desk.rows("tblClients")
    assert (row["name"], row["status"]) == ("С полисом", "не активный")
    desk.click("undo_last")
    assert [row["name"] for row in desk.rows("tblClients")] == ["С полисом", "Пустой"]
