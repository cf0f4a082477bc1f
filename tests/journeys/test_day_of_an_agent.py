"""Journeys 1, 4, 5 and 6 of the workbook, one after the other, as a morning goes."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from desk import TODAY

from osago_xl.imports.model import OUTCOMES
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.day import CALLS
from osago_xl.schema.sheets.journals import CONTACTS

EXAMPLES = Path(__file__).parents[2] / "examples"
EACH_HIS_OWN = "1"


def test_a_morning(desk, contract):
    # a new client, a new policy, saved into all sheets
    desk.setup(
        lambda work: work.fill("form_", **contract | {"starts": date(2025, 12, 10), "signed": date(2025, 12, 8)})
    )
    desk.click("calculate")
    assert desk.work().form("form_")["premium"] == Decimal("4144.14")
    key = desk.click("form_save").data["policy"]
    policy = desk.row("tblPolicies", key)
    assert (policy["who"], policy["now"], policy["left"]) == ("Иванов Пётр Сергеевич", "действует", 17)

    silent = {"status": "активный", "agent": "Я", "last_order": TODAY - timedelta(days=400)}

    # he stands on the list of the day because his policy ends
    names = [f"Молчащий {n}" for n in range(4)]
    desk.setup(lambda work: [work.add(CLIENTS, name=name, phone=name, **silent) for name in names])
    desk.setup(lambda work: work.set(CLIENTS, work.rows(CLIENTS)[0], last_contact=date(2026, 11, 1)))
    desk.setup(lambda work: [work.remove(CONTACTS, row) for row in list(work.rows(CONTACTS))])
    desk.click("build_call_list")
    calls = desk.rows("tblCalls")
    assert [row["reasons"].split()[0] for row in calls] == ["renewal", "silence", "silence", "silence", "silence"]

    # five calls are logged by one click
    desk.setup(lambda work: [work.set(CALLS, row, result="думает", again="3") for row in work.rows(CALLS)])
    desk.click("log_calls")
    assert len(desk.rows("tblContacts")) == 5
    assert {row["next_call"] for row in desk.rows("tblClients")} == {TODAY + timedelta(days=3)}

    # one is postponed
    desk.select("tblClients", "К-000002")
    desk.click("postpone_14")
    assert desk.row("tblClients", "К-000002")["next_call"] == date(2026, 12, 7)  # the 6th is a Sunday

    # the policy is renewed from its row
    desk.select("tblPolicies", key)
    desk.click("renew_policy")
    desk.setup(lambda work: work.fill("form_", number="0123456790", series="ХХХ"))
    new = desk.click("form_save").data["policy"]
    assert desk.row("tblPolicies", key)["outcome"] == "продлён"
    assert desk.row("tblPolicies", new)["starts"] == date(2026, 12, 10)

    # and a mistake is taken back as a whole
    desk.click("undo_last")
    assert [row["key"] for row in desk.rows("tblPolicies")] == [key]
    assert desk.row("tblPolicies", key)["outcome"] == ""


def test_a_day_from_the_old_base_to_plan_and_fact(desk, contract):
    desk.setup(lambda work: work.set_setting("cfg_my_name", "Агентова Ольга Игоревна"))

    # the old base comes in, every row of it with an answer
    (came,) = desk.click("import_files", str(EXAMPLES / "client_base.xlsx")).data
    assert came["rows"] == sum(came[outcome] for outcome in OUTCOMES)
    assert len(desk.rows("tblClients")) == came["tables"]["tblClients"]["added"] > 100

    # the list of the day; five calls are logged by one click
    desk.click("build_call_list")
    called = [row["client"] for row in desk.rows("tblCalls")][:5]
    desk.setup(lambda work: [work.set(CALLS, row, result="думает", again="3") for row in work.rows(CALLS)[:5]])
    desk.click("log_calls")
    assert [(row["client"], row["result"], row["next_call"]) for row in desk.rows("tblContacts")] == [
        (key, "думает", TODAY + timedelta(days=3)) for key in called
    ]

    # one of them asks for another day
    desk.select("tblClients", called[0])
    desk.click("postpone_14")
    assert desk.row("tblClients", called[0])["next_call"] == date(2026, 12, 7)  # the 6th is a Sunday

    # a policy that ends is renewed from its row
    ending = contract | {"starts": date(2025, 12, 10), "signed": date(2025, 12, 8)}
    desk.setup(lambda work: work.fill("form_", **ending))
    old = desk.click("form_save").data["policy"]
    desk.select("tblPolicies", old)
    desk.click("renew_policy")
    desk.setup(lambda work: work.fill("form_", number="0123456790", series="ХХХ"))
    new = desk.click("form_save").data["policy"]
    assert (desk.row("tblPolicies", old)["outcome"], desk.row("tblPolicies", new)["previous"]) == ("продлён", old)

    # three clients get a letter, and each letter is a contact
    desk.select("tblClients", *called[:3])
    topics = sum(row["offered"] == "да" for row in desk.rows("tblServices")) + 2
    letters = desk.click("mailing", str(topics), "Новый адрес", "Мы переехали.", EACH_HIS_OWN).files
    assert len(letters) == 3 and all(path.exists() for path in letters)
    assert [row["client"] for row in desk.rows("tblContacts") if row["kind"] == "письмо"] == called[:3]

    # plan and fact: five calls of twenty
    desk.click("open_summary")
    today = desk.book.read_form("sum_")["calls"][0]
    assert (today["name"], today["plan"], today["fact"], today["share"]) == ("Сегодня", 20, 5, 25)
