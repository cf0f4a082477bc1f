"""Mission B: the client base in Excel and what its readers asked for."""

from __future__ import annotations

import email
from datetime import timedelta
from email.policy import default

import openpyxl
import pytest
from desk import TODAY
from docx import Document
from mission_words import numbered

from osago_xl.actions.help import is_shown
from osago_xl.books.base import Changes, Row, Selection, TableChange
from osago_xl.errors import InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.day import CALLS
from osago_xl.schema.sheets.journals import DOCUMENTS
from osago_xl.schema.sheets.lists import QUERIES
from osago_xl.schema.sheets.reference import SERVICES
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.workbook.palette import NEEDS_YOU

ADVERT, ABOUT_POLICY = "1", "2"
TOGETHER = "2"
DUE_RULE = '"пора"'


def allow_advertising(desk, *keys):
    desk.setup(
        lambda work: [work.add(DOCUMENTS, day=TODAY, kind="согласие: реклама", client=k, source="клиент") for k in keys]
    )
    desk.select("tblClients", *keys)
    desk.click("refresh_all")


@pytest.fixture(scope="module")
def plain(demo_file):
    """The demo file as a stranger's program sees it."""
    return openpyxl.load_workbook(demo_file)


def header_column(sheet, title):
    return next(cell.column_letter for cell in sheet[2] if cell.value == title)


def test_B1_services_feed_the_drop_downs(plain):
    services = [cell.value for cell in plain["Услуги"]["A"][2:] if cell.value]
    assert services[:2] == ["ОСАГО", "КАСКО"]
    name = plain.defined_names["lstServices"].attr_text
    assert "tblServices" in name or "Услуги" in name
    fed = [rule for sheet in ("Клиенты", "Полисы") for rule in plain[sheet].data_validations.dataValidation
           if rule.formula1 == "lstServices"]  # fmt: skip
    assert len(fed) >= 2


def test_B2_a_client_keeps_what_the_old_base_said(desk):
    row = desk.row("tblClients", "К-000001")
    told = ("key", "name", "phone", "email", "service", "comment", "first_order", "last_order")
    assert all(row[column] for column in told)
    assert row["phone"] == "+7 (983) 690-06-02 доб. 12"
    assert len(desk.rows("tblClients")) == 268


def test_B3_sorting_by_any_field_breaks_nothing(desk):
    """The same list of the day, whatever the order of clients and policies."""
    lists = []
    for column in ("key", "name", "phone", "last_order"):
        work = desk.work()
        tables = [WORKBOOK.tables[name] for name in ("tblClients", "tblPolicies")]
        for table in tables:
            order = column if column in table.by_key else "number"
            rows = sorted(work.rows(table), key=lambda row, order=order: str(row[order]), reverse=True)
            kept = [column.key for column in table.columns if not column.formula]
            change = TableChange(table, replaced=[Row({key: row[key] for key in kept}) for row in rows])
            desk.book.apply(Changes({table.name: change}, {}))
        desk.click("build_call_list")
        lists.append([(row["client"], row["reasons"], row["policy_ends"]) for row in desk.rows("tblCalls")])
        names = {row["key"]: row["name"] for row in desk.rows("tblClients")}
        assert all(row["who"] == names[row["client"]] for row in desk.rows("tblPolicies"))
    assert len(lists[0]) == 49
    assert all(each == lists[0] for each in lists)


def test_B4_channels_are_a_list_of_their_own(desk, plain):
    channels = [row["channel"] for row in desk.rows("tblChannels")]
    assert len(channels) == 15 and {"Визитка", "Рекомендация", "СТО"} <= set(channels)
    assert "lstChannels" in [rule.formula1 for rule in plain["Клиенты"].data_validations.dataValidation]


def test_B5_the_inactive_are_never_reminded(desk):
    clients = desk.rows("tblClients")
    quiet = {row["key"] for row in clients if row["status"] == "не активный"}
    assert len(quiet) == 45
    assert {row["due"] for row in clients if row["key"] in quiet} == {""}
    desk.setup(lambda work: work.set_setting("cfg_plan_day", 1000))
    desk.click("build_call_list")
    called = {row["client"] for row in desk.rows("tblCalls")}
    assert len(called) > 150 and not called & quiet


def test_B6_time_to_call_turns_red_without_macros(plain):
    sheet = plain["Клиенты"]
    column = header_column(sheet, "Пора звонить")
    assert str(sheet[f"{column}3"].value).startswith("=IF(")
    reds = [
        rule
        for area, rules in sheet.conditional_formatting._cf_rules.items()
        for rule in rules
        if str(area.sqref).startswith(f"{column}3") and any(DUE_RULE in formula for formula in rule.formula)
    ]
    assert [rule.dxf.fill.bgColor.rgb[-6:] for rule in reds] == [NEEDS_YOU.fill]


DAYS = {
    "for all": (lambda work, row: work.set_setting("cfg_silence_days", 90), 90),
    "by the service": (lambda work, row: [
        work.set_setting("cfg_silence_days", 90),
        work.set(SERVICES, work.get(SERVICES, row["service"]), days=45)], 45),
    "for the client": (lambda work, row: work.set(CLIENTS, row, own_days=15), 15),
    "the next day": (lambda work, row: work.set(CLIENTS, row, own_days=1), 1),
    "an agreed date": (lambda work, row: work.set(CLIENTS, row, next_call=TODAY + timedelta(days=10)), None),
}  # fmt: skip


@pytest.mark.parametrize(("change", "days"), DAYS.values(), ids=DAYS)
def test_B7_n_days_are_set_at_five_places(desk, change, days):
    key = next(row["key"] for row in desk.rows("tblClients")
               if row["due"] and row["service"] and not row["policy_ends"] and row["last_order"])  # fmt: skip
    desk.setup(lambda work: work.set(CLIENTS, work.get(CLIENTS, key), own_days=None))
    desk.setup(lambda work: change(work, work.get(CLIENTS, key)))
    row = desk.row("tblClients", key)
    wanted = TODAY + timedelta(days=10) if days is None else row["last_order"] + timedelta(days=days)
    assert (row["call_from"], row["why"]) == (wanted, "назначено" if days is None else "давно не общались")


def test_B8_an_email_with_the_offer_goes_to_the_selected_rows(closed_desk, tmp_path):
    desk = closed_desk
    offer = tmp_path / "предложение.pdf"
    offer.write_bytes(b"%PDF-1.4")
    desk.setup(lambda work: work.set_setting("cfg_attachment", str(offer)))
    keys = [row["key"] for row in desk.rows("tblClients") if row["email"] and row["status"] == "активный"][:3]
    desk.select("tblClients", *keys)
    report = desk.click("email_selected", ABOUT_POLICY, "Письмо", "Тема", "Текст.")
    messages = [email.message_from_bytes(path.read_bytes(), policy=default) for path in report.files]
    addresses = {desk.row("tblClients", key)["email"] for key in keys}
    assert {message["To"].addresses[0].addr_spec for message in messages} == addresses
    assert [a.get_filename() for m in messages for a in m.iter_attachments()] == ["предложение.pdf"] * 3
    assert [row["client"] for row in desk.rows("tblContacts")] == keys


def test_B9_letters_and_labels_by_the_hundred(closed_desk):
    desk = closed_desk

    def fill(work):
        for row in list(work.rows(CLIENTS))[:100]:
            work.set(CLIENTS, row, city="Уфа", street="ул. Мира", house="1", status="активный")

    desk.setup(fill)
    desk.select("tblClients", *(row["key"] for row in desk.rows("tblClients")[:100]))
    topics = sum(1 for row in desk.rows("tblServices") if row["offered"] == "да") + 2  # and what lacks, and the policy
    (letters,) = desk.click("mailing", str(topics), "Новый адрес", "Мы переехали.", TOGETHER).files
    (labels,) = desk.click("print_labels").files
    assert sum("Мы переехали." in paragraph.text for paragraph in Document(letters).paragraphs) == 100
    cells = [c.text for t in Document(labels).tables for r in t.rows for c in r.cells if "ул. Мира" in c.text]
    assert len(cells) == 100


def test_B10_a_call_and_an_sms_from_the_row(desk, plain):
    row = desk.row("tblClients", "К-000001")
    assert row["call_link"] == "☎"
    sheet = plain["Клиенты"]
    assert 'HYPERLINK("tel:"' in str(sheet[f"{header_column(sheet, '☎')}3"].value)
    desk.click("build_call_list")
    assert {(line["call_link"], line["sms_link"]) for line in desk.rows("tblCalls")} == {("☎", "SMS")}


def test_B11_an_offer_to_the_buyers_of_one_service(desk):
    buyers = [row for row in desk.rows("tblClients") if row["service"] == "ДМС" and row["status"] == "активный"]
    for row in buyers[:2]:
        desk.setup(lambda work, key=row["key"]: work.add(DOCUMENTS, day=TODAY, kind="согласие: реклама", client=key))
    desk.click("refresh_all")
    desk.setup(lambda work: work.add(QUERIES, query="Покупали ДМС", table="Клиенты", where="Услуга = ДМС",
                                     columns="Клиент; Телефон", offer="ВЗР"))  # fmt: skip
    report = desk.click("run_query", numbered(desk, "tblQueries", "query", "Покупали ДМС"))
    assert report.text == "Покупали ДМС: строк 30."
    desk.selection = Selection("Отчёт")  # no row is selected: all of the query are meant
    answer = desk.click("sms_selected", ADVERT, "Акция ДМС", "{обращение}, есть предложение")
    assert answer.text == "«Акция ДМС»: сделано 2. Не вошли: 28."
    assert {(row["client"], row["reason"], row["mailing"]) for row in desk.rows("tblContacts")} == {
        (row["key"], "акция", "Акция ДМС") for row in buyers[:2]
    }


def test_B11_a_campaign_fills_up_the_list_of_the_day(desk):
    active = [row for row in desk.rows("tblClients") if row["status"] == "активный"]
    keys = [row["key"] for row in active if row["call_from"] and not row["due"]][:2]
    allow_advertising(desk, *keys)
    query = {"query": "Осень", "table": "Клиенты", "where": "Реклама = да", "columns": "Клиент", "offer": "КАСКО"}
    desk.setup(lambda work: work.add(QUERIES, **query))
    desk.setup(lambda work: work.set_setting("cfg_plan_day", 1000))
    desk.click("build_call_list")
    lines = {row["client"]: row for row in desk.rows("tblCalls") if "campaign" in row["reasons"]}
    assert set(lines) == set(keys)
    assert {row["offer"].split(", ")[-1] for row in lines.values()} == {"КАСКО"}


def test_B12_the_simple_view_shows_the_sheets_of_every_day(desk, plain):
    shown = [sheet.title for sheet in plain if sheet.sheet_state == "visible"]
    assert len(shown) == 16 and "Клиенты" in shown and "Автомобили" not in shown
    desk.setup(lambda work: work.set_setting("cfg_view", "Полный"))
    work = desk.work()
    full = [sheet.title for sheet in WORKBOOK.sheets if is_shown(sheet, "Полный", work)]
    assert set(shown) < set(full) and "Автомобили" in full


def test_B13_who_never_answers_is_proposed_as_inactive(desk):
    key = next(row["key"] for row in desk.rows("tblClients") if row["due"] == "пора" and not row["policies"])
    for _ in range(3):
        desk.select("tblClients", key)
        desk.click("log_one_contact", numbered(desk, "tblResults", "result", "нет ответа"), "", "")
        desk.today += timedelta(days=1)
    desk.setup(lambda work: work.replace(CALLS, [{"place": 1, "name": "Кто", "client": key, "reasons": "agreed",
                                                       "result": "нет ответа"}]))  # fmt: skip
    report = desk.click("log_calls")
    assert report.details[0].startswith("Теперь не активны")
    assert desk.row("tblClients", key)["status"] == "не активный"


def test_B13_no_advertisement_oftener_than_set(desk):
    (key,) = [row["key"] for row in desk.rows("tblClients") if row["due"] and row["phone"]][:1]
    allow_advertising(desk, key)
    desk.click("sms_selected", ADVERT, "Первая", "Текст")
    with pytest.raises(InputError, match="реклама уже была 22"):
        desk.click("sms_selected", ADVERT, "Вторая", "Текст")
