"""E1: a client handed to a partner, from the lead to the fee paid."""

from datetime import date
from decimal import Decimal

import pytest

from osago_xl.errors import BookError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import DOCUMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.schema.sheets.vehicles import CARS

D = Decimal
KASKO, BROKER = "2", "1"


@pytest.fixture
def office(desk):
    """Иванов with a car and a policy of ours; the partner Брокер."""

    def fill(work):
        work.add(AGENTS, agent="Брокер", role="партнёр")
        work.add(CLIENTS, name="Иванов Пётр", phone="+7 (916) 111-22-33", agent="Я")
        work.add(CARS, owner="К-000001", make="Kia", model="Rio", plate="А123ВС77")
        work.add(POLICIES, client="К-000001", car="А-000001", product="ОСАГО", state="оформлен", agent="Я")

    desk.setup(fill)
    desk.select("tblPolicies", "П-000001")
    return desk


def hand_over(desk, *answers):
    return desk.click("hand_to_partner", KASKO, *answers, "д", "хочет с франшизой", yes=False)


def lead(desk):
    return desk.row("tblPolicies", "П-000002")


def test_a_lead_is_a_policy_row_and_the_partner_gets_what_he_needs(office, capsys):
    report = hand_over(office)
    row = lead(office)
    assert (row["state"], row["product"], row["client"], row["car"]) == ("лид", "КАСКО", "К-000001", "А-000001")
    assert (row["partner"], row["partner_percent"], row["handed"]) == ("Брокер", D(10), office.today)
    assert "Иванов Пётр, +7 (916) 111-22-33, КАСКО, Kia Rio А123ВС77, хочет с франшизой" in capsys.readouterr().err
    assert "10 % после оплаты" in report.text.replace("\xa0", " ")
    assert [task["policy"] for task in office.rows("tblTasks")] == ["П-000002"]
    contact = office.rows("tblContacts")[0]
    assert (contact["offered"], contact["note"]) == ("КАСКО", "передан партнёру Брокер")


def test_data_of_a_client_go_to_others_with_his_consent(office):
    assert office.click("hand_to_partner", KASKO, "н", yes=False).text == ""
    assert len(office.rows("tblPolicies")) == 1, "without a consent nothing is handed over unasked"
    office.setup(lambda work: work.add(DOCUMENTS, client="К-000001", kind="согласие: передача", day=date(2026, 1, 1)))
    office.click("hand_to_partner", KASKO, "", yes=False)
    assert lead(office)["state"] == "лид"


def test_the_same_product_is_not_handed_over_twice_unasked(office):
    hand_over(office)
    assert office.click("hand_to_partner", KASKO, "н", yes=False).text == ""
    assert len(office.rows("tblPolicies")) == 2


def test_without_partners_the_button_says_what_to_do(desk):
    desk.setup(lambda work: work.add(CLIENTS, name="Иванов"))
    desk.select("tblClients", "К-000001")
    with pytest.raises(BookError, match="нет партнёров"):
        desk.click("hand_to_partner")


def partners(desk, agent="1"):
    (line,) = desk.click("report_partners", "11.2026", agent).data
    return [line[key] for key in ("partner", "handed", "paid", "premium", "due", "received", "debt")]


def test_from_the_lead_to_the_fee(office):
    hand_over(office)
    assert partners(office) == ["Брокер", office.today, None, None, 0, 0, 0]
    office.setup(lambda work: work.set_setting("cfg_partner_percent", 99))
    office.select("tblPolicies", "П-000002")
    report = office.click("add_payment", "1", "60000", "21.11.2026", "25.11.2026", yes=False)
    assert report.text.replace("\xa0", " ").endswith("Брокер должен вам 6 000,00 ₽.")
    row = lead(office)
    assert (row["state"], row["premium"], row["paid"], row["debt"]) == ("оформлен", D(60000), None, 0)
    assert (row["signed"], row["starts"], row["ends"]) == (
        date(2026, 11, 21), date(2026, 11, 25), date(2027, 11, 24))  # fmt: skip
    assert office.rows("tblTasks")[0]["state"] == "сделана"
    assert partners(office)[3:] == [D(60000), D(6000), 0, D(6000)], "ten percent as agreed, whatever the setting is now"
    office.click("add_payment", "2", "4000", "", yes=False)
    assert partners(office)[4:] == [D(6000), D(4000), D(2000)]


def test_the_report_is_of_a_period_and_an_agent(office):
    hand_over(office)
    assert office.click("report_partners", "10.2026", "1").data == []
    broker = "3"
    assert office.click("report_partners", "11.2026", broker).data == []
