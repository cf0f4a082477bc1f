"""Menu Проверить: what lands on the clipboard, which page opens, and what is kept of the answer."""

from datetime import date
from decimal import Decimal

import pytest

from osago_xl.actions.perform import perform
from osago_xl.cli.console import ConsoleUi
from osago_xl.errors import BookError, InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import TASKS
from osago_xl.schema.sheets.policies import ADMITTED, POLICIES
from osago_xl.schema.sheets.technical import KBM
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS


class Browser(ConsoleUi):
    """Remembers what was copied and opened."""

    def __init__(self, *answers):
        super().__init__(yes=True, answers=answers)
        self.copied, self.opened = [], []

    def copy(self, text):
        self.copied.append(text)

    def open(self, target):
        self.opened.append(target)


@pytest.fixture
def sold(desk):
    def fill(work):
        work.add(CLIENTS, name="Иванов Пётр")
        work.add(CARS, owner="К-000001", make="Kia", plate="а123вс77", vin="Z94CT51DAFR132154", category="B")
        work.add(DRIVERS, name="Орлова Анна", birth_date=date(1980, 5, 5), licence_series="7701",
                 licence_number="123456", former_licence="77 AA 654321")  # fmt: skip
        work.add(POLICIES, client="К-000001", car="А-000001", product="ОСАГО", insurer="Пример", series="XXX",
                 number="0123456789", state="оформлен", starts=date(2026, 12, 1))  # fmt: skip
        work.add(ADMITTED, policy="П-000001", place=1, driver="В-000001")
        work.add(TASKS, what="Проверить", due=date(2026, 11, 25), kind="проверка", state="открыта",
                 policy="П-000001", client="К-000001")  # fmt: skip
        for kbm in ("0.46", "1"):
            work.add(KBM, kbm=Decimal(kbm))

    desk.setup(fill)
    desk.select("tblPolicies", "П-000001")
    return desk


def click(desk, action, *answers):
    ui = Browser(*answers)
    return ui, perform(action, desk.book, ui, desk.today)


def change(desk, table, key, **values):
    desk.setup(lambda work: work.set(work.named(table), work.get(work.named(table), key), **values))


@pytest.mark.parametrize(
    ("action", "copied", "page", "field"),
    [
        ("check_policy_nsis", "А123ВС77", "nsis.ru", "«Госномер» на вкладке"),
        ("check_policy_rsa", "0123456789", "policyInfo", "«Номер», серия ХХХ"),
        ("check_kbm", "7701123456", "kbm", "водительского удостоверения"),
        ("check_inspection", "Z94CT51DAFR132154", "eaisto", "«VIN»"),
    ],
)
def test_the_right_value_the_page_and_the_field(sold, action, copied, page, field):
    ui, report = click(sold, action)
    assert ui.copied == [copied]
    assert len(ui.opened) == 1 and page in ui.opened[0]
    assert field in report.text


def test_a_policy_with_several_drivers_asks_whose_bonus_malus(sold):
    def second(work):
        work.add(DRIVERS, name="Петров", birth_date=date(1990, 1, 1), licence_series="9911", licence_number="765432")
        work.add(ADMITTED, policy="П-000001", place=2, driver="В-000002")

    sold.setup(second)
    ui, report = click(sold, "check_kbm", "2")
    assert (ui.copied, report.details) == (["9911765432"], ["Петров, 01.01.1990"])


def test_the_former_licence_is_told(sold):
    _, report = click(sold, "check_kbm")
    assert report.details == ["Орлова Анна, 05.05.1980", "Прежние права: 77 AA 654321, поле «Иные сведения»"]


def test_a_vehicle_without_plate_goes_by_vin_then_by_body(sold):
    change(sold, "tblCars", "А-000001", plate="")
    assert click(sold, "check_policy_nsis")[0].copied == ["Z94CT51DAFR132154"]
    change(sold, "tblCars", "А-000001", vin="Отсутствует", body="XW8-1")
    assert click(sold, "check_policy_nsis")[0].copied == ["XW8-1"]
    change(sold, "tblCars", "А-000001", body="")
    with pytest.raises(InputError, match="нет ни госномера, ни VIN, ни кузова"):
        click(sold, "check_policy_nsis")


def test_the_diagnostic_card_goes_before_the_vin(sold):
    change(sold, "tblCars", "А-000001", inspection_card="123456789012345")
    assert click(sold, "check_inspection")[0].copied == ["123456789012345"]


def test_the_link_of_the_qr_code(sold):
    ui, _ = click(sold, "check_qr")
    assert ui.opened == ["https://dkbm-web.autoins.ru/dkbm-web-1.0/qr.htm?id=ХХХ0123456789"]


@pytest.mark.parametrize("action", ["check_policy_rsa", "check_qr"])
def test_a_wrong_number_opens_nothing(sold, action):
    change(sold, "tblPolicies", "П-000001", number="12")
    with pytest.raises(InputError, match="Полис"):
        click(sold, action)


def test_an_address_wiped_out_is_named(sold):
    change(sold, "tblSettings", "cfg_url_nsis", value="")
    with pytest.raises(InputError, match="«НСИС: проверка полиса»"):
        click(sold, "check_policy_nsis")


def test_without_a_row_the_button_says_where_to_stand(desk):
    with pytest.raises(BookError, match="Встаньте на строку"):
        click(desk, "check_policy_rsa")


def test_the_answer_is_kept_with_day_and_source_and_finishes_the_task(sold):
    _, report = click(sold, "record_check", "1", "1", "Статус договора: Действует Номер полиса: 0123456789")
    doc = sold.rows("tblDocs")[0]
    assert (doc["kind"], doc["source"], doc["result"], doc["day"]) == (
        "проверка: полис",
        "НСИС",
        "Действует",
        sold.today,
    )
    assert (doc["client"], doc["policy"], doc["number"]) == ("К-000001", "П-000001", "0123456789")
    policy = sold.row("tblPolicies", "П-000001")
    assert (policy["check"], policy["checked"]) == ("Действует", sold.today)
    assert sold.rows("tblTasks")[0]["state"] == "сделана"
    assert report.data["status"] == "Действует"


def test_the_age_of_an_answer_is_shown(sold):
    click(sold, "record_check", "1", "1", "действует")
    assert sold.row("tblPolicies", "П-000001")["check_age"] == 0
    sold.setup(lambda work: work.set_setting("cfg_date", date(2027, 1, 1)))
    sold.setup(lambda work: work.set(POLICIES, work.get(POLICIES, "П-000001"), comment="позже"))
    assert sold.row("tblPolicies", "П-000001")["check_age"] == 40


def test_earlier_answers_stay(sold):
    for answer in ("действует", "прекратил действие"):
        _, report = click(sold, "record_check", "1", "2", answer)
    assert [doc["result"] for doc in sold.rows("tblDocs")] == ["действует", "прекратил действие"]
    assert "проверьте полис" in report.text


def test_a_bonus_malus_goes_to_the_driver_with_its_request(sold):
    click(sold, "record_check", "2", "1", "КБМ: 0,46 Номер запроса: 9-77 Дата запроса: 20.11.2026")
    driver = sold.rows("tblDrivers")[0]
    assert (driver["kbm"], driver["kbm_request"], driver["kbm_day"]) == (Decimal("0.46"), "9-77", date(2026, 11, 20))
    doc = sold.rows("tblDocs")[0]
    assert (doc["client"], doc["comment"]) == ("К-000001", "Орлова Анна; запрос от 20.11.2026")


def test_the_application_of_a_policy_names_the_request(sold):
    click(sold, "record_check", "2", "1", "КБМ: 0,46 Номер запроса: 9-77 Дата запроса: 20.11.2026")
    policy = sold.row("tblPolicies", "П-000001")
    assert (policy["kbm_request"], policy["kbm_request_day"]) == ("9-77", date(2026, 11, 20))
    click(sold, "record_check", "2", "1", "КБМ: 0,46 Номер запроса: 9-99")
    assert sold.row("tblPolicies", "П-000001")["kbm_request"] == "9-77", "what the policy was sold with stays"
    assert sold.rows("tblDrivers")[0]["kbm_request"] == "9-99"


@pytest.mark.parametrize(("text", "reason"), [("не найден", "нет КБМ"), ("КБМ 0,47", "не бывает")])
def test_what_is_no_bonus_malus_is_refused(sold, text, reason):
    sold.select("tblDrivers", "В-000001")
    with pytest.raises(InputError, match=reason):
        click(sold, "record_check", "1", text)
    assert sold.rows("tblDocs") == []


def test_an_inspection_gives_its_date_to_the_car(sold):
    sold.select("tblCars", "А-000001")
    click(sold, "record_check", "Карта действительна до: 01.03.2027")
    assert sold.rows("tblCars")[0]["inspection_until"] == date(2027, 3, 1)
    assert (sold.rows("tblDocs")[0]["source"], sold.rows("tblDocs")[0]["until"]) == ("ЕАИСТО", date(2027, 3, 1))


@pytest.mark.parametrize(("text", "state"), {
    "найден, действует": "сделана", "действует": "сделана", "Найден; выдан страхователю": "сделана",
    "не найден": "открыта", "не действует": "открыта", "найден, прекратил действие": "открыта", "найден": "открыта",
    "действует, но расторгнут 01.11.2026": "открыта",
}.items())  # fmt: skip
def test_only_a_good_answer_closes_the_task(sold, text, state):
    _, report = click(sold, "record_check", "1", "1", text)
    assert ("остаётся открытой" in report.text) == (state == "открыта")
    assert sold.rows("tblTasks")[0]["state"] == state


@pytest.mark.parametrize("text", ["0,46", "0.46", " КБМ 0,46", "КБМ: 0,46", "кбм 0,46"])
def test_a_bonus_malus_is_taken_in_any_words(sold, text):
    click(sold, "record_check", "2", "1", text)
    assert sold.rows("tblDrivers")[0]["kbm"] == Decimal("0.46")
    assert sold.rows("tblDocs")[0]["result"] == "КБМ 0,46"
