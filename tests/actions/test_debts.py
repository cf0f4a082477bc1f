"""«Долги»: who owes whom, since when, on any day."""

from datetime import date
from decimal import Decimal as D

from money_base import policy, sub_agent


def debts_of(desk):
    desk.click("debts", "", "1")
    return {
        tuple(row[f"c{n}"] for n in (1, 2)): [row[f"c{n}"] for n in (4, 6, 7)] for row in desk.rows("tblReport")[2:]
    }


def test_debts_with_their_age(office):
    assert debts_of(office) == {("клиент должен премию", "Иванов Пётр"): ["10\xa0000,00", "12", "дольше 3 дней"]}
    office.click("add_payment", "", "1", "02.11.2026", "", yes=False)
    assert debts_of(office) == {("мы должны компании", "Пример"): ["9\xa0000,00", "20", "дольше 15 дней"]}


def test_debts_of_companies_sub_agents_and_partners(office):
    def more(work):
        sub_agent(work)
        work.add("tblAgents", agent="Брокер", role="партнёр")
        lead = policy(work, "0000000003", product="КАСКО", partner="Брокер", premium=D(50000))
        work.add("tblPayments", kind="премия", day=date(2026, 11, 20), policy=lead["key"], income=D(50000))
        for row in work.rows("tblPolicies")[:2]:
            values = {"kind": "премия", "day": date(2026, 11, 21), "method": "на сайте СК", "income": D(10000)}
            work.add("tblPayments", policy=row["key"], party="Пример", **values)

    office.setup(more)
    office.setup(lambda work: [work.set("tblPolicies", row, paid=row["premium"]) for row in work.rows("tblPolicies")])
    office.click("act_report", "1", "11.2026", "", "д", "н", yes=False)
    assert debts_of(office) == {
        ("компания должна КВ", "Пример"): ["2\xa0000,00", "0", ""],
        ("мы должны субагенту", "Орлов"): ["600,00", "12", "дольше 3 дней"],
        ("партнёр должен нам", "Брокер"): ["5\xa0000,00", "2", ""],
    }


def test_a_partner_pays_his_fee(office):
    def hand_over(work):
        work.add("tblAgents", agent="Брокер", role="партнёр", partner_percent=D(12))
        work.set("tblPolicies", work.get("tblPolicies", "П-000001"), partner="Брокер", state="лид")

    office.setup(hand_over)
    assert debts_of(office) == {("клиент у партнёра", "Брокер"): ["", "12", "ОСАГО"]}
    office.click("add_payment", "1", "", "20.11.2026", "", yes=False)
    office.click("add_payment", "2", "", "", yes=False)
    premium, fee = office.rows("tblPayments")
    assert (premium["to_transfer"], fee["kind"], fee["party"], fee["income"]) == (0, "от партнёра", "Брокер", D(1200))
    assert debts_of(office) == {}


def test_debts_instalments_and_clients_at_partners_of_one_agent(office):
    def more(work):
        sub_agent(work)
        work.add("tblAgents", agent="Брокер", role="партнёр")
        for number, agent in (("0000000003", "Я"), ("0000000004", "Орлов")):
            row = policy(work, number, agent=agent)
            work.add("tblPayments", kind="премия", due=date(2026, 12, 1), policy=row["key"], income=D(4000))
            policy(work, "", agent=agent, product="КАСКО", partner="Брокер", state="лид")

    office.setup(more)
    everyone, orlov = office.click("debts", "", "1").data, office.click("debts", "", "3").data
    assert len(everyone) == 10
    assert [(line["what"], line["policy"]) for line in orlov] == [
        ("клиент должен премию", "ААМ 0000000002"),
        ("клиент должен премию", "ААМ 0000000004"),
        ("мы должны субагенту", "ААМ 0000000002"),
        ("мы должны субагенту", "ААМ 0000000004"),
        ("взнос по рассрочке", "ААМ 0000000004"),
        ("клиент у партнёра", "ААМ"),
    ]
