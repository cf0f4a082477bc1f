"""Letters, e-mail, SMS, labels and greetings on a small base of five clients."""

from __future__ import annotations

import csv
import email
from datetime import date, timedelta
from email.policy import default

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator

from osago_xl.actions.perform import perform
from osago_xl.books.base import Selection
from osago_xl.cli.console import ConsoleUi
from osago_xl.errors import InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import CONTACTS, DOCUMENTS
from osago_xl.schema.sheets.lists import DOC_KINDS, QUERIES

SERVICE = "2"
KASKO, LACKING, ABOUT_POLICY = "2", "8", "9"
APART, TOGETHER = "1", "2"
NAMES = (
    "Иванов Пётр Сергеевич",
    "Петрова Анна Ильинична",
    "ООО «Ромашка & Ко»",
    "Сидоров Олег Петрович",
    "Тихий Иван Иванович",
)


@pytest.fixture
def base(desk, tmp_path, no_office):
    """The first three allow advertising, the fourth does not, the fifth asked not to be called."""
    desk.book._path = tmp_path / "OSAGO.xlsm"

    def fill(work):
        work.set_setting("cfg_my_name", "Агентов Агент Агентович")
        work.set_setting("cfg_signature", "С уважением, Агент")
        for n, name in enumerate(NAMES, 1):
            client = work.add(
                CLIENTS, name=name, kind="юрлицо" if n == 3 else "физлицо", phone=f"+7 (916) 111-22-3{n}",
                email=f"client{n}@example.org", status="не звонить" if n == 5 else "активный", agent="Я",
                channel="Сайт", city="Москва", street="ул. Садовая", house=str(n),
                advertising="нет" if n == 4 else "да", missing="КАСКО, Ипотека", added=desk.today,
            )  # fmt: skip
            if n != 4:
                work.add(DOCUMENTS, day=desk.today, kind="согласие: реклама", client=client["key"], source="клиент")

    desk.setup(fill)
    desk.select("tblClients", *(f"К-00000{n}" for n in range(1, 6)))
    return desk


def contacts(desk):
    return [(row["client"], row["kind"], row["mailing"], row["result"]) for row in desk.rows("tblContacts")]


def test_letters_go_only_to_those_who_allowed_advertising(base):
    report = base.click("mailing", KASKO, "КАСКО осенью", "Новое предложение.", APART)
    assert report.text == "«КАСКО осенью»: сделано 3. Не вошли: 2."
    assert report.details == [
        "Сидоров Олег Петрович: нет согласия на рекламу.",
        "Тихий Иван Иванович: просил не беспокоить.",
    ]
    assert contacts(base) == [(f"К-00000{n}", "письмо", "КАСКО осенью", "отправлено") for n in (1, 2, 3)]
    assert len(report.files) == 3 and all(path.exists() for path in report.files)


def test_a_saved_query_on_the_report_is_written_to_without_selecting_a_row(base):
    def save_query(work):
        work.add(QUERIES, query="Пробный", table="Клиенты", where="Чего нет содержит КАСКО", columns="Клиент")

    base.setup(save_query)
    queries = [row["query"] for row in base.rows(QUERIES.name)]
    base.click("run_query", str(queries.index("Пробный") + 1))
    base.selection = Selection("Отчёт")
    report = base.click("mailing", KASKO, "КАСКО тем, у кого только ОСАГО", "Текст.", APART)
    assert len(report.files) == 3 and len(report.details) == 2


def offered_services(path):
    """The sentence about what has no price yet."""
    return next(line.text for line in Document(path).paragraphs if line.text.startswith("Предлагаем"))


def test_a_campaign_offers_its_service_and_says_so_in_the_journal(base):
    base.select("tblClients", "К-000001")
    (path,) = base.click("mailing", KASKO, "КАСКО", "Текст.", APART).files
    assert offered_services(path).startswith("Предлагаем: КАСКО.") and base.rows(CONTACTS.name)[0]["offered"] == "КАСКО"
    base.today += timedelta(days=30)
    (path,) = base.click("mailing", LACKING, "Чего нет", "Текст.", APART).files
    assert "Ипотека" in offered_services(path)


def test_a_message_about_the_own_policy_offers_nothing_else(base):
    base.select("tblClients", "К-000001")
    (path,) = base.click("mailing", ABOUT_POLICY, "О полисе", "Текст.", APART).files
    assert not {"КАСКО", "Ипотека"} & {cell.text for t in Document(path).tables for r in t.rows for cell in r.cells}


def test_nobody_gets_a_second_advertisement_too_soon(base):
    base.click("mailing", KASKO, "Первая", "Текст.", APART)
    with pytest.raises(InputError, match="реклама уже была 22"):
        base.click("mailing", KASKO, "Вторая", "Текст.", APART)
    base.today += timedelta(days=30)
    assert base.click("mailing", KASKO, "Вторая", "Текст.", APART).text.startswith("«Вторая»: сделано 3.")


def test_a_message_about_the_own_policy_waits_for_no_consent(base):
    base.click("mailing", KASKO, "Реклама", "Текст.", APART)
    report = base.click("mailing", ABOUT_POLICY, "О полисе", "Текст.", APART)
    assert report.text == "«О полисе»: сделано 4. Не вошли: 1."


def test_a_preview_and_the_count_come_before_anything_is_made(base, tmp_path):
    shown, asked = [], []

    class No(ConsoleUi):
        def open(self, target):
            shown.append(Document(target).paragraphs)

        def ask(self, question):
            asked.append(question)
            return False

    ui = No(answers=[KASKO, "Проба", "Текст письма.", APART])
    assert perform("mailing", base.book, ui, base.today).text == ""
    assert "Текст письма." in [paragraph.text for paragraph in shown[0]]
    assert asked == ["«Проба»: получателей 3. Не войдут: 2. Создать?"]
    assert contacts(base) == [] and not list(tmp_path.rglob("*.docx"))


def test_one_joint_file_holds_every_letter_on_a_page_of_its_own(base):
    (path,) = base.click("mailing", KASKO, "Вместе", "Текст.", TOGETHER).files
    document = Document(path)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Уважаемый Пётр Сергеевич!" in text and "Уважаемая Анна Ильинична!" in text and "Здравствуйте!" in text
    assert len(document.sections) == 3
    assert {row["file"] for row in base.rows(CONTACTS.name)} == {"Документы ОСАГО/Вместе.docx"}


def test_a_joint_file_is_clean_for_word(base):
    (path,) = base.click("mailing", KASKO, "Вместе", "Текст.", TOGETHER).files
    assert OpenXmlValidator().validate(str(path)).errors == []


def test_an_email_carries_the_offer_and_the_signature(base, tmp_path):
    offer = tmp_path / "предложение.pdf"
    offer.write_bytes(b"%PDF-1.4")
    base.setup(lambda work: work.set_setting("cfg_attachment", str(offer)))
    base.select("tblClients", "К-000002")
    (path,) = base.click("email_selected", SERVICE, "Письмо", "Тема", "{обращение}, полис готов.").files
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert message["To"] == "Петрова Анна Ильинична <client2@example.org>"
    assert message["X-Unsent"] == "1" and message["Subject"] == "Тема"
    text = message.get_body(("plain",)).get_content()
    assert "Анна Ильинична, полис готов." in text and "С уважением, Агент" in text
    (attachment,) = message.iter_attachments()
    assert attachment.get_filename() == "предложение.pdf" and attachment.get_content() == b"%PDF-1.4"


@pytest.mark.parametrize("name", ["Мошенник\nBcc: all@example.org", "«<script>» & {{ 7*7 }}", "=cmd|' /c calc'!A1"])
def test_a_hostile_name_cannot_become_a_header(base, name):
    base.setup(lambda work: work.set(CLIENTS, work.get(CLIENTS, "К-000001"), name=name))
    base.select("tblClients", "К-000001")
    (path,) = base.click("email_selected", SERVICE, "Письмо", "Тема", "Текст.", "").files
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert "Bcc" not in message
    assert message["To"].addresses[0].addr_spec == "client1@example.org"


def test_an_attachment_that_is_gone_stops_before_anything_is_made(base, tmp_path):
    base.setup(lambda work: work.set_setting("cfg_attachment", str(tmp_path / "нет.pdf")))
    with pytest.raises(InputError, match="Вложения"):
        base.click("email_selected", SERVICE, "Письмо", "Тема", "Текст.")
    assert not list(tmp_path.rglob("*.eml"))


def test_a_wrong_address_is_left_out_with_its_reason(base):
    base.setup(lambda work: work.set(CLIENTS, work.get(CLIENTS, "К-000001"), email="нет@"))
    report = base.click("email_selected", SERVICE, "Письмо", "Тема", "Текст.", "")
    assert "Иванов Пётр Сергеевич: неверный e-mail «нет@»." in report.details


def test_sms_texts_are_a_list_any_service_takes(base):
    base.setup(lambda work: work.set(CLIENTS, work.get(CLIENTS, "К-000001"), salutation="=1+1"))
    (path,) = base.click("sms_selected", SERVICE, "SMS", "{обращение}, полис готов; ждём").files
    lines = list(csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert lines[:3] == [
        ["Телефон", "Текст"],
        ["+79161112231", "1+1, полис готов; ждём"],
        ["+79161112232", "Анна Ильинична, полис готов; ждём"],
    ]
    assert {row["kind"] for row in base.rows(CONTACTS.name)} == {"SMS"}


def test_one_sms_opens_with_its_text(base):
    opened = []

    class Phone(ConsoleUi):
        def open(self, target):
            opened.append(target)

    base.select("tblClients", "К-000002")
    perform("sms_selected", base.book, Phone(True, answers=[SERVICE, "SMS", "Полис & всё готово"]), base.today)
    assert opened[0].startswith("sms:+79161112232?body=%D0%9F") and "%26" in opened[0]


def test_labels_need_an_address_and_list_who_has_none(base):
    base.setup(lambda work: work.set(CLIENTS, work.get(CLIENTS, "К-000004"), city="", street="", house=""))
    report = base.click("print_labels")
    assert report.text == "Наклеек: 4, без адреса: 1." and report.details == ["Сидоров Олег Петрович: нет адреса."]
    cells = [cell.text for table in Document(report.files[0]).tables for row in table.rows for cell in row.cells]
    assert any("ООО «Ромашка & Ко»" in text and "ул. Садовая" in text for text in cells)


def test_labels_of_another_grid_are_drawn(base):
    import pdfplumber

    base.setup(lambda work: work.set_setting("cfg_labels", "2x2"))
    (path,) = base.click("print_labels").files
    with pdfplumber.open(path) as document:
        first, second = document.pages
        words = {word["text"]: word for word in first.extract_words()}
        assert words["Петрова"]["x0"] > first.width / 2 > words["Иванов"]["x0"]
        assert "Тихий" in second.extract_text()


@pytest.mark.parametrize("grid", ["", "3", "0x8", "9x9", "3x100"])
def test_a_grid_that_is_none_is_refused(base, grid):
    base.setup(lambda work: work.set_setting("cfg_labels", grid))
    with pytest.raises(InputError, match="3x8"):
        base.click("print_labels")


def test_birthdays_and_holidays_are_greeted_without_a_consent(base):
    born = date(1980, base.today.month, base.today.day)
    base.setup(lambda work: work.set(CLIENTS, work.get(CLIENTS, "К-000004"), birth_date=born))
    report = base.click("greetings", "1", "{обращение}, с днём рождения!")
    assert report.text == "«Поздравление: день рождения»: сделано 1."
    assert contacts(base) == [("К-000004", "SMS", "Поздравление: день рождения", "отправлено")]
    assert base.rows(CONTACTS.name)[0]["note"] == "Олег Петрович, с днём рождения!"


def test_a_scan_goes_to_the_clients_folder(base, tmp_path):
    scan = tmp_path / "IMG 1.JPG"
    scan.write_bytes(b"scan")
    ui = ConsoleUi(files=[scan], answers=["1"])
    base.select("tblClients", "К-000001")
    report = perform("attach_document", base.book, ui, base.today)
    assert report.files[0].read_bytes() == b"scan" and report.files[0].parent.name == "Иванов П.С. К-000001"
    row = base.rows(DOCUMENTS.name)[-1]
    assert (row["kind"], row["source"], row["client"]) == ("паспорт", "клиент", "К-000001")


def test_the_scan_of_a_consent_completes_the_consent_already_noted(base, tmp_path):
    scan = tmp_path / "согласие.pdf"
    scan.write_bytes(b"scan")
    kinds = [row["kind"] for row in base.rows(DOC_KINDS.name)]
    ui = ConsoleUi(files=[scan], answers=[str(kinds.index("согласие: реклама") + 1)])
    before = len(base.rows(DOCUMENTS.name))
    base.select("tblClients", "К-000001")
    perform("attach_document", base.book, ui, base.today)
    assert len(base.rows(DOCUMENTS.name)) == before and base.rows(DOCUMENTS.name)[0]["file"].endswith("согласие.pdf")
