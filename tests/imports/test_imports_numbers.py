"""Numbers of policies as they stand in files, whose they are, and dates that cannot be."""

import pytest

HEADER = ["Серия", "Номер", "Страхователь", "Телефон", "Начало", "Окончание", "Премия"]


def row(series, number, name="Ольхова Вера", phone="", starts="16.04.2026", ends="15.04.2027", premium="5000"):
    return [series, number, name, phone, starts, ends, premium]


@pytest.mark.parametrize(
    ("series", "number", "stored"),
    [
        ("ХХХ", "0123456789", ("ХХХ", "0123456789")),
        ("XXX", "ХХХ 0123456789", ("ХХХ", "0123456789")),
        ("ТТТ", "ТТТ7012345678", ("ТТТ", "7012345678")),
        ("", "ХХХ №0123456789", ("ХХХ", "0123456789")),
        ("", "ххх-0123456789 от 16.04.2026", ("ХХХ", "0123456789")),
        ("ХХХ", "0123456777/2", ("ХХХ", "0123456777/2")),
        ("ХХХ", "012345678/2", ("ХХХ", "012345678/2")),
        ("ХХХ", "0123456O81", ("ХХХ", "0123456O81")),
        ("ХХХ", "123456789", ("ХХХ", "123456789")),
        ("", "б/н", ("", "")),
    ],
)
def test_series_once_and_no_number_invented(office, series, number, stored):
    rows = row("ХХХ", "0000000001", "Ива Яна"), row(series, number)
    office.bring(HEADER, *rows)
    policy = office.rows("tblPolicies")[-1]
    assert (policy["series"], policy["number"]) == stored
    office.bring(HEADER, *rows)
    assert not office.changed


def test_policies_without_a_number_are_not_one_policy(office):
    office.bring(HEADER, row("", "б/н"), row("", "б/н", "Дуб Лев"), row("-", "-", "Ива Яна"))
    assert [policy["client"] for policy in office.rows("tblPolicies")] == ["К-000001", "К-000002", "К-000003"]


def test_a_known_number_of_another_holder_is_told_with_both(office):
    report = office.bring(HEADER, row("ХХХ", "0123456789"), row("ХХХ", "0123456789", "Дуб Лев", premium="9999"))
    assert [fate.outcome for fate in report.fates] == ["added", "refused"]
    assert "в базе «Ольхова Вера», в файле «Дуб Лев»" in report.fates[1].why
    assert [policy["premium"] for policy in office.rows("tblPolicies")] == [5000]
    assert len(office.rows("tblClients")) == 1


def test_the_holder_with_initials_is_no_other(office):
    office.bring(HEADER, row("ХХХ", "0123456789", "Ольхова Вера Павловна", "89160004501"))
    report = office.bring(HEADER, row("ХХХ", "0123456789", "Ольхова В. П."))
    assert report.fates[0].outcome in ("merged", "skipped")
    assert len(office.rows("tblPolicies")) == 1


def test_an_end_before_the_start_is_named_and_kept_in_the_comment(office):
    report = office.bring(HEADER, row("ХХХ", "0123456789", ends="15.04.2024"))
    [policy] = office.rows("tblPolicies")
    assert policy["comment"] == "Окончание: 15.04.2024"
    assert "15.04.2024 раньше начала 16.04.2026" in " ".join(remark.message for remark in report.remarks)


def test_an_address_and_a_phone_in_each_others_columns_change_places(office):
    office.bring(["ФИО", "Телефон", "E-mail"], ["Дуб Лев", "d@x.ru", "89160004501"], ["Ива Яна", "i@x.ru", "позже"])
    assert [(r["phone"], r["email"], r["comment"]) for r in office.rows("tblClients")] == [
        ("+7 (916) 000-45-01", "d@x.ru", ""), ("", "i@x.ru", "E-mail: позже"),
    ]  # fmt: skip


def test_why_a_row_was_joined_is_in_the_answer_for_machines(office):
    people = [["ФИО", "Телефон"], ["Дуб Лев", "89160004501"], ["ДУБ ЛЕВ", "+7 916 000 45 01"], ["Дуб Лев", ""]]
    report = office.bring(*people)
    assert report.to_json()["joined"] == [
        {"sheet": "rows", "row": 3, "key": "К-000001", "why": "тот же телефон и имя"},
        {"sheet": "rows", "row": 4, "key": "К-000001", "why": "то же имя, другого такого нет"},
    ]
