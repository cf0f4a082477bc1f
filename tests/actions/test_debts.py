"""«Долги»: who owes whom, since when, on any day."""

from datetime import date
from decimal import Decimal as D

from desk import shown
from money_base import policy, sub_agent

from osago_xl.schema.sheets.journals import PAYMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS, INSURERS


def debts_of(desk):
    desk.click("debts", "", "1")
    return {
        tuple(shown(row, n) for n in (1, 2)): [shown(row, n) for n in (4, 6, 7)] for row in desk.rows("tblReport")[2:]
    }


def test_debts_with_their_age(office):
    assert debts_of(office) == {("клиент должен премию", "Иванов Пётр"): ["10\xa0000,00", "12", "дольше 3 дней"]}
    office.click("add_payment", "", "1", "02.11.2026", "", yes=False)
    assert debts_of(office) == {("мы должны компании", "Пример"): ["9\xa0000,00", "20", "дольше 15 дней"]}


def test_debts_of_companies_sub_agents_and_partners(office):
    def more(work):
        sub_agent(work)
        work.add(AGENTS, agent="Брокер", role="партнёр")
        lead = policy(work, "0000000003", product="КАСКО", partner="Брокер", premium=D(50000))
        work.add(PAYMENTS, kind="премия", day=date(2026, 11, 20), policy=lead["key"], income=D(50000))
        for row in work.rows(POLICIES)[:2]:
            values = {"kind": "премия", "day": date(2026, 11, 21), "method": "на сайте СК", "income": D(10000)}
            work.add(PAYMENTS, policy=row["key"], party="Пример", **values)

    office.setup(more)
    office.setup(lambda work: [work.set(POLICIES, row, paid=row["premium"]) for row in work.rows(POLICIES)])
    office.click("act_report", "1", "11.2026", "", "д", "н", yes=False)
    assert debts_of(office) == {
        ("компания должна КВ", "Пример"): ["2\xa0000,00", "0", ""],
        ("мы должны субагенту", "Орлов"): ["600,00", "1", ""],
        ("партнёр должен нам", "Брокер"): ["5\xa0000,00", "2", ""],
    }


def test_a_partner_pays_his_fee(office):
    def hand_over(work):
        work.add(AGENTS, agent="Брокер", role="партнёр", partner_percent=D(12))
        work.set(POLICIES, work.get(POLICIES, "П-000001"), partner="Брокер", state="лид")

    office.setup(hand_over)
    assert debts_of(office) == {("клиент у партнёра", "Брокер"): ["", "12", "ОСАГО"]}
    office.click("add_payment", "1", "", "20.11.2026", "", yes=False)
    office.click("add_payment", "2", "", "", yes=False)
    (fee,) = office.rows("tblPayments")
    assert (fee["kind"], fee["party"], fee["income"]) == ("от партнёра", "Брокер", D(1200))
    assert debts_of(office) == {}


def test_debts_instalments_and_clients_at_partners_of_one_agent(office):
    def more(work):
        sub_agent(work)
        work.add(AGENTS, agent="Брокер", role="партнёр")
        for number, agent in (("0000000003", "Я"), ("0000000004", "Орлов")):
            row = policy(work, number, agent=agent)
            work.add(PAYMENTS, kind="премия", due=date(2026, 12, 1), policy=row["key"], income=D(4000))
            policy(work, "", agent=agent, product="КАСКО", partner="Брокер", state="лид")

    office.setup(more)
    everyone, orlov = office.click("debts", "", "1").data, office.click("debts", "", "3").data
    assert len(everyone) == 8
    assert [(line["what"], line["policy"]) for line in orlov] == [
        ("клиент должен премию", "ААМ 0000000002"),
        ("клиент должен премию", "ААМ 0000000004"),
        ("взнос по рассрочке", "ААМ 0000000004"),
        ("клиент у партнёра", "ААМ"),
    ]


def test_a_sub_agent_is_due_his_share_of_what_came(office):
    # 4 000 of 10 000 paid: commission 15 % of 4 000 = 600, his 40 % of it 240.
    office.setup(sub_agent)
    office.select("tblPolicies", "П-000002")
    office.click("add_payment", "4000", "1", "", "", yes=False)
    assert debts_of(office)["мы должны субагенту", "Орлов"] == ["240,00", "0", ""]


def test_each_company_stands_apart(office):
    """Пример has 100 too much, Другая is owed 9 000 and Третья 4 500: nothing is netted."""

    def more(work):
        for number, (insurer, premium) in enumerate((("Другая", 10000), ("Третья", 5000)), 2):
            work.add(INSURERS, insurer=insurer, hold="1", active="да")
            policy(work, f"000000000{number}", insurer=insurer, premium=D(premium), bordereau=D(premium) / 10)
        work.add(PAYMENTS, kind="перечисление СК", party="Пример", day=date(2026, 11, 20), expense=D(9100))

    office.setup(more)
    for key in ("П-000001", "П-000002", "П-000003"):
        office.select("tblPolicies", key)
        office.click("add_payment", "", "1", "", "", yes=False)
    report = office.click("debts", "", "1")
    told = [line.replace("\xa0", " ") for line in report.details]
    assert told == [
        "мы должны компании, Другая: 9 000,00 ₽",
        "мы должны компании, Третья: 4 500,00 ₽",
        "мы должны компании, Пример: −100,00 ₽ (переплата)",
    ]
