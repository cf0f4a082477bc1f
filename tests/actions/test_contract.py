import re
from datetime import date
from decimal import Decimal

import pytest
from desk import TODAY

from osago_xl.books.base import Selection
from osago_xl.errors import InputError
from osago_xl.schema.sheets.blanks import FORM_MOVES
from osago_xl.schema.sheets.contract_state import signature
from osago_xl.schema.sheets.reference import AGENTS, COMMISSION_RULES, INSURERS
from osago_xl.schema.sheets.vehicles import DRIVERS


def test_calculate_shows_every_factor_and_all_companies(desk, contract):
    desk.setup(lambda work: work.fill("form_", **contract))
    desk.click("calculate")
    form = desk.work().form("form_")
    product = Decimal(1)
    for line in form["factors"]:
        if line["value"] is not None:
            product *= line["value"]
    assert form["premium"] == product.quantize(Decimal("0.01")) == form["quotes"][0]["premium"]
    assert form["quotes"][0] | {"note": ""} == {
        "insurer": "Пример", "base_rate": 5000, "premium": form["premium"],
        "commission": (form["premium"] / 10).quantize(Decimal("0.01")), "note": "",
    }  # fmt: skip
    assert form["drivers"][0]["age"] == 46


def test_a_changed_input_marks_the_result_as_stale(desk, contract):
    desk.setup(lambda work: work.fill("form_", **contract))
    desk.click("calculate")
    form = desk.work().form("form_")
    assert form["signature"] == signature(form)
    desk.setup(lambda work: work.fill("form_", power_hp=Decimal(120)))
    form = desk.work().form("form_")
    assert form["signature"] != signature(form)


def test_saving_writes_client_car_driver_policy_payment_and_tasks_at_once(desk, contract):
    desk.setup(lambda work: work.fill("form_", **contract, consent_processing="да"))
    report = desk.click("form_save")
    policy = desk.row("tblPolicies", report.data["policy"])
    client = desk.row("tblClients", policy["client"])
    assert (client["name"], client["phone"], client["policies"]) == (
        "Иванов Пётр Сергеевич",
        "+7 (916) 111-22-33",
        1,
    )
    assert desk.row("tblCars", policy["car"])["owner"] == client["key"]
    admitted = desk.rows("tblAdmitted")
    assert [row["policy"] for row in admitted] == [policy["key"]]
    assert desk.row("tblDrivers", admitted[0]["driver"])["client"] == client["key"]
    assert (policy["state"], policy["ends"], policy["paid"]) == ("оформлен", date(2027, 11, 30), policy["premium"])
    assert policy["bordereau"] == (policy["premium"] / 10).quantize(Decimal("0.01"))
    assert {row["kind"] for row in desk.rows("tblTasks")} == {"проверка", "документы"}
    assert [row["kind"] for row in desk.rows("tblDocs")] == ["согласие: обработка"]
    assert desk.rows("tblContacts")[0]["policy"] == policy["key"]


def test_a_sold_policy_keeps_the_hold_it_was_sold_with(desk, contract):
    desk.setup(lambda work: work.set(INSURERS, work.rows(INSURERS)[0], hold="1"))
    desk.setup(
        lambda work: work.add(COMMISSION_RULES, since=date(2025, 1, 1), bordereau=Decimal(10), form="э", hold="2")
    )
    desk.setup(lambda work: work.fill("form_", **contract))
    desk.click("form_save")
    assert desk.rows("tblPolicies")[0]["hold"] == "2", "series ХХХ is electronic"


def test_a_known_person_and_car_are_not_doubled(desk, contract):
    desk.setup(lambda work: work.fill("form_", **contract))
    desk.click("form_save")
    again = contract | {"number": "0123456790", "starts": date(2027, 12, 1), "policy_key": "",
                        "holder_name": "ИВАНОВ ПЕТР СЕРГЕЕВИЧ"}  # fmt: skip
    desk.setup(lambda work: work.fill("form_", **again))
    desk.click("form_save")
    assert (len(desk.rows("tblClients")), len(desk.rows("tblCars")), len(desk.rows("tblDrivers"))) == (1, 1, 1)
    first, second = desk.rows("tblPolicies")
    assert (first["outcome"], first["successor"], second["previous"]) == ("продлён", second["key"], first["key"])


def test_renewal_moves_the_dates_and_keeps_people(desk, contract):
    desk.setup(lambda work: work.fill("form_", **contract))
    key = desk.click("form_save").data["policy"]
    desk.select("tblPolicies", key)
    desk.click("renew_policy")
    form = desk.work().form("form_")
    assert (form["starts"], form["number"], form["previous"]) == (date(2027, 12, 1), "", key)
    assert form["drivers"][0]["licence"] == "7701 123456"
    assert form["premium"] is not None


def test_an_empty_name_is_refused_with_the_cell(desk, contract):
    desk.setup(lambda work: work.fill("form_", **contract | {"holder_name": ""}))
    with pytest.raises(InputError, match="C5"):
        desk.click("form_save")
    assert desk.rows("tblClients") == []


@pytest.mark.parametrize(
    ("region", "place", "told"),
    [("Свердловская область", "Нижний Тогил", "Возможно: Нижний Тагил (Свердловская область)"),
     ("", "Нижний Тогил", "Возможно: Нижний Тагил (Свердловская область)"),
     ("", "Киров", "несколько территорий: Кировская область, Киров; Киров (Калужская область)")],
)  # fmt: skip
def test_a_misspelt_town_is_suggested_and_never_chosen(desk, contract, region, place, told):
    desk.setup(lambda work: work.fill("form_", **contract | {"region": region, "place": place}))
    for button in ("calculate", "form_save"):
        with pytest.raises(InputError, match=re.escape(told)):
            desk.click(button)
    kept = desk.work().form("form_")
    assert (kept["region"], kept["place"], kept["premium"]) == (region, place, None)
    assert desk.rows("tblPolicies") == []


def test_a_blank_is_used_in_the_same_transaction(desk, contract):
    def receive(work):
        work.add(FORM_MOVES, place=1, day=date(2026, 11, 1), operation="получен", kind="полис ОСАГО",
                 insurer="Пример", series="ААМ", first="3928776387", last="3928776396")  # fmt: skip
        work.fill("form_", **contract | {"series": "AAM", "number": "3928776387", "on_paper": "да"})

    desk.setup(receive)
    desk.click("form_save")
    states = {(row["first"], row["state"]) for row in desk.rows("tblForms")}
    assert ("3928776387", "использован") in states and ("3928776388", "чистый") in states


@pytest.mark.parametrize(("agent", "offered"), [("Я", "3928776387"), ("Орлов", "3928776390")])
def test_the_next_clean_blank_is_offered_at_the_issue(desk, contract, agent, offered):
    def receive(work):
        work.add(AGENTS, agent="Орлов", role="субагент")
        blank = {"day": date(2026, 11, 1), "kind": "полис ОСАГО", "insurer": "Пример", "series": "ААМ"}
        work.add(FORM_MOVES, place=1, operation="получен", first="3928776387", last="3928776396", **blank)
        work.add(FORM_MOVES, place=2, operation="передан", first="3928776390", last="3928776392", party="Орлов",
                 **blank)  # fmt: skip
        work.fill("form_", **contract | {"series": "", "number": "", "on_paper": "да", "agent": agent})

    desk.setup(receive)
    desk.click("form_save")
    policy = desk.rows("tblPolicies")[0]
    assert (policy["series"], policy["number"], policy["state"]) == ("ААМ", offered, "оформлен")
    assert desk.rows("tblFormMoves")[-1]["policy"] == policy["key"]


def test_a_renewal_takes_the_newest_bonus_malus_with_its_request(desk, contract):
    desk.setup(lambda work: work.fill("form_", **contract))
    key = desk.click("form_save").data["policy"]
    newest = {"kbm": Decimal("0.49"), "kbm_request": "9-78", "kbm_day": TODAY}
    desk.setup(lambda work: work.set(DRIVERS, work.rows(DRIVERS)[0], **newest))
    desk.select("tblPolicies", key)
    desk.click("renew_policy")
    driver = desk.work().form("form_")["drivers"][0]
    assert {name: driver[name] for name in newest} == newest


def test_a_blank_that_is_not_in_stock_stops_everything(desk, contract):
    desk.setup(lambda work: work.fill("form_", **contract | {"series": "ААМ", "on_paper": "да"}))
    with pytest.raises(InputError):
        desk.click("form_save")
    assert desk.rows("tblPolicies") == desk.rows("tblClients") == []


def test_find_by_plate_fills_car_and_owner(desk, contract):
    desk.setup(lambda work: work.fill("form_", **contract | {"plate": "а123вс777"}))
    desk.click("form_save")
    desk.setup(lambda work: work.fill("form_", holder_name="", make="", find="A123BC", pick=None))
    desk.click("form_fill")
    form = desk.work().form("form_")
    assert (form["holder_name"], form["make"]) == ("Иванов Пётр Сергеевич", "Kia")


def test_a_changed_cell_of_the_calculator_marks_its_companies_as_stale(desk):
    def choose(work):
        work.fill("calc_", date=date(2026, 12, 1), owner="физлицо", category="B", region="Москва", place="Москва",
                  power_hp=Decimal(100), unlimited="нет", base_rate=Decimal(5000),
                  drivers=[{"age": 35, "experience": 10, "kbm": Decimal(1)}])  # fmt: skip

    desk.setup(choose)
    desk.selection = Selection("Калькулятор")
    desk.click("calculate")
    form = desk.work().form("calc_")
    assert (form["quotes"][0]["insurer"], form["stale"]) == ("Пример", "")
    desk.setup(lambda work: work.fill("calc_", power_hp=Decimal(160)))
    assert desk.work().form("calc_")["stale"] == "расчёт устарел"


def test_a_foreign_licence_keeps_its_letters_and_spacing(desk, contract):
    contract["drivers"] = [contract["drivers"][0] | {"licence": "AB 1234567"}]
    desk.setup(lambda work: work.fill("form_", **contract))
    desk.click("form_save")
    (driver,) = desk.rows("tblDrivers")
    assert (driver["licence_series"], driver["licence_number"]) == ("", "AB 1234567")
    desk.select("tblDrivers", driver["key"])
    assert "AB 1234567" in desk.click("check_kbm").text
