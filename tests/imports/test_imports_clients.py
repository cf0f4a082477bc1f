"""Rows of a client list become clients; what does not fit stays as text."""

from datetime import date

import pytest

from osago_xl.values.misfit import Misfit

HEADER = ["Имя клиента", "Телефон", "E-mail", "Услуга", "Канал", "Комментарий", "Дата последнего заказа", "Статус",
          "Перезвонить через, дн."]  # fmt: skip


def row(name="Петров Пётр Ильич", phone="89161112233", email="", service="", channel="", comment="", last="",
        status="", days=""):  # fmt: skip
    return [name, phone, email, service, channel, comment, last, status, days]


def messages(report):
    return " | ".join(remark.message for remark in report.remarks)


def test_a_client_with_all_columns(office):
    full = row("Пётр Ильич Петров", "8 916 111 22 33 доб. 5", "P@X.ru", "осаго", "авито", "тёща", "08.09.24",
               "Активный ", "180 дней")  # fmt: skip
    office.bring(HEADER, full, name="старая.csv")
    [client] = office.rows("tblClients")
    expected = {
        "key": "К-000001", "name": "Петров Пётр Ильич", "phone": "+7 (916) 111-22-33 доб. 5", "email": "P@x.ru",
        "service": "ОСАГО", "channel": "Авито", "comment": "тёща", "last_order": date(2024, 9, 8), "status": "активный",
        "own_days": 180, "kind": "физлицо", "agent": "Я", "added": date(2026, 11, 22), "source": "старая.csv",
    }  # fmt: skip
    assert {key: client[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [("ООО «Ромашка»", "юрлицо"), ("ИП «Савина»» & Ко", "ИП"), ("ИП Ким Юрий", "ИП"), ("Ипатова Анна", "физлицо")],
)
def test_kind_is_guessed_by_the_name(office, name, kind):
    office.bring(HEADER, row(name))
    assert office.rows("tblClients")[0]["kind"] == kind


@pytest.mark.parametrize(
    ("cells", "comment"),
    [
        ({"last": "31.02.2025"}, "Дата последнего заказа: 31.02.2025"),
        ({"last": "вчера"}, "Дата последнего заказа: вчера"),
        ({"last": "01.01.1900"}, "Дата последнего заказа: 01.01.1900"),
        ({"last": "01.01.2031"}, "Дата последнего заказа: 01.01.2031"),
        ({"phone": "89161112233 Маша"}, "Телефон: Маша"),
        ({"email": "x@"}, "E-mail: x@"),
        ({"email": "a@b.ru; c@d.ru"}, "E-mail: c@d.ru"),
        ({"status": "женат"}, "Статус: женат"),
        ({"days": "скоро"}, "Перезвонить через, дн.: скоро"),
        ({"service": "осаго + каско"}, "Услуга: осаго + каско"),
    ],
)
def test_what_does_not_fit_goes_to_the_comment_with_a_remark(office, cells, comment):
    report = office.bring(HEADER, row(**cells))
    assert office.rows("tblClients")[0]["comment"] == comment
    [remark] = report.remarks
    assert (remark.sheet, remark.row) == ("rows", 2)
    assert remark.column == comment.partition(":")[0]
    assert remark.message.endswith("Записано в «Комментарий».")


def test_two_phones_have_two_cells_and_a_third_goes_to_the_comment(office):
    office.bring(HEADER, row(phone="89161112233, 89161112234 / 89161112235"))
    [client] = office.rows("tblClients")
    assert (client["phone"], client["phone_2"]) == ("+7 (916) 111-22-33", "+7 (916) 111-22-34")
    assert client["comment"] == "Телефон: +7 (916) 111-22-35"


def test_a_name_like_a_formula_stays_text_and_is_named(office):
    report = office.bring(HEADER, row('=HYPERLINK("http://x","Иванов")'))
    assert office.rows("tblClients")[0]["name"] == '=HYPERLINK("http://x","Иванов")'
    assert "похоже на формулу" in messages(report)


def test_control_characters_and_very_long_names_are_named(office):
    report = office.bring(HEADER, row("Пет\x0bров " + "Сидорова " * 40))
    assert "непечатаемые" in messages(report)
    assert "знаков не поместится" in messages(report)
    assert "\x0b" not in office.rows("tblClients")[0]["name"]


def test_a_row_without_a_name_is_refused_and_nothing_of_it_is_written(office):
    report = office.bring(HEADER, row(""), row())
    assert [(fate.row, fate.outcome) for fate in report.fates] == [(2, "refused"), (3, "added")]
    assert len(office.rows("tblClients")) == 1


def test_unknown_channel_and_service_are_added_to_their_sheets_once(office):
    report = office.bring(HEADER, row(channel="Балкон", service="Зоо"), row("Ким Ю", "89160000000", channel="балкон"))
    assert [each["channel"] for each in office.rows("tblChannels")].count("Балкон") == 1
    assert office.rows("tblServices")[-1]["service"] == "Зоо"
    assert [client["channel"] for client in office.rows("tblClients")] == ["Балкон", "Балкон"]
    assert messages(report).count("добавлено на лист") == 2


def test_a_twin_in_the_same_file_completes_the_first_row(office):
    report = office.bring(HEADER, row(), row("ПЕТРОВ ПЕТР ИЛЬИЧ", "+7 916 111-22-33", "p@x.ru", last="01.02.2026"))
    [client] = office.rows("tblClients")
    assert [fate.outcome for fate in report.fates] == ["added", "merged"]
    assert (client["email"], client["last_order"]) == ("p@x.ru", date(2026, 2, 1))


def test_completing_never_overwrites_the_agents_cells(office):
    office.bring(HEADER, row(email="old@x.ru", service="ОСАГО", last="01.02.2026"))
    report = office.bring(HEADER, row(email="new@x.ru", service="КАСКО", last="01.02.2025"))
    [client] = office.rows("tblClients")
    assert (client["email"], client["service"], client["last_order"]) == ("old@x.ru", "ОСАГО", date(2026, 2, 1))
    assert client["comment"] == "Услуга: КАСКО; E-mail: new@x.ru"
    assert "Оставлено как в базе" in messages(report)


def test_what_the_agent_typed_and_does_not_fit_is_left_alone(office):
    office.book.put("tblClients", [{"name": "Петров Пётр Ильич", "phone": "89161112233", "last_order": "летом"}])
    office.bring(HEADER, row(last="01.02.2026"))
    assert office.rows("tblClients")[0]["last_order"] == Misfit("летом")


def test_a_new_phone_of_a_known_client_becomes_the_second(office):
    office.bring(HEADER, row(email="p@x.ru"))
    office.bring(HEADER, row(phone="89990000000", email="p@x.ru"))
    [client] = office.rows("tblClients")
    assert (client["phone"], client["phone_2"]) == ("+7 (916) 111-22-33", "+7 (999) 000-00-00")


def test_a_namesake_is_added_with_a_warning(office):
    report = office.bring(HEADER, row(), row(phone="89990000000"))
    assert len(office.rows("tblClients")) == 2
    assert "то же имя у К-000001" in messages(report)


def test_values_of_an_unknown_column_are_kept_in_the_comment(office):
    report = office.bring([*HEADER, "Собака"], [*row(), "такса"])
    assert office.rows("tblClients")[0]["comment"] == "Собака: такса"
    assert "Столбец не распознан" in messages(report)


def test_a_call_ahead_is_not_a_mistake(office):
    report = office.bring(["ФИО", "Телефон", "Следующий звонок"], ["Петров Пётр", "89161112233", "01.12.2026"])
    assert office.rows("tblClients")[0]["next_call"] == date(2026, 12, 1)
    assert report.remarks == []


def test_rows_without_data_are_skipped_with_the_reason(office):
    report = office.bring(HEADER, [], HEADER, row(), ["Итого", "1"], [])
    assert [(fate.row, fate.outcome, fate.why) for fate in report.fates] == [
        (2, "skipped", "пустая строка"),
        (3, "skipped", "повтор шапки таблицы"),
        (4, "added", ""),
        (5, "skipped", "строка итогов"),
    ]
