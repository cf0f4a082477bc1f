"""osago-xl print on a workbook in a file: a paper comes out, the workbook stays as it was."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from desk import CONTRACT, add_insurer
from docx import Document
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from osago_xl.actions.perform import perform
from osago_xl.books import open_book
from osago_xl.cli.console import ConsoleUi
from osago_xl.cli.main import main
from osago_xl.schema.sheets.journals import DOCUMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.work.unit import Work

DAY = date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def sold(tmp_path_factory):
    """A new workbook with one sold contract."""
    path = tmp_path_factory.mktemp("book") / "OSAGO.xlsm"
    assert main(["new", str(path)]) == 0
    work = Work(open_book(path, today=DAY), DAY)
    add_insurer(work)
    work.set_setting("cfg_my_name", "Агентов Агент Агентович")
    work.set_setting("cfg_my_address", "Москва")
    work.fill("form_", **CONTRACT)
    work.commit("подготовка")
    for action in ("calculate", "form_save"):
        perform(action, open_book(path, today=DAY), ConsoleUi(yes=True), DAY)
    return path


@pytest.fixture
def book(sold, tmp_path):
    return shutil.copy(sold, tmp_path / "OSAGO.xlsm")


def run(*arguments):
    return main(["print", *map(str, arguments), "--on", DAY.isoformat()])


def text_of(path):
    document = Document(path)
    return "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)


@pytest.mark.parametrize("policy", ["П-000001", "ХХХ 0123456789", "0123456789"])
def test_the_application_of_a_policy_named_by_key_or_number(book, tmp_path, policy, capsys):
    before = book.read_bytes()
    assert run("application", book, "--policy", policy, "-o", tmp_path / "заявление.docx") == 0
    text = text_of(tmp_path / "заявление.docx")
    assert "Иванов Пётр Сергеевич" in text and "Z94CT51DAFR132154" in text
    assert OpenXmlValidator().validate(str(tmp_path / "заявление.docx")).errors == []
    assert book.read_bytes() == before
    out, err = capsys.readouterr()
    assert out.strip() == str(tmp_path / "заявление.docx") and "нет адреса" in err


def test_three_consents_by_the_policys_client(book, tmp_path, capsys):
    assert run("consents", book, "--policy", "П-000001", "-o", tmp_path / "с.docx", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["files"]) == 3


@pytest.mark.parametrize("paper", ["policy", "history", "offer"])
def test_other_papers_by_name(book, tmp_path, paper):
    assert run(paper, book, "--policy", "П-000001", "-o", tmp_path) == 0
    assert len(list(tmp_path.glob("*.docx"))) == 1


def test_answers_are_given_in_order(book, tmp_path):
    answers = ("--answer", "1", "--answer", "договор от 01.11.2026")
    assert run("termination", book, "--policy", "П-000001", "-o", tmp_path / "р.docx", *answers) == 0
    assert "продажа автомобиля" in text_of(tmp_path / "р.docx")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("application", "--policy", "П-000099"), "П-000099"),
        (("application",), "--policy"),
        (("offer",), "--client"),
        (("invoice", "--policy", "П-000001"), "платить нечего"),
        (("a7", "--policy", "П-000001"), "А-7 выключена"),
    ],
)
def test_what_cannot_be_printed_is_said_in_a_sentence(book, tmp_path, capsys, arguments, sentence):
    paper, *rest = arguments
    assert run(paper, book, *rest, "-o", tmp_path / "нет.docx") == 3
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "нет.docx").exists()


def test_a_policy_from_an_insurers_file_prints_what_the_file_says(tmp_path, capsys):
    path = tmp_path / "OSAGO.xlsm"
    main(["new", str(path)])
    main(["import", str(path), str(EXAMPLES / "insurer_export.csv"), "--insurer", "Ромашка", "--on", DAY.isoformat()])
    assert run("application", path, "--policy", "П-000001", "-o", tmp_path / "з.docx") == 0
    policy = Work(open_book(path, today=DAY), DAY).get(POLICIES, "П-000001")
    text = text_of(tmp_path / "з.docx")
    for printed in (policy["who"], policy["number"], f"{policy['starts']:%d.%m.%Y}", "Ромашка", "—"):
        assert printed in text
    assert OpenXmlValidator().validate(str(tmp_path / "з.docx")).errors == []
    assert "нет ни одного водителя" in capsys.readouterr().err


def test_the_button_works_on_a_closed_book_too(book, monkeypatch, capsys):
    monkeypatch.setattr("osago_xl.documents.office.has_office", lambda: False)
    monkeypatch.setattr("osago_xl.documents.printing.default_printer", lambda: "")
    arguments = ["--select", "tblPolicies:П-000001", "--yes", "--on", DAY.isoformat()]
    assert main(["run", "print_application", str(book), *arguments]) == 0
    (paper,) = (book.parent / "Документы ОСАГО").rglob("*.docx")
    assert str(paper) in capsys.readouterr().out
    work = Work(open_book(book, today=DAY), DAY)
    assert book.parent / work.rows(DOCUMENTS)[-1]["file"] == paper
    assert work.get(POLICIES, "П-000001")["folder_path"]


@pytest.mark.office
def test_pdf_beside_the_document(book, tmp_path):
    assert run("application", book, "--policy", "П-000001", "-o", tmp_path / "з.docx", "--pdf") == 0
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "з.pdf").pages)
    assert "Иванов Пётр Сергеевич" in text


def test_what_an_electronic_policy_asks_for(sold, tmp_path, capsys):
    work = Work(open_book(sold, today=DAY), DAY)
    (policy,) = work.rows(POLICIES)
    text, data = tmp_path / "поля.txt", tmp_path / "поля.json"
    line = ["print", "e-policy-data", str(sold), "--policy", policy["key"], "--on", "2026-11-22", "-o"]
    assert main([*line, str(text)]) == 1  # no e-mail, no address: named at the end
    lines = text.read_text("utf-8").splitlines()
    assert lines[:5] == ["СТРАХОВАТЕЛЬ", "Фамилия: Иванов", "Имя: Пётр", "Отчество: Сергеевич", "Пол: мужской"]
    assert "Документ: паспорт РФ (код 12)" in lines and "Документ: права (код 20)" in lines
    assert "Страхователь, E-mail" in lines[lines.index("НЕ ЗАПОЛНЕНО") :]
    main([*line, str(data)])
    told = json.loads(data.read_text("utf-8"))
    assert told["fields"]["Страхователь"]["Номер документа"] == "123456"
    assert told["fields"]["Транспортное средство"]["VIN"] == "Z94CT51DAFR132154"
    assert ["Страхователь", "E-mail"] in told["missing"]
    capsys.readouterr()


def test_an_electronic_policy_needs_a_policy(sold, tmp_path, capsys):
    assert main(["print", "e-policy-data", str(sold), "-o", str(tmp_path / "a.txt")]) == 3
    assert "укажите --policy" in capsys.readouterr().err
