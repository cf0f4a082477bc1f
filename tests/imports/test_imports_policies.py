"""A row of an insurer's export becomes a policy with its client, car and payment, or nothing at all."""

from datetime import date
from decimal import Decimal

import pytest

from osago_xl.imports.cars import split_model
from osago_xl.imports.target import Options

HEADER = ["Серия", "Номер", "Страхователь", "Телефон", "Дата рождения", "Марка модель", "VIN", "Гос. номер",
          "Мощность, л.с.", "Территория", "Начало", "Окончание", "Премия", "КВ, %", "Дата оплаты"]  # fmt: skip
OFFERED = Options(insurer="Пример")


def row(**changed):
    cells = dict(zip(HEADER, ["ХХХ", "0123456789", "Петров Пётр Ильич", "89161112233", "06.05.1980", "Лада Веста",
                              "XTA210990Y2765439", "А123ВС77", "106,0", "Казань", "01.06.2026", "31.05.2027",
                              "10000,50", "12,5", "25.05.2026"], strict=True))  # fmt: skip
    return list((cells | changed).values())


def test_one_row_fills_four_tables(office):
    report = office.bring(HEADER, row(), options=OFFERED)
    [client], [car], [policy], [payment] = map(office.rows, ("tblClients", "tblCars", "tblPolicies", "tblPayments"))
    assert (client["name"], client["birth_date"], client["last_order"]) == (
        "Петров Пётр Ильич", date(1980, 5, 6), date(2026, 5, 25),
    )  # fmt: skip
    assert (car["make"], car["model"], car["plate"], car["vin"], car["power_hp"], car["owner"]) == (
        "Лада", "Веста", "А123ВС77", "XTA210990Y2765439", Decimal(106), "К-000001",
    )  # fmt: skip
    assert (car["region"], car["place"]) == ("Республика Татарстан", "Казань")
    expected = {
        "client": "К-000001", "owner": "К-000001", "car": "А-000001", "product": "ОСАГО", "insurer": "Пример",
        "state": "оформлен", "series": "ХХХ", "number": "0123456789", "starts": date(2026, 6, 1),
        "ends": date(2027, 5, 31), "signed": date(2026, 5, 25), "premium": Decimal("10000.50"),
        "bordereau_percent": Decimal("12.5"), "bordereau": Decimal("1250.06"), "agent": "Я",
    }  # fmt: skip
    assert {key: policy[key] for key in expected} == expected
    assert (payment["policy"], payment["day"], payment["kind"], payment["income"]) == (
        "П-000001", date(2026, 5, 25), "премия", Decimal("10000.50"),
    )  # fmt: skip
    assert {name: counts["added"] for name, counts in report.tables().items()} == {
        "tblPolicies": 1, "tblClients": 1, "tblCars": 1, "tblPayments": 1,
    }  # fmt: skip


def test_the_same_row_twice_is_one_policy(office):
    report = office.bring(HEADER, row(), row())
    assert [fate.outcome for fate in report.fates] == ["added", "skipped"]
    assert len(office.rows("tblPayments")) == len(office.rows("tblCars")) == len(office.rows("tblPolicies")) == 1


def test_look_alike_letters_are_put_right_and_named(office):
    report = office.bring(HEADER, row(Серия="XXX", **{"Гос. номер": "t837yb163"}), options=OFFERED)
    assert office.rows("tblPolicies")[0]["series"] == "ХХХ"
    assert office.rows("tblCars")[0]["plate"] == "Т837УВ163"
    assert {remark.column for remark in report.remarks} == {"Номер", "Гос. номер"}


def test_a_lost_leading_zero_is_named_and_not_invented(office):
    report = office.bring(HEADER, row(Номер="123456789"), options=OFFERED)
    assert office.rows("tblPolicies")[0]["number"] == "123456789"
    assert "9 цифр вместо 10" in report.remarks[0].message


def test_series_and_number_in_one_cell(office):
    office.bring(["Полис", *HEADER[2:]], ["ТТТ 0000000007", *row()[2:]])
    assert (office.rows("tblPolicies")[0]["series"], office.rows("tblPolicies")[0]["number"]) == ("ТТТ", "0000000007")


def test_without_a_holder_nothing_is_written(office):
    report = office.bring(HEADER, row(Страхователь=""))
    assert [fate.outcome for fate in report.fates] == ["refused"]
    assert not office.changed


def test_without_a_number_the_policy_is_called_about_all_the_same(office):
    report = office.bring(HEADER, row(Номер="", Серия=""), options=OFFERED)
    [policy] = office.rows("tblPolicies")
    assert (policy["number"], policy["ends"], policy["state"]) == ("", date(2027, 5, 31), "оформлен")
    assert policy["car"] == office.rows("tblCars")[0]["key"]
    assert [fate.outcome for fate in report.fates] == ["added"]
    office.bring(HEADER, row(Номер="", Серия=""), options=OFFERED)
    assert not office.changed, "told by client, car, product and term"


def test_a_car_without_a_policy_is_the_clients_car_and_no_policy(office):
    office.bring(["ФИО", "Телефон", "Авто", "Госномер"], ["Ветрова Анна", "89160001122", "Kia Rio", "А123ВС77"])
    assert [car["owner"] for car in office.rows("tblCars")] == [office.rows("tblClients")[0]["key"]]
    assert office.rows("tblPolicies") == []


def test_a_place_outside_the_table_stays_as_it_was_written(office):
    report = office.bring(HEADER, row(Территория="пгт Ильинский"), options=OFFERED)
    [car] = office.rows("tblCars")
    assert (car["region"], car["place"]) == ("", "пгт Ильинский")
    assert [remark.column for remark in report.remarks] == ["Территория"]


def test_without_an_end_the_policy_runs_a_year_and_it_is_said(office):
    report = office.bring(HEADER, row(Окончание=""), options=OFFERED)
    assert office.rows("tblPolicies")[0]["ends"] == date(2027, 5, 31)
    assert "Окончания в строке нет" in report.remarks[0].message


def test_a_wrong_date_goes_to_the_policys_comment(office):
    office.bring(HEADER, row(Начало="31.02.2026"))
    assert office.rows("tblPolicies")[0]["comment"] == "Начало: 31.02.2026"
    assert office.rows("tblPolicies")[0]["starts"] is None


def test_an_export_that_does_not_say_whose_it_is(office):
    report = office.bring(HEADER, row())
    assert office.rows("tblPolicies")[0]["insurer"] == ""
    assert [remark.message[:20] for remark in report.remarks] == ["Страховой компании в"]


def test_the_agent_is_asked_whose_it_is(office):
    asked = []
    office.bring(HEADER, row(), options=Options(ask_insurer=lambda file: asked.append(file) or "Пример"))
    assert asked == ["rows.csv"]
    assert office.rows("tblPolicies")[0]["insurer"] == office.rows("tblInsurers")[0]["insurer"] == "Пример"


def test_one_car_insured_again_is_not_doubled(office):
    second = row(Номер="0123456790", Начало="01.06.2027", Окончание="31.05.2028", **{"Гос. номер": ""})
    office.bring(HEADER, row(Номер="0123456788"), second)
    assert len(office.rows("tblCars")) == 1
    assert [policy["car"] for policy in office.rows("tblPolicies")] == ["А-000001", "А-000001"]


@pytest.mark.parametrize("order", [1, -1], ids=["old first", "new first"])
def test_a_renewal_is_linked_in_whichever_order_the_file_names_it(office, order):
    old = row(Начало="10.06.2025", Окончание="09.06.2026")
    new = row(Номер="0123456790", Начало="10.06.2026", Окончание="09.06.2027")
    office.bring(HEADER, *[old, new][::order])
    first, second = sorted(office.rows("tblPolicies"), key=lambda policy: policy["starts"])
    assert (first["successor"], first["outcome"]) == (second["key"], "продлён")
    assert (second["previous"], second["outcome"]) == (first["key"], "")


def test_one_plate_on_two_vins_is_two_cars(office):
    office.bring(HEADER, row(), row(Номер="0123456790", VIN="XTA210990Y2765440"))
    assert len(office.rows("tblCars")) == 2


def test_cars_without_vin_are_told_by_the_plate(office):
    other = row(Номер="0123456790", VIN="отсутствует", **{"Гос. номер": "А124ВС77"})
    office.bring(HEADER, row(VIN="ОТСУТСТВУЕТ"), other, row(Номер="0123456791", VIN="ОТСУТСТВУЕТ"))
    assert [car["vin"] for car in office.rows("tblCars")] == ["Отсутствует", "Отсутствует"]


def test_a_difference_to_a_known_policy_is_noted_and_nothing_overwritten(office):
    office.bring(HEADER, row())
    report = office.bring(HEADER, row(Премия="9999,00"))
    [policy] = office.rows("tblPolicies")
    assert policy["premium"] == Decimal("10000.50")
    assert "Премия: 9999" in policy["comment"]
    assert [fate.outcome for fate in report.fates] == ["merged"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Лада Веста", ("Лада", "Веста")),
        ("land rover Defender", ("land rover", "Defender")),
        ("Chery Tiggo 7 Pro", ("Chery", "Tiggo 7 Pro")),
        ("УАЗ", ("УАЗ", "")),
    ],
)
def test_make_and_model(text, parts):
    assert split_model(text, "", ["land", "land rover"]) == parts


def test_a_sale_without_a_day_of_payment_was_paid_when_it_was_signed(office):
    header = [*HEADER[:-1], "Дата договора"]
    report = office.bring(header, row(), options=OFFERED)
    [payment] = office.rows("tblPayments")
    assert (payment["policy"], payment["day"]) == ("П-000001", date(2026, 5, 25))
    assert payment["income"] == Decimal("10000.50")
    assert "считаем, что оплачено в день договора" in " ".join(remark.message for remark in report.remarks)


def test_an_empty_day_of_payment_stays_a_debt(office):
    office.bring(HEADER, row(**{"Дата оплаты": ""}), options=OFFERED)
    assert not office.rows("tblPayments")
