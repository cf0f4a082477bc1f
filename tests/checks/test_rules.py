"""Every rule of «Проверить базу» by a case: one changed cell, one finding where the agent will look for it."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from faultless_base import BASE, TODAY

import osago_xl.checks

CLIENT, CAR, DRIVER, POLICY = "tblClients", "tblCars", "tblDrivers", "tblPolicies"
PAYMENT, ACT, DOC, MOVE = "tblPayments", "tblActs", "tblDocs", "tblFormMoves"
LATER = TODAY + timedelta(days=1)

CASES = [
    # table, changed cells, rule, column, level
    (CLIENT, {"birth_date": "вчера"}, "cell.misfit", "birth_date", "error"),
    (CLIENT, {"name": ""}, "cell.required", "name", "warning"),
    (CLIENT, {"channel": "Радио"}, "cell.list", "channel", "warning"),
    (CLIENT, {"why": "пусть отдохнёт"}, "formula.overwritten", "why", "error"),
    (CLIENT, {"phone": "123"}, "phone", "phone", "error"),
    (CLIENT, {"phone": "8 916 111 22 33"}, "phone.form", "phone", "warning"),
    (CLIENT, {"email": "иван"}, "email", "email", "error"),
    (CLIENT, {"inn": "500100732258"}, "inn", "inn", "error"),
    (CLIENT, {"postcode": "12"}, "postcode", "postcode", "error"),
    (CLIENT, {"paper_unit": "12"}, "unit_code", "paper_unit", "error"),
    (CLIENT, {"paper_series": "0009"}, "passport", "paper_number", "warning"),
    (CLIENT, {"paper_number": "23456"}, "passport.zeros", "paper_number", "error"),
    (CLIENT, {"birth_date": date(1800, 1, 1)}, "client.age", "birth_date", "error"),
    (CLIENT, {"paper_issued": date(1979, 1, 1)}, "client.paper", "paper_issued", "error"),
    (CLIENT, {"paper_issued": LATER}, "client.paper", "paper_issued", "error"),
    (CLIENT, {"kind": "юрлицо"}, "client.inn", "inn", "warning"),
    (CLIENT, {"name": "Иванов Пётр Сергеевич", "sex": "женский"}, "client.sex", "sex", "warning"),
    (CLIENT, {"referrer": "К-000002"}, "referrer.circle", "referrer", "error"),
    (CLIENT, {"referrer": "К-000099"}, "link.broken", "referrer", "error"),
    (CAR, {"vin": "Z94CT51DAFR13215"}, "vin", "vin", "error"),
    (CAR, {"vin": "Отсутствует"}, "car.body", "vin", "error"),
    (CAR, {"plate": "A123BC77"}, "plate.homoglyph", "plate", "warning"),
    (CAR, {"plate": "а 123 вс 77"}, "plate.form", "plate", "warning"),
    (CAR, {"plate": ""}, "car.plate", "plate", "warning"),
    (CAR, {"paper_number": "12345"}, "vehicle_document.zeros", "paper_number", "error"),
    (CAR, {"paper_series": "77"}, "vehicle_document.zeros", "paper_series", "error"),
    (CAR, {"paper_number": "АБВГДЕ"}, "vehicle_document", "paper_number", "error"),
    (CAR, {"inspection_card": "12"}, "diagnostic_card", "inspection_card", "error"),
    (CAR, {"year": 2027}, "car.year", "year", "error"),
    (CAR, {"paper_issued": date(2014, 1, 1)}, "car.paper", "paper_issued", "error"),
    (CAR, {"paper_issued": LATER}, "car.paper", "paper_issued", "error"),
    (CAR, {"power_hp": 7000}, "car.power", "power_hp", "warning"),
    (CAR, {"category": "C"}, "car.mass", "mass", "error"),
    (CAR, {"category": "D"}, "car.seats", "seats", "error"),
    (CAR, {"owner": "К-000099"}, "link.broken", "owner", "error"),
    (DRIVER, {"licence_number": "12345"}, "licence.zeros", "licence_number", "error"),
    (DRIVER, {"licence_series": "77AA"}, "licence.homoglyph", "licence_series", "warning"),
    (DRIVER, {"birth_date": date(1800, 1, 1)}, "driver.age", "birth_date", "error"),
    (DRIVER, {"birth_date": date(2020, 1, 1)}, "driver.age", "birth_date", "error"),
    (DRIVER, {"licensed": date(1995, 6, 1)}, "driver.licensed", "licensed", "error"),  # 15 years old
    (DRIVER, {"licensed": date(1996, 5, 5)}, "driver.licensed", "licensed", "warning"),  # 16 on that day
    (DRIVER, {"birth_date": date(2012, 6, 1)}, "driver.age", "birth_date", "error"),  # a driver of 14
    (DRIVER, {"birth_date": date(2010, 11, 23)}, "driver.age", "birth_date", "error"),  # 16 tomorrow
    (DRIVER, {"kbm": 0.9}, "driver.kbm", "kbm", "error"),
    (DRIVER, {"licensed": date(1997, 6, 1)}, "driver.licensed", "licensed", "warning"),
    (DRIVER, {"licensed": date(1990, 6, 1)}, "driver.licensed", "licensed", "error"),
    (DRIVER, {"licensed": LATER}, "driver.licensed", "licensed", "error"),
    (POLICY, {"number": "00000001"}, "policy_number.zeros", "number", "error"),
    (POLICY, {"series": "AAM"}, "policy_number.homoglyph", "series", "warning"),
    (POLICY, {"series": "ЩЩЩ"}, "policy_number.series", "number", "warning"),
    (POLICY, {"ends": date(2025, 11, 1)}, "policy.dates", "ends", "error"),
    (POLICY, {"ends": date(2026, 12, 24)}, "policy.term", "ends", "error"),
    (POLICY, {"signed": date(2025, 11, 26)}, "policy.signed", "signed", "warning"),
    (POLICY, {"signed": LATER}, "policy.future", "signed", "error"),
    (POLICY, {"number": ""}, "policy.number", "number", "warning"),
    (POLICY, {"state": "расторгнут"}, "policy.cancelled", "cancelled", "warning"),
    (POLICY, {"previous": "П-000001"}, "policy.self", "previous", "error"),
    (POLICY, {"use_1_from": date(2025, 12, 1)}, "use.dates", "use_1_from", "error"),
    (POLICY, {"use_1_from": date(2025, 10, 1), "use_1_to": date(2026, 3, 1)}, "use.term", "use_1_from", "error"),
    (POLICY, {"use_1_from": date(2025, 12, 1), "use_1_to": date(2026, 1, 1)}, "use.short", "use_1_from", "warning"),
    (
        POLICY,
        {"use_1_from": date(2025, 12, 1), "use_1_to": date(2026, 3, 1), "use_2_from": date(2026, 2, 1),
         "use_2_to": date(2026, 6, 1)},
        "use.overlap", "use_2_from", "error",
    ),
    (PAYMENT, {"income": 10001}, "payment.over", "paid", "warning"),
    (PAYMENT, {"income": -1}, "payment.negative", "paid", "error"),
    (POLICY, {"signed": date(2025, 5, 25)}, "policy.wait", "starts", "warning"),  # half a year before the start
    (POLICY, {"premium": 0, "bordereau": None}, "policy.premium", "premium", "warning"),
    (POLICY, {"kbm": 0.9}, "policy.kbm", "kbm", "error"),
    (POLICY, {"bordereau_percent": 650}, "commission.percent", "bordereau_percent", "error"),
    (POLICY, {"services": 32500, "premium": 5000}, "commission.much", "services", "error"),
    ("tblContacts", {"key": "С-000001", "day": LATER, "client": "К-000001"}, "contact.future", "day", "error"),
    (CAR, {"category": "C", "mass": 25}, "car.mass", "mass", "error"),
    (CAR, {"category": "C", "mass": 3000}, "car.light", "mass", "warning"),
    (CAR, {"place": "Казань"}, "car.place", "place", "warning"),
    (CAR, {"region": "Республика Татарстан", "place": "Казаньь"}, "car.place", "place", "warning"),
    (POLICY, {"bordereau": 900}, "commission.sum", "bordereau", "warning"),
    (POLICY, {"bordereau_act": "АК-000077"}, "acts.link", "bordereau_act", "error"),
    (POLICY, {"number": "0000000002"}, "forms.mismatch", "number", "error"),
    (PAYMENT, {"day": None}, "payment.date", "day", "error"),
    (PAYMENT, {"day": LATER}, "payment.future", "day", "error"),
    (PAYMENT, {"income": None}, "payment.sum", "income", "error"),
    (PAYMENT, {"policy": ""}, "payment.policy", "policy", "warning"),
    (PAYMENT, {"fn": "123"}, "payment.cheque", "fn", "warning"),
    (ACT, {"premium": 9000}, "acts.sum", "premium", "warning"),
    (ACT, {"until": date(2025, 11, 10)}, "acts.date", "number", "warning"),
    (DOC, {"day": LATER}, "consent.date", "day", "error"),
    (DOC, {"withdrawn": date(2025, 1, 1)}, "consent.withdrawn", "withdrawn", "error"),
    (DOC, {"until": date(2025, 1, 1)}, "consent.until", "until", "error"),
    (DOC, {"file": ""}, "consent.file", "file", "warning"),
    (DOC, {"file": "lost.pdf"}, "doc.file", "file", "warning"),
    (MOVE, {"first": "0000000002"}, "forms.unknown", "first", "error"),
    (MOVE, {"day": date(2025, 11, 21)}, "forms.date", "first", "error"),
    (MOVE, {"first": "000000001", "last": "000000009"}, "forms.format", "first", "error"),
    ("tblCommission", {"until": date(2024, 1, 1)}, "commission.dates", "bordereau", "error"),
    ("tblCommission", {"bordereau": 101}, "commission.rate", "bordereau", "error"),
    ("tblBaseRates", {"rate": 50000}, "rate.corridor", "rate", "error"),
    ("tblBaseRates", {"territory": "Атлантида"}, "rate.unreadable", "rate", "error"),
    ("tblInsurers", {"inn": "7707083894"}, "inn", "inn", "error"),
    ("tblInsurers", {"bic": "044525225", "account": "40702810900000000001"}, "account", "account", "error"),
]  # fmt: skip


def signs(found):
    return {(finding.table, finding.column, finding.rule, finding.level) for finding in found}


def test_the_base_of_these_cases_has_no_findings(check):
    assert signs(check()) == set()


@pytest.mark.parametrize(("table", "cells", "rule", "column", "level"), CASES, ids=lambda value: str(value)[:40])
def test_one_wrong_cell(check, table, cells, rule, column, level):
    judged = POLICY if rule in ("payment.over", "payment.negative") else table
    found = [f for f in check(**{table: cells}) if (f.table, f.rule) == (judged, rule)]
    assert {(f.column, f.level) for f in found} == {(column, level)}
    assert all(f.message for f in found)


@pytest.mark.parametrize(
    ("state", "partner", "asked"),
    [("лид", "", False), ("расчёт", "", False), ("оформлен", "", True), ("оформлен", "Брокер", False)],
)
def test_of_a_lead_and_a_partners_policy_less_is_asked_than_of_a_sale(check, state, partner, asked):
    empty = {"state": state, "insurer": "", "premium": None, "signed": None, "starts": None, "ends": None, "number": ""}
    found = check(tblPolicies=[{"key": "П-000001", "client": "К-000001", "product": "КАСКО", "agent": "Я"}
                               | empty | {"partner": partner}])  # fmt: skip
    assert any(f.rule in ("cell.required", "policy.number") for f in found) == asked


INSPECTIONS = [
    # purpose of the car, day of conclusion, inspection until, warned
    ("личная", date(2021, 8, 21), date(2021, 8, 24), True),
    ("личная", date(2021, 8, 22), date(2021, 8, 24), False),
    ("такси", date(2021, 8, 22), date(2021, 8, 24), True),
    ("такси", date(2021, 8, 22), date(2021, 8, 25), False),
    ("такси", date(2021, 8, 22), None, False),
]


@pytest.mark.parametrize(("purpose", "signed", "until", "warned"), INSPECTIONS)
def test_whose_inspection_has_to_last_until_the_policy_begins(check, purpose, signed, until, warned):
    policy = BASE[POLICY][0] | {"signed": signed, "starts": date(2021, 8, 25), "ends": date(2022, 8, 24)}
    found = check(tblPolicies=[policy], tblCars={"purpose": purpose, "inspection_until": until})
    assert [f.level for f in found if f.rule == "policy.inspection"] == ["warning"] * warned


def second(table, **cells):
    """The base's rows of a table with other cells in the second one."""
    first, other, *rest = [*BASE[table], {}]
    return [first, {**(other or first), **cells}, *filter(None, rest)]


DISAGREEING = [
    ({CLIENT: second(CLIENT, key="К-000001")}, "key.repeated"),
    ({CLIENT: second(CLIENT, name="иванов петр", birth_date=date(1980, 5, 5))}, "twin"),
    ({CAR: second(CAR, key="А-000002", plate="")}, "twin"),
    ({CAR: second(CAR, key="А-000002", vin="")}, "twin"),
    ({POLICY: second(POLICY, series="ААМ", number="0000000001")}, "twin"),
    ({POLICY: second(POLICY, starts=date(2026, 12, 1))}, "policy.gap"),
    ({POLICY: second(POLICY, starts=date(2026, 11, 20), signed=date(2026, 11, 20))}, "policy.gap"),
    ({POLICY: second(POLICY, car="А-000002"), CAR: second(CAR, key="А-000002", plate="В123ВС77")}, "policy.car"),
    ({POLICY: [BASE[POLICY][0] | {"state": "проект"}, BASE[POLICY][1]]}, "policy.not_begun"),
    ({CAR: {"purpose": "такси", "inspection_until": date(2025, 11, 24)}}, "policy.inspection"),
    ({PAYMENT: second(PAYMENT, income=10001)}, "payment.plan"),
    ({PAYMENT: second(PAYMENT, income=9999)}, "payment.plan"),
    ({POLICY: second(POLICY, starts=date(2026, 11, 24))}, "policy.doubled"),
    ({POLICY: second(POLICY, series="ААМ", number="0000000005")}, "forms.unused"),
    ({POLICY: second(POLICY, series="ААМ", number="0000000077")}, "forms.unknown"),
    ({MOVE: second(MOVE, operation="испорчен", policy="")}, "forms.gone"),
    ({MOVE: second(MOVE, place=None, operation="подарен")}, "forms.operation"),
    ({MOVE: second(MOVE, place=None, first="0000000077", last="0000000077")}, "forms.unknown"),
    ({POLICY: second(POLICY, bordereau_act="АК-000001; АК-000001", cancelled=date(2025, 11, 29))}, "acts.sum"),
    ({POLICY: [BASE[POLICY][0] | {"bordereau_act": "; АК-000001", "refund": 1, "cancelled": TODAY}]},
     "acts.refund"),
    ({ACT: {"state": "отменён"}, PAYMENT: {"kind": "КВ получено", "act": "АК-000001"}}, "acts.paid"),
    ({"tblCommission": [BASE["tblCommission"][0], BASE["tblCommission"][0]]}, "commission.twin"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "rule"), DISAGREEING)
def test_rows_that_do_not_agree(check, rows, rule):
    assert rule in {finding.rule for finding in check(**rows)}


def test_every_rule_named_in_the_checks_has_a_case():
    package = Path(osago_xl.checks.__file__).parents[1]
    modules = [*package.glob("checks/*.py"), *package.glob("domain/entry/*.py")]
    named = {rule for path in modules for rule in re.findall(r'"([a-z]+\.[a-z_]+)"', path.read_text("utf-8"))}
    tested = (
        {case[2] for case in CASES}
        | {rule for _, rule in DISAGREEING}
        | {
            "forms.received",
            "setting.unread",
            "consent.apart",
            "payment.former",
            "commission.former",
            "contact.messenger",
        }
    )
    assert named - tested == set()


def test_one_paper_for_two_purposes_of_consent(check):
    """Since 01.09.2025 each purpose has a paper of its own; what was signed before is left alone."""
    first = BASE[DOC][0] | {"file": "scan.pdf"}
    second = first | {"key": "Д-000002", "kind": "согласие: реклама"}
    assert {finding.rule for finding in check(tblDocs=[first, second])} == {"consent.apart"}
    old = {"day": date(2025, 8, 31)}
    assert check(tblDocs=[first | old, second | old]) == []


def test_a_talk_in_a_messenger_since_they_were_closed(check):
    """Foreign messengers are closed to insurers and their agents since 01.06.2025."""
    talk = {"key": "С-000001", "kind": "мессенджер", "client": BASE[CLIENT][0]["key"], "result": "договорились"}
    found = check(tblContacts=[talk | {"day": date(2025, 6, 1)}, talk | {"key": "С-000002", "day": date(2025, 5, 31)}])
    assert [f.row["key"] for f in found if f.rule == "contact.messenger"] == ["С-000001"]


def test_a_form_received_after_the_policy_was_written(check):
    receipt, use = BASE[MOVE]
    later = {"key": "Б-000003", "place": 2, "first": "0000000010", "last": "0000000019", "day": date(2025, 12, 1)}
    used = {"place": 3, "day": date(2025, 12, 2), "first": "0000000010", "last": "0000000010"}
    moves = [receipt, receipt | later, use | used]
    found = check(tblFormMoves=moves, tblPolicies={"number": "0000000010"})
    assert {finding.rule for finding in found} == {"forms.received"}


def test_policies_written_before_forms_were_kept_are_left_alone(check):
    policy = BASE[POLICY][0] | {"key": "П-000003", "number": "0000000500", "signed": date(2025, 10, 1)}
    assert not [f for f in check(tblPolicies=[*BASE[POLICY], policy]) if f.rule.startswith("forms")]


@pytest.mark.parametrize(
    ("table", "cells", "column", "fix"),
    [
        (CLIENT, {"phone": "8(916)1112233"}, "phone", "+7 (916) 111-22-33"),
        (CAR, {"plate": "a123bc77"}, "plate", "А123ВС77"),
        (CAR, {"vin": "z94ct51dafr132154"}, "vin", "Z94CT51DAFR132154"),
        (CLIENT, {"paper_number": "23456"}, "paper_number", "023456"),
        (CLIENT, {"paper_series": "509"}, "paper_series", "0509"),
        (DRIVER, {"licence_series": "77AA"}, "licence_series", "77АА"),
        (POLICY, {"series": "AAM"}, "series", "ААМ"),
        (POLICY, {"number": "000000001"}, "number", "0000000001"),
        (CLIENT, {"inn": "0732259"}, "inn", None),
    ],
)
def test_a_safe_correction_is_offered_for_its_own_cell(check, table, cells, column, fix):
    found = [f for f in check(**{table: cells}) if f.table == table]
    assert (column, fix) in {(f.column, f.fix) for f in found}
    if fix:
        assert not [f for f in check(**{table: {**cells, column: fix}}) if f.table == table]
