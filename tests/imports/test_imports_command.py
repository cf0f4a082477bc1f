"""The command «Импорт» on a book, and `osago-xl import` around it."""

import json
from datetime import date

import pytest

from osago_xl.actions.perform import perform
from osago_xl.cli import import_, main
from osago_xl.cli.console import ConsoleUi
from osago_xl.imports import maps
from osago_xl.imports.command import import_files
from osago_xl.work.ui import Cancelled
from osago_xl.work.unit import Work


@pytest.fixture(autouse=True)
def own_settings(tmp_path, monkeypatch):
    monkeypatch.setattr(maps, "default_path", lambda: tmp_path / "config" / "maps.json")


@pytest.fixture
def run(office, monkeypatch, capsys):
    """`osago-xl import` on the book in memory: exit code and standard output."""
    monkeypatch.setattr(import_, "open_closed", lambda args: office.book)

    def command(*args):
        code = main.main(["import", "book.xlsm", *map(str, args), "--on", "2026-11-22"])
        return code, capsys.readouterr().out

    return command


class Choosing(ConsoleUi):
    """Answers questions with yes and picks the first option."""

    def __init__(self, files=()):
        super().__init__(yes=True, files=files)
        self.questions = []

    def choose(self, question, options):
        self.questions.append(question)
        return 0


def test_the_sheet_report_says_what_became_of_every_row(office, examples):
    work = Work(office.book, date(2026, 11, 22))
    import_files(work, ConsoleUi(yes=True), [examples / "bso_register.xlsx"], ask=False)
    work.commit("Импорт")
    title, header, *rows = office.rows("tblReport")
    assert title["c1"] == "Импорт 22.11.2026: добавлено 5, объединено 0, пропущено 0, отклонено 4"
    assert [header[f"c{n}"] for n in (1, 3, 4)] == ["Файл", "Строка", "Что стало"]
    assert max(len(row["c7"]) for row in rows) <= 95
    initials = "".join(row["c4"][0] for row in rows if row["c4"])
    assert initials == "додддоодо", "added or refused, in the order of the file"
    told = " ".join(row["c7"] for row in rows)
    assert told.count("Такой бланк") + told.count("такой бланк уже получен") == 1, "said once, with what to do"
    assert "forms." not in told


def test_saying_no_writes_nothing(office, examples):
    class No(Choosing):
        def ask(self, question):
            self.questions.append(question)
            return False

    ui, work = No(), Work(office.book, date(2026, 11, 22))
    with pytest.raises(Cancelled):
        import_files(work, ui, [examples / "client_base.xlsx"])
    assert ui.questions == ["Прочитано: добавлено 235, объединено 0, пропущено 21, отклонено 1. Записать в книгу?"]


def test_the_button_asks_whose_export_it_is_and_brings_totals_up_to_date(office, examples):
    office.book.put("tblInsurers", [{"insurer": "Пример", "full_name": "СК «Пример»", "active": "да"}])
    ui = Choosing([examples / "insurer_export.csv"])
    report = perform("import_files", office.book, ui, date(2026, 11, 22))
    assert ui.questions == ["Чей это файл: insurer_export.csv?"]
    assert {row["insurer"] for row in office.rows("tblPolicies")} == {"Пример"}
    assert (report.show, office.book.shown) == ("Отчёт", ["Отчёт"])
    client = next(row for row in office.rows("tblClients") if row["name"] == "Бурова Александра Рубеновна")
    assert client["cars"].startswith("Лада Веста Т837УВ163")
    assert office.rows("tblPolicies")[0]["paid"] == office.rows("tblPolicies")[0]["premium"]


def test_the_contract_for_machines(run, examples):
    code, out = run(examples / "client_base.xlsx", examples / "client_base_old.xls", "--json")
    first, second = json.loads(out)
    assert code == 1
    assert set(first) == {"file", "rows", "added", "merged", "skipped", "refused", "tables", "columns", "findings"}
    assert set(first["findings"][0]) == {"sheet", "row", "column", "message"}
    assert (first["rows"], first["added"], second["added"]) == (257, 235, 0)
    assert first["tables"]["tblClients"] == {"rows": 240, "added": 235, "merged": 0, "skipped": 4, "refused": 1}


def test_a_dry_run_writes_nothing(run, office, examples):
    code, out = run(examples / "client_base.xlsx", "--dry-run")
    assert code == 1
    assert "ничего не записано" in out
    assert office.rows("tblClients") == []


def test_a_clean_file_ends_with_zero_and_shows_the_mapping(run, tmp_path):
    (tmp_path / "a.csv").write_text("ФИО;Телефон\nПетров Пётр;89161112233\n", "utf-8")
    code, out = run(tmp_path / "a.csv")
    assert code == 0
    assert "ФИО → Клиент" in out


def test_an_unreadable_file_ends_with_three_and_a_sentence(office, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(import_, "open_closed", lambda args: office.book)
    assert main.main(["import", "book.xlsm", str(tmp_path / "none.csv")]) == main.FAILURE
    assert "«none.csv»" in capsys.readouterr().err


def test_a_mapping_file_names_columns_nobody_knows(run, office, tmp_path):
    (tmp_path / "a.csv").write_text("Кто;Куда звонить\nПетров Пётр;89161112233\n", "utf-8")
    (tmp_path / "map.json").write_text('{"Кто": "name", "Куда звонить": "phone"}', "utf-8")
    code, _ = run(tmp_path / "a.csv", "--map", tmp_path / "map.json")
    assert code == 0
    assert office.rows("tblClients")[0]["phone"] == "+7 (916) 111-22-33"


def test_a_wrong_mapping_is_wrong_use(run, tmp_path):
    (tmp_path / "map.json").write_text('{"Кто": "nickname"}', "utf-8")
    assert run(tmp_path / "a.csv", "--map", tmp_path / "map.json")[0] == 2
