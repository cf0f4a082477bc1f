"""Letters and SMS: nobody by a wrong name, no empty table, no word of ours left in braces, one SMS for one phone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from desk import TODAY, Desk
from docx import Document

from osago_xl.books.base import Row
from osago_xl.desk.letters.messages import personal
from osago_xl.desk.papers.filing import file_document, paper_folder
from osago_xl.errors import InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import DOCUMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.work.unit import Work


@pytest.fixture
def post(desk: Desk, tmp_path: Path) -> Desk:
    desk.book._path = tmp_path / "OSAGO.xlsm"
    desk.setup(lambda work: work.set_setting("cfg_my_name", "Образцов Иван Петрович"))
    return desk


def client(work: Work, name: str, n: int = 1, **more: Any) -> Row:
    values = {"status": "активный", "phone": f"+7 (900) 000-00-{n:02}", "email": f"c{n}@example.ru", "kind": "физлицо"}
    return work.add(CLIENTS, name=name, agent="Я", **{**values, **more})


def texts(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


def choose(desk: Desk, topic: str) -> str:
    services = [row["service"] for row in desk.rows("tblServices") if row["offered"] == "да"]
    return str([*services, "lacking", "service"].index(topic) + 1)


def test_a_letter_about_nothing_to_sell_has_no_table(post: Desk) -> None:
    post.setup(lambda work: client(work, "Смирнова"))
    post.select("tblClients", "К-000001")
    (letter,) = post.click("mailing", choose(post, "service"), "Адрес", "Мы переехали.", "1").files
    assert "Здравствуйте!" in texts(letter) and "Мы переехали." in texts(letter)
    assert len(Document(str(letter)).tables) == 1  # the heads of sender and receiver


def test_what_has_no_price_is_a_sentence_and_what_has_one_a_row(post: Desk) -> None:
    """A policy until 10 days from now with a forecast, and КАСКО that he lacks."""

    def fill(work: Work) -> None:
        person = client(work, "Хасанова Алсу", missing="КАСКО")
        work.add(POLICIES, client=person["key"], product="ОСАГО", insurer="Пример", state="оформлен",
                 starts=date(2025, 12, 3), ends=date(2026, 12, 2), forecast=Decimal("8989.87"))  # fmt: skip
        work.add(DOCUMENTS, day=TODAY, kind="согласие: реклама", client=person["key"])
        work.set(CLIENTS, person, advertising="да")

    post.setup(fill)
    post.select("tblClients", "К-000001")
    (letter,) = post.click("mailing", choose(post, "lacking"), "Осень", "Для Вас.", "1").files
    _, table = Document(str(letter)).tables
    rows = [[cell.text for cell in row.cells][:3] for row in table.rows]
    assert [row[0] for row in rows] == ["Услуга", "ОСАГО"] and rows[1][2].replace("\u00a0", " ") == "8 989,87"
    assert "Уважаемая Алсу!" in texts(letter)
    assert "Предлагаем также: КАСКО. Цену посчитаем по Вашему звонку." in texts(letter)


UNKNOWN = {"{имя}": "{имя}", "Здравствуйте, {обращение}! Ваш {полис}": "{полис}", "{ обращение }": "{ обращение }",
           "до {дата": "{дата"}  # fmt: skip


@pytest.mark.parametrize(("text", "word"), UNKNOWN.items())
@pytest.mark.parametrize("button", ["sms_selected", "email_selected", "mailing"])
def test_an_unknown_word_is_refused_before_the_first_letter(post: Desk, button: str, text: str, word: str) -> None:
    post.setup(lambda work: client(work, "Орлов Пётр Ильич"))
    post.select("tblClients", "К-000001")
    answers = {"sms_selected": ("2", "Осень", text), "email_selected": ("2", "Осень", "Тема", text),
               "mailing": (choose(post, "service"), "Осень", text)}[button]  # fmt: skip
    with pytest.raises(InputError) as refused:
        post.click(button, *answers)
    assert refused.value.message.startswith(f"{word} программа не знает")
    assert post.rows("tblContacts") == [] and not list(post.book.path.parent.glob("Документы*/**/*"))


def test_one_phone_of_two_clients_gets_one_sms(post: Desk) -> None:
    def fill(work: Work) -> None:
        client(work, "Орлов Пётр Ильич", phone="+7 (900) 000-00-01")
        client(work, "Орлова Анна Ильинична", phone="8 900 000 00 01")
        client(work, "Ким Ян", 3)

    post.setup(fill)
    post.select("tblClients", "К-000001", "К-000002", "К-000003")
    report = post.click("sms_selected", "2", "Осень", "{обращение}, полис готов")
    lines = report.files[0].read_text("utf-8-sig").splitlines()
    assert lines[1:] == ["+79000000001;Пётр Ильич, полис готов", "+79000000003;Ян, полис готов"]
    assert report.details == ["Орлова Анна Ильинична: тот же телефон у К-000001 Орлов Пётр Ильич, SMS одно."]
    assert [row["client"] for row in post.rows("tblContacts")] == ["К-000001", "К-000003"]


@pytest.mark.parametrize(("name", "line"), {
    "Орлов Пётр Ильич": "Пётр Ильич, с днём рождения!", "Смирнова": "С днём рождения!",
    "ООО «Ромашка»": "ООО «Ромашка», с днём рождения!",
}.items())  # fmt: skip
def test_who_has_only_a_surname_is_not_called_by_it(post: Desk, name: str, line: str) -> None:
    work = post.work()
    assert personal("{обращение}, с днём рождения!", client(work, name)) == line


def test_a_namesake_key_of_another_book_keeps_its_folder(post: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "Документы ОСАГО" / "Чужой А.А. К-000001"
    folder.mkdir(parents=True)
    work = post.work()
    own = client(work, "Орлов Пётр Ильич")
    assert paper_folder(work, own).name == "Орлов П.И. К-000001"


def test_a_client_renamed_keeps_his_folder(post: Desk, tmp_path: Path) -> None:
    work = post.work()
    person = client(work, "Смирнова Анна Ильинична")
    folder = paper_folder(work, person)
    folder.mkdir(parents=True)
    file_document(work, folder / "скан.pdf", person, None, kind="паспорт")
    work.set(CLIENTS, person, name="Орлова Анна Ильинична")
    assert paper_folder(work, person) == folder


@pytest.mark.parametrize(("name", "greeted"), {
    "Орлов Пётр Кузьмич": True, "Орлов Пётр Никитич": True, "Орлов Пётр Фомич": True, "Орлов Пётр": True,
    "Орлова Анна Фоминична": False, "Хасанова Алсу": False, "Петров Саша": False,
}.items())  # fmt: skip
def test_men_are_congratulated_on_23_february(post: Desk, name: str, greeted: bool) -> None:
    post.setup(lambda work: [client(work, name, last_order=date(2026, 1, 1)),
                             work.set_setting("cfg_date", date(2026, 2, 22))])  # fmt: skip
    post.click("build_call_list")
    assert any("holiday" in row["reasons"] for row in post.rows("tblCalls")) == greeted
