"""From files to paper: the printer is asked about, copies come from the settings, many papers become one PDF."""

from __future__ import annotations

import pdfplumber
import pytest
from pypdf import PdfReader

from osago_xl.actions.perform import perform
from osago_xl.cli.console import ConsoleUi
from osago_xl.errors import EngineError, InputError
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.technical import LAYOUTS


@pytest.fixture
def printed(sold, monkeypatch):
    """What reached the printer."""
    sent = []
    monkeypatch.setattr(
        "osago_xl.documents.printing.print_files", lambda files, printer, count: sent.append((files, printer, count))
    )
    return sent


def settings(desk, **values):
    desk.setup(lambda work: [work.set_setting(name, value) for name, value in values.items()])


def second_policy(desk):
    def add(work):
        first = work.get(POLICIES, "П-000001")
        copied = ("client", "owner", "car", "insurer", "starts", "ends", "premium", "product", "agent")
        work.add(POLICIES, **{key: first[key] for key in copied}, state="проект", unlimited="да")

    desk.setup(add)
    desk.select("tblPolicies", "П-000001", "П-000002")


def test_copies_and_printer_come_from_the_settings(sold, printed):
    settings(sold, cfg_printer="HP", cfg_copies_policy=2)
    report = sold.click("print_policy")
    assert printed == [(report.files, "HP", 2)] and report.text.endswith("Отправлено на «HP».")


def test_nothing_is_printed_without_a_yes(sold, printed):
    settings(sold, cfg_printer="HP")
    asked = []

    class No(ConsoleUi):
        def ask(self, question):
            asked.append(question)
            return False

    assert perform("print_application", sold.book, No(), sold.today).files
    assert asked == ["Напечатать на «HP», экземпляров: 1?"] and printed == []


def test_without_any_printer_nothing_is_asked(sold, printed):
    perform("print_application", sold.book, ConsoleUi(), sold.today)
    assert printed == []


def test_a_printer_that_fails_does_not_take_the_paper_away(sold, monkeypatch, capsys):
    def fail(files, printer, count):
        raise EngineError("Принтер «HP» не отвечает.")

    monkeypatch.setattr("osago_xl.documents.printing.print_files", fail)
    settings(sold, cfg_printer="HP")
    report = sold.click("print_application")
    assert report.files[0].exists() and "не отправлено" in report.text
    assert "не отвечает" in capsys.readouterr().err


@pytest.mark.office
def test_many_papers_become_one_pdf(sold, monkeypatch):
    monkeypatch.setattr("osago_xl.documents.office.has_office", lambda: True)
    second_policy(sold)
    joint, *papers = sold.click("print_application").files
    pages = [page.extract_text() for page in PdfReader(joint).pages]
    assert joint.name == "Документы 22.11.2026.pdf" and len(papers) == 2
    assert len(pages) == 2  # an application of the common case is one page
    assert "ХХХ" in pages[0] and "ХХХ" not in pages[1]


@pytest.mark.office
def test_one_paper_gets_a_pdf_beside_it(sold, monkeypatch):
    monkeypatch.setattr("osago_xl.documents.office.has_office", lambda: True)
    (paper,) = sold.click("print_application").files
    assert "Иванов Пётр Сергеевич" in PdfReader(paper.with_suffix(".pdf")).pages[0].extract_text()


def test_a_pdf_that_fails_does_not_take_the_paper_away(sold, monkeypatch, capsys):
    def fail(documents, folder):
        raise EngineError("LibreOffice не отвечает.")

    monkeypatch.setattr("osago_xl.documents.office.has_office", lambda: True)
    monkeypatch.setattr("osago_xl.documents.pdf.to_pdf", fail)
    (paper,) = sold.click("print_application").files
    assert paper.exists() and "PDF не получился" in capsys.readouterr().err


def test_a_batch_stops_when_the_agent_says_so(desk, sold, no_office):
    class Impatient(ConsoleUi):
        def progress(self, done: int, total: int, text: str) -> bool:
            return False

    second_policy(desk)
    desk.select("tblPolicies", "П-000001", "П-000002")
    report = perform("print_application", desk.book, Impatient(yes=True), desk.today)
    assert any("остановлено: сделано строк 1 из 2" in line for line in report.details)


def layout(**cells):
    """A line of Макеты печати, 100 mm from the left."""
    usual = {"page": 1, "x": 100, "y": 50, "width": 60, "height": 8, "font": "PT Sans", "size": 10, "bold": "нет",
             "align": "слева", "format": "", "boxes": 1, "printed": "да"}  # fmt: skip
    return usual | cells


def test_a_form_of_ones_own_takes_any_cell(sold):
    """A field of the policy, one of any column, and a sixth line nobody foresaw."""

    def draw(work):
        for n, field in enumerate(("Страхователь", "Клиенты.Телефон", "Полисы.Компания")):
            work.add(LAYOUTS, form="Заявление компании", field=field, **layout(y=50 + n * 20))

    sold.setup(draw)
    (path,) = sold.click("overprint", "2").files
    with pdfplumber.open(path) as document:
        text = document.pages[0].extract_text()
    assert text.splitlines() == ["Иванов Пётр Сергеевич", "+7 (916) 111-22-33", "Пример"]


def test_a_field_that_means_nothing_is_named_with_the_like_of_it(sold):
    sold.setup(lambda work: work.add(LAYOUTS, form="Заявление компании", field="Страхавотель", **layout()))
    with pytest.raises(InputError, match=r"поле «Страхавотель»: нет такого значения\. Похожие: Страхователь"):
        sold.click("overprint", "2")
    assert sold.rows("tblDocs") == []
