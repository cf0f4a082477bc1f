"""The command «Импорт» on a book, and `osago-xl import` around it."""

import json
from datetime import date

import pytest

from osago_xl.actions.perform import perform
from osago_xl.cli import import_, main
from osago_xl.cli.console import ConsoleUi
from osago_xl.imports import maps
from osago_xl.imports.command import import_files
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
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
    [question] = ui.questions
    assert question.startswith("Прочитано: добавлено 235, объединено 0, пропущено 21, отклонено 1.")
    assert question.endswith("Записать в книгу?")
    assert question.count("• Клиенты: ") == 5
    assert len(question) < 1024, "a message box shows no more"


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
    assert set(first) == {"file", "rows", "added", "merged", "skipped", "refused", "tables", "columns", "joined",
                          "findings"}  # fmt: skip
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
    (tmp_path / "a.csv").write_text("Персонаж;Линия\nПетров Пётр;89161112233\n", "utf-8")
    (tmp_path / "map.json").write_text('{"Персонаж": "name", "Линия": "phone"}', "utf-8")
    code, _ = run(tmp_path / "a.csv", "--map", tmp_path / "map.json")
    assert code == 0
    assert office.rows("tblClients")[0]["phone"] == "+7 (916) 111-22-33"


def test_a_wrong_mapping_is_wrong_use(run, tmp_path):
    (tmp_path / "map.json").write_text('{"Кто": "nickname"}', "utf-8")
    assert run(tmp_path / "a.csv", "--map", tmp_path / "map.json")[0] == 2


DOUBTFUL = "ФИО;Телефон;Дата\nВетрова Анна;89160001122;17.03.2026\nКленов Пётр;89160001133;05.12.2025\n"


@pytest.fixture
def doubtful(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(DOUBTFUL, "utf-8")
    return path


class Answering(Choosing):
    """Answers each question with the option that holds a word."""

    def __init__(self, word, files=()):
        super().__init__(files)
        self.word = word

    def choose(self, question, options):
        self.questions.append(question)
        return next((n for n, option in enumerate(options) if self.word in option), None)


def test_a_doubtful_column_is_asked_in_words_and_remembered(office, doubtful):
    ui = Answering("Окончание")
    import_files(Work(office.book, date(2026, 3, 2)), ui, [doubtful], maps=maps.Maps(maps.default_path()))
    assert ui.questions[0] == "a: столбец «Дата» (17.03.2026, 05.12.2025): что в нём?"
    again = Answering("нет такого")
    work = Work(office.book, date(2026, 3, 2))
    report = import_files(work, again, [doubtful], maps=maps.Maps(maps.default_path()))
    assert not any("столбец" in question for question in again.questions), "the answer is remembered"
    assert report.data[0]["columns"][2]["by"] == "remembered"
    assert [str(row["ends"]) for row in work.rows(POLICIES)] == ["2026-03-17", "2025-12-05"]


@pytest.mark.parametrize(
    ("word", "comment"), [("комментарий", "Дата: 17.03.2026"), ("не переносить", "")], ids=["comment", "leave out"]
)
def test_a_doubtful_column_may_go_to_the_comment_or_nowhere(office, doubtful, word, comment):
    work = Work(office.book, date(2026, 3, 2))
    report = import_files(work, Answering(word), [doubtful])
    assert work.rows(CLIENTS)[0]["comment"] == comment
    assert [each["message"] for each in report.data[0]["findings"]] == []


def test_giving_no_answer_writes_nothing(office, doubtful):
    with pytest.raises(Cancelled):
        import_files(Work(office.book, date(2026, 3, 2)), Answering("нет такого"), [doubtful])


def test_nobody_to_ask_is_no_reason_to_guess(run, office, doubtful):
    code, out = run(doubtful, "--json")
    [answer] = json.loads(out)
    assert code == 1
    assert answer["columns"][2] == {"sheet": "a", "heading": "Дата", "field": None, "by": "none", "confidence": 0.0}
    [finding] = answer["findings"]
    assert (finding["column"], finding["row"]) == ("Дата", 1)
    assert "можно понять по-разному" in finding["message"]
    assert [row["comment"] for row in office.rows("tblClients")] == ["Дата: 17.03.2026", "Дата: 05.12.2025"]


def test_columns_for_machines(run, tmp_path):
    (tmp_path / "a.csv").write_text("ФИО;Моб. тел.\nПетров Пётр;89161112233\n", "utf-8")
    code, out = run(tmp_path / "a.csv", "--json")
    assert code == 0
    assert json.loads(out)[0]["columns"][1] == {
        "sheet": "a", "heading": "Моб. тел.", "field": "Клиенты: Телефон (tblClients.phone)", "by": "both",
        "confidence": 1.0,
    }  # fmt: skip


def test_the_answer_of_the_window_may_be_given_beforehand(run, office, doubtful, tmp_path):
    (tmp_path / "map.json").write_text('{"Дата": "Дата заключения"}', "utf-8")
    _, out = run(doubtful, "--map", tmp_path / "map.json", "--json")
    assert json.loads(out)[0]["columns"][2]["by"] == "asked"
    assert str(office.rows("tblPolicies")[0]["signed"]) == "2026-03-17"


def test_explaining_needs_no_book(doubtful, capsys):
    assert main.main(["import", "--explain", str(doubtful), "--on", "2026-03-02"]) == 0
    said = capsys.readouterr().out
    assert "a: ФИО → Клиенты: Клиент: по заголовку и значениям" in said
    assert "a: Дата → спросим: может быть: Полисы: Дата заключения" in said


def test_the_button_explains_a_file_and_brings_nothing(office, doubtful):
    report = perform("explain_files", office.book, Choosing([doubtful]), date(2026, 3, 2))
    assert (report.show, office.rows("tblClients")) == ("Отчёт", [])
    assert [row["c5"] for row in office.rows("tblReport")][2:] == ["Клиенты: Клиент", "Клиенты: Телефон", "спросим"]


def test_one_remark_for_many_rows(run, tmp_path):
    lines = "".join(f"ХХХ;012345678{n};Ветров Иван {n};01.06.2025;31.05.2026;5000;Пример\n" for n in range(6))
    path = tmp_path / "a.csv"
    path.write_text(f"Серия;Номер;Страхователь;Начало;Окончание;Премия;Компания\n{lines}", "utf-8")
    _, out = run(path, "--json")
    paid = [each for each in json.loads(out)[0]["findings"] if "оплачено" in each["message"]]
    assert [each["row"] for each in paid] == [2]
    assert paid[0]["message"].endswith("Всего 6 строк, дальше 3, 4, 5 …")
