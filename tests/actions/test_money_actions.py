"""Group Деньги: payments, acts, debts, reconciliation and commission on a book in memory."""

from datetime import date
from decimal import Decimal

import pytest

from osago_xl.actions.perform import perform
from osago_xl.cli.console import ConsoleUi
from osago_xl.desk.money.acts import enter, marks, stored_acts
from osago_xl.domain.acts import check_acts
from osago_xl.domain.commission import Report
from osago_xl.errors import InputError

D = Decimal
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def office(desk, tmp_path):
    """Client К-000001 with policy П-000001 for 10 000 ₽, 10 % бордеро, 5 % ДВОУ; the company lets КВ be kept (1)."""
    desk.book._path = tmp_path / "OSAGO.xlsm"

    def fill(work):
        work.set("tblInsurers", work.rows("tblInsurers")[0], hold="1")
        work.add("tblClients", name="Иванов Пётр")
        work.add("tblCars", owner="К-000001", make="Kia", model="Rio", plate="А123ВС77", category="B")
        policy(work, "0000000001")

    desk.setup(fill)
    desk.select("tblPolicies", "П-000001")
    return desk


def policy(work, number, **other):
    values = {
        "client": "К-000001", "car": "А-000001", "product": "ОСАГО", "insurer": "Пример", "series": "ААМ",
        "number": number, "state": "оформлен", "signed": date(2026, 11, 10), "starts": date(2026, 11, 10),
        "ends": date(2027, 11, 9), "premium": D(10000), "bordereau_percent": D(10), "bordereau": D(1000),
        "services_percent": D(5), "services": D(500), "agent": "Я",
    }  # fmt: skip
    return work.add("tblPolicies", **values | other)


def set_hold(desk, hold):
    desk.setup(lambda work: work.set("tblInsurers", work.rows("tblInsurers")[0], hold=hold))


def change(desk, key, **values):
    desk.setup(lambda work: work.set("tblPolicies", work.get("tblPolicies", key), **values))


@pytest.mark.parametrize(
    ("hold", "method", "due"),
    [
        ("0", "наличные", D(10000)),
        ("1", "наличные", D(9000)),
        ("2", "карта", D(9000)),
        ("1", "на сайте СК", D(0)),
        ("1", "СБП/QR", D(0)),
        ("", "наличные", D(10000)),
    ],
)
def test_what_a_payment_owes_the_insurer(office, hold, method, due):
    set_hold(office, hold)
    methods = ["наличные", "карта", "банк", "СБП/QR", "на сайте СК"]
    office.click("add_payment", "", str(methods.index(method) + 1), "", "", yes=False)
    row = office.rows("tblPayments")[0]
    assert (row["income"], row["method"], row["to_transfer"], row["party"]) == (D(10000), method, due, "Пример")
    sold = office.row("tblPolicies", "П-000001")
    assert (sold["paid"], sold["debt"], sold["to_transfer"]) == (D(10000), 0, due)


def add_rule(desk, **cells):
    desk.setup(lambda work: work.add("tblCommission", since=date(2025, 1, 1), **{"bordereau": D(10)} | cells))


def test_the_rule_of_commission_says_more_than_the_company(office):
    add_rule(office, insurer="Пример", services=D(5), hold="2")
    office.click("recalc_commission", "11.2026")
    assert office.row("tblPolicies", "П-000001")["hold"] == "2"
    add_rule(office, insurer="Пример", form="бумага", services=D(5), hold="0")
    assert office.click("recalc_commission", "11.2026").data["changed"] == 1
    assert office.row("tblPolicies", "П-000001")["hold"] == "0", "series ААМ is printed on paper"


def test_a_later_change_of_the_company_changes_no_old_debt(office):
    office.click("add_payment", "5000", "1", "", "", yes=False)
    set_hold(office, "0")
    office.click("add_payment", "5000", "1", "", "", yes=False)
    assert [row["to_transfer"] for row in office.rows("tblPayments")] == [D(4500), D(4500)]
    office.click("act_report", "1", "11.2026", "", "д", "н", yes=False)
    assert (office.row("tblPolicies", "П-000001")["hold"], office.rows("tblActs")[0]["to_transfer"]) == ("1", D(9000))


def test_recalculation_moves_the_debt_to_the_company(office):
    for amount in ("3333,33", "6666,67"):
        office.click("add_payment", amount, "1", "", "", yes=False)
    add_rule(office, insurer="Пример", bordereau=D(20))
    office.click("recalc_commission", "11.2026")
    assert sum(row["to_transfer"] for row in office.rows("tblPayments")) == D(8000)
    assert office.row("tblPolicies", "П-000001")["to_transfer"] == D(8000)


def test_the_insurers_own_discount_lowers_what_he_is_due(office):
    change(office, "П-000001", insurer_discount=D(1000), discount=D(200))
    office.click("recalc_commission", "11.2026")
    sold = office.row("tblPolicies", "П-000001")
    assert (sold["bordereau"], sold["debt"]) == (D(900), D(8800))
    office.click("add_payment", "", "1", "", "", yes=False)
    row = office.rows("tblPayments")[0]
    assert (row["income"], row["to_transfer"]) == (D(8800), D(8100))


def test_commission_is_rounded_as_the_settings_say(office):
    change(office, "П-000001", premium=D("12345.67"))
    office.setup(lambda work: work.set_setting("cfg_commission_round", 10))
    office.click("recalc_commission", "11.2026")
    assert office.row("tblPolicies", "П-000001")["bordereau"] == D(1230)
    change(office, "П-000001", state="расторгнут", cancelled=date(2026, 11, 20), refund=D("1004.99"))
    office.click("act_report", "1", "11.2026", "", "д", "н", yes=False)
    assert office.rows("tblActs")[0]["commission"] == D(1130)


@pytest.mark.parametrize(("method", "cheque", "fee"), [("1", [""], None), ("2", [""], D(250)), ("3", [], None)])
def test_the_bank_takes_its_fee_from_a_card(office, method, cheque, fee):
    office.setup(lambda work: work.set_setting("cfg_acquiring", D("2.5")))
    office.click("add_payment", "", method, "", *cheque, yes=False)
    assert office.rows("tblPayments")[0]["acquiring"] == fee


def test_parts_of_a_premium_add_up_to_the_kopeck(office):
    change(office, "П-000001", bordereau=D("1000.01"))
    for amount in ("3333,33", "3333,33", "3333,34"):
        office.click("add_payment", amount, "1", "", "", yes=False)
    parts = [row["to_transfer"] for row in office.rows("tblPayments")]
    assert parts == [D("2999.99"), D("3000.00"), D("3000.00")]
    assert sum(parts) == office.row("tblPolicies", "П-000001")["to_transfer"] == D("8999.99")


def test_the_agents_own_discount_is_not_the_insurers(office):
    change(office, "П-000001", discount=D(400))
    office.click("add_payment", "", "1", "", "", yes=False)
    row = office.rows("tblPayments")[0]
    assert (row["income"], row["to_transfer"]) == (D(9600), D(9000))


def test_a_reversal_is_a_row_with_a_minus(office):
    office.click("add_payment", "", "1", "", "", yes=False)
    office.click("add_payment", "-10000", "1", "", "", yes=False)
    assert [row["to_transfer"] for row in office.rows("tblPayments")] == [D(9000), D(-9000)]
    assert office.row("tblPolicies", "П-000001")["paid"] == 0


def test_the_nearest_instalment_is_offered_first(office):
    def plan(work):
        for month, amount in ((2, 5000), (1, 3000)):
            values = {"kind": "премия", "policy": "П-000001", "party": "Пример"}
            work.add("tblPayments", due=date(2027, month, 1), income=D(amount), **values)

    office.setup(plan)
    report = office.click("add_payment", "д", "", "1", "", "9999 1 2", yes=False)
    later, nearest = office.rows("tblPayments")
    assert (nearest["day"], nearest["income"], nearest["fn"], nearest["fpd"]) == (office.today, D(3000), "9999", "2")
    assert later["day"] is None
    assert "Осталось 7 000,00" in report.text.replace("\xa0", " ")


def test_a_cheque_has_three_numbers(office):
    with pytest.raises(InputError, match="три числа чека"):
        office.click("add_payment", "", "1", "", "12 34", yes=False)
    assert office.rows("tblPayments") == []


@pytest.mark.parametrize(
    ("hold", "paid_directly", "kind", "to_transfer", "to_return"),
    [
        ("0", False, "бордеро", 10000, 1000),
        ("1", False, "бордеро", 9000, 0),
        ("2", False, "бордеро", 9000, 500),
        ("1", True, "бордеро", 0, 1000),
        ("0", False, "ДВОУ", 0, 500),
    ],
)
def test_check_values_of_an_act(office, hold, paid_directly, kind, to_transfer, to_return):
    set_hold(office, hold)
    office.click("add_payment", "", "5" if paid_directly else "1", "", "", yes=False)
    office.click("act_report", "1" if kind == "бордеро" else "2", "11.2026", "", "д", "н", yes=False)
    act = office.rows("tblActs")[0]
    assert (act["to_transfer"], act["to_return"], act["policies"]) == (to_transfer, to_return, 1)
    column = "bordereau_act" if kind == "бордеро" else "services_act"
    assert office.row("tblPolicies", "П-000001")[column] == act["key"]


def test_a_policy_enters_an_act_of_a_kind_once(office):
    office.click("act_report", "1", "11.2026", "", "д", "н", yes=False)
    assert "включать в акт нечего" in office.click("act_report", "1", "11.2026", yes=False).text
    office.click("act_report", "2", "11.2026", "", "д", "н", yes=False)
    assert [row["kind"] for row in office.rows("tblActs")] == ["бордеро", "ДВОУ"]


def test_money_settled_by_partial_hold_is_not_reported_again(office):
    set_hold(office, "2")
    office.click("act_report", "1", "11.2026", "", "д", "н", yes=False)
    assert "включать в акт нечего" in office.click("act_report", "2", "11.2026", yes=False).text


def test_a_refund_is_a_negative_row_of_a_later_act(office):
    office.click("act_report", "1", "11.2026", "", "д", "н", yes=False)
    change(office, "П-000001", state="расторгнут", cancelled=date(2026, 12, 5), refund=D(2000))
    office.click("act_report", "1", "12.2026", "", "д", "н", yes=False)
    assert [(row["premium"], row["to_transfer"]) for row in office.rows("tblActs")] == [
        (D(10000), D(9000)),
        (D(-2000), D(-1800)),
    ]
    assert marks(office.row("tblPolicies", "П-000001"), Report.BORDEREAU) == ("АК-000001", "АК-000002")
    assert list(check_acts(stored_acts(office.work()))) == []
    assert "нечего" in office.click("act_report", "1", "12.2026", yes=False).text


def test_an_annulled_act_frees_its_policies(office):
    office.click("act_report", "1", "11.2026", "", "д", "н", yes=False)
    office.setup(lambda work: work.set("tblActs", work.rows("tblActs")[0], state="отменён"))
    office.click("act_report", "1", "11.2026", "", "д", "н", yes=False)
    assert office.row("tblPolicies", "П-000001")["bordereau_act"] == "АК-000002"


def test_an_act_is_printed(office):
    report = office.click("act_report", "1", "11.2026", "", yes=True)
    assert report.files[0].exists() and office.rows("tblActs")[0]["file"] == f"Документы ОСАГО/{report.files[0].name}"


def test_payments_on_an_act_change_its_state(office):
    set_hold(office, "2")
    office.click("act_report", "1", "11.2026", "", "д", "н", yes=False)
    office.select("tblActs", "АК-000001")
    office.click("add_payment", "1", "", "", yes=False)
    assert office.rows("tblActs")[0]["state"] == "частично оплачен"
    office.click("add_payment", "", "", yes=False)
    assert office.rows("tblActs")[0]["state"] == "оплачен"
    rows = office.rows("tblPayments")
    assert [(row["kind"], row["income"], row["expense"]) for row in rows] == [
        ("перечисление СК", None, D(9000)),
        ("КВ получено", D(500), None),
    ]
    assert "уже оплачен полностью" in office.click("add_payment", yes=False).text


def test_an_annulled_act_takes_no_money(office):
    office.setup(lambda work: enter(work, "бордеро", "Пример", NOVEMBER, "1", []))
    office.setup(lambda work: work.set("tblActs", work.rows("tblActs")[0], state="отменён"))
    office.select("tblActs", "АК-000001")
    with pytest.raises(InputError, match="отменён"):
        office.click("add_payment")


def sub_agent(work):
    work.add("tblAgents", agent="Орлов", role="субагент", share=D(40))
    policy(work, "0000000002", agent="Орлов")


def test_a_sub_agents_act_holds_his_share_and_a_period_once(office):
    office.setup(sub_agent)
    office.click("act_report", "3", "11.2026", "", "д", "н", yes=False)
    act = office.rows("tblActs")[0]
    assert (act["party"], act["policies"], act["commission"], act["to_return"]) == ("Орлов", 1, D(600), D(600))
    with pytest.raises(InputError, match="уже есть акт 1"):
        office.click("act_report", "3", "11.2026", yes=False)


def debts_of(desk):
    desk.click("debts")
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


def test_recalculation_shows_the_difference_and_leaves_acts_alone(office):
    office.setup(lambda work: policy(work, "0000000002"))
    office.setup(lambda work: policy(work, "0000000003", signed=date(2026, 10, 1)))
    office.setup(lambda work: enter_first(work))
    report = office.click("recalc_commission", "11.2026")
    assert report.data == {"changed": 1, "difference": "-500.00"}
    assert report.details == ["Уже в актах, не меняются: 1."]
    assert office.row("tblPolicies", "П-000002")["services"] == 0
    assert office.row("tblPolicies", "П-000001")["services"] == office.row("tblPolicies", "П-000003")["services"] == 500


def enter_first(work):
    act = enter(work, "бордеро", "Пример", NOVEMBER, "1", [])
    work.set("tblPolicies", work.get("tblPolicies", "П-000001"), bordereau_act=act["key"])


def test_without_consent_nothing_is_recalculated(office):
    assert office.click("recalc_commission", "11.2026", "н", yes=False).text == ""
    assert office.row("tblPolicies", "П-000001")["services"] == 500


def test_the_bonus_for_the_plan_is_booked_once(office):
    def plan(work):
        work.set("tblAgents", work.rows("tblAgents")[0], plan_premium=D(9000), plan_bonus=D(2))

    office.setup(plan)
    for _ in range(2):
        office.click("recalc_commission", "11.2026")
    rows = office.rows("tblPayments")
    assert [(row["kind"], row["income"], row["comment"]) for row in rows] == [("премия за план", D(200), "за 11.2026")]


def save_csv(path, *lines):
    path.write_text("\n".join(lines), "utf-8")
    return path


def reconcile(desk, path, *answers):
    return perform("reconcile", desk.book, ConsoleUi(files=[path], answers=answers), desk.today)


BOTH_LINES, ONLY_BORDEREAU = "1", "2"


def compared(desk, tmp_path, header, line, *answers):
    path = save_csv(tmp_path / "act.csv", f"Полис;{header}", f"ААМ 0000000001;{line}", f"Итого;{line}")
    reconcile(desk, path, "11.2026", *answers)
    rows = ([row[f"c{n}"].replace("\xa0", " ") for n in range(1, 15)] for row in desk.rows("tblReport"))
    row = list(rows)[2]
    return (row[0], *row[7:10], *row[12:])


def test_two_columns_of_commission_are_compared_each_with_its_own(office, tmp_path):
    header = "Премия по договору;КВ по агентскому договору;Вознаграждение по ДВОУ"
    same = compared(office, tmp_path, header, "10000;1000;500")
    assert same == ("совпало", "1 500,00", "1 500,00", "", "", "")
    moved = compared(office, tmp_path, header, "10000;1500;0")
    assert moved[1:] == ("1 500,00", "1 500,00", "Бордеро, ДВОУ", "500,00", "-500,00"), "the sum alone looks right"
    assert compared(office, tmp_path, "Бордеро;ДВОУ", "1000;")[3] == "", "a column nobody filled is not in the file"


def test_one_column_of_commission_is_asked_about_where_two_lines_are_due(office, tmp_path):
    assert compared(office, tmp_path, "Итого КВ", "1500", BOTH_LINES)[:4] == ("совпало", "1 500,00", "1 500,00", "")
    assert compared(office, tmp_path, "Итого КВ", "1000", ONLY_BORDEREAU)[:4] == ("совпало", "1 000,00", "1 000,00", "")
    assert compared(office, tmp_path, "Итого КВ", "1000", BOTH_LINES)[3] == "КВ"
    change(office, "П-000001", services=None, services_percent=None)
    assert compared(office, tmp_path, "Итого КВ", "1000")[0] == "совпало", "with one line nothing is asked"


def test_a_refund_in_the_file_is_compared_with_ours(office, tmp_path):
    change(office, "П-000001", state="расторгнут", cancelled=date(2026, 11, 20), refund=D(2000))
    path = save_csv(tmp_path / "act.csv", "Полис;Дата;Премия;Бордеро", "ААМ 0000000001;10.11.2026;10000;1000",
                    "ААМ 0000000001;25.11.2026;-2000;-200")  # fmt: skip
    assert reconcile(office, path).data["совпало"] == 2


def test_reconciliation_with_every_kind_of_difference(office, tmp_path):
    def more(work):
        policy(work, "0000000002")
        policy(work, "0000000003")
        policy(work, "", signed=date(2026, 11, 12))
        policy(work, "0000000005", signed=date(2026, 11, 12))
        policy(work, "0000000006", signed=date(2026, 1, 12))
        policy(work, "0000000007", insurer="Другая")

    office.setup(more)
    path = save_csv(
        tmp_path / "act.csv",
        "Акт за ноябрь;;;;;",
        "№ п/п;Полис №;Дата заключения договора;Рег. номер;Начислено премии;Вознаграждение агента",
        "1;AAM 0000000001;10.11.2026;A123BC77;10000,00;1000,00",
        "2;ААМ 2;10.11.2026;;10000;1000",
        "3;ААМ000000003;11.11.2026;;10000;900",
        "4;ААМ 0000000099;12.11.2026;а123вс77;10000;1000",
        "5;ААМ 0000000098;13.11.2026;;7000;700",
        "ИТОГО;;;;47000;4600",
    )
    report = reconcile(office, path, ONLY_BORDEREAU)
    assert report.data == {
        "суммы или дата расходятся": 2, "есть только у компании": 2, "есть только у нас": 2, "совпало": 1,
    }  # fmt: skip
    lines = [[row[f"c{n}"] for n in range(1, 13)] for row in office.rows("tblReport")]
    found = {line[1]: line for line in lines[2:-1]}
    assert found["ААМ 0000000001"][0] == "совпало"
    assert found["ААМ 0000000003"][9] == "Дата, Бордеро"
    assert found["ААМ 2"][0] == "есть только у компании"
    assert found["ААМ 0000000005"][0] == "есть только у нас"
    assert found["ААМ"][10] == "госномер и дата"
    assert "ААМ 0000000006" not in found and "ААМ 0000000007" not in found
    assert lines[-1][:2] == ["Итого", "у нас 5, у компании 5"]
    assert any("строка итогов" in line for line in report.details)
    assert any("Вознаграждение агента → КВ" in line for line in report.details)


def test_a_file_without_policy_numbers_says_what_is_needed(office, tmp_path):
    path = save_csv(tmp_path / "x.csv", "Имя;Телефон", "Иванов;123")
    with pytest.raises(InputError, match="не нашлось таблицы с номерами полисов"):
        reconcile(office, path)
    assert office.rows("tblReport") == []


def test_no_file_chosen_is_no_error(office):
    class Silent(ConsoleUi):
        def pick_files(self, title, patterns):
            return []

    assert perform("reconcile", office.book, Silent(), office.today).text == ""
