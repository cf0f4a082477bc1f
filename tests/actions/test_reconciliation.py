"""«Сверка»: the insurer's file against ours."""

from datetime import date
from decimal import Decimal as D

import pytest
from desk import shown
from money_base import change, policy

from osago_xl.actions.perform import perform
from osago_xl.cli.console import ConsoleUi
from osago_xl.errors import InputError


def save_csv(path, *lines):
    path.write_text("\n".join(lines), "utf-8")
    return path


def reconcile(desk, path, *answers, more=()):
    return perform("reconcile", desk.book, ConsoleUi(files=[path, *more], answers=answers), desk.today)


BOTH_LINES, ONLY_BORDEREAU, ONLY_SERVICES = "1", "2", "3"


def compared(desk, tmp_path, header, line, *answers):
    path = save_csv(tmp_path / "act.csv", f"Полис;{header}", f"ААМ 0000000001;{line}", f"Итого;{line}")
    reconcile(desk, path, "11.2026", *answers)
    rows = ([shown(row, n).replace("\xa0", " ") for n in range(1, 15)] for row in desk.rows("tblReport"))
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


def halves(desk, tmp_path, *halves, answers=()):
    paths = [save_csv(tmp_path / f"{n}.csv", *lines) for n, lines in enumerate(halves)]
    report = reconcile(desk, paths[0], "11.2026", *answers, more=paths[1:])
    lines = [[shown(row, n).replace("\xa0", " ") for n in range(1, 15)] for row in desk.rows("tblReport")[2:-1]]
    return report, [[line[n] for n in (0, 7, 8, 9, 11)] for line in lines]


def test_bordereau_and_services_in_two_files_are_one_row(office, tmp_path):
    files = (("Полис;Премия;Бордеро", "ААМ 0000000001;10000;1000"), ("Полис;ДВОУ", "AAM 0000000001;400"))
    report, rows = halves(office, tmp_path, *files)
    assert rows == [["суммы или дата расходятся", "1 500,00", "1 400,00", "ДВОУ", "0.csv, 0, 2; 1.csv, 1, 2"]]
    assert report.data["есть только у компании"] == 0


def test_what_the_one_column_of_each_file_holds_is_asked_file_by_file(office, tmp_path):
    files = (("Полис;КВ", "ААМ 0000000001;1000"), ("Полис;КВ", "ААМ 0000000001;500"))
    rows = halves(office, tmp_path, *files, answers=(ONLY_BORDEREAU, ONLY_SERVICES))[1]
    assert [row[:4] for row in rows] == [["совпало", "1 500,00", "1 500,00", ""]]


def test_the_same_policy_in_two_files_is_shown_twice(office, tmp_path):
    october = ("Полис;Премия;Бордеро", "ААМ 0000000001;10000;1000")
    rows = halves(office, tmp_path, october, october)[1]
    assert [(row[0], row[3]) for row in rows] == [("есть только у компании", "номер повторяется"), ("совпало", "")]


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
    lines = [[shown(row, n) for n in range(1, 13)] for row in office.rows("tblReport")]
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
        reconcile(office, path, "3")
    assert office.rows("tblReport") == []


def test_no_file_chosen_is_no_error(office):
    class Silent(ConsoleUi):
        def pick_files(self, title, patterns):
            return []

    assert perform("reconcile", office.book, Silent(), office.today).text == ""


@pytest.mark.parametrize("heading", ["Серия и номер полиса", "Договор страхования", "Страховой полис"])
def test_headings_that_insurers_use(office, tmp_path, heading):
    path = save_csv(tmp_path / "act.csv", f"{heading};Премия;Бордеро", "ААМ 0000000001;10000;1000")
    assert reconcile(office, path, "11.2026").data["совпало"] == 1


def test_headings_nobody_knows_are_asked_about(office, tmp_path):
    path = save_csv(tmp_path / "act.csv", "Объект учёта;Сбор;Выплата агенту", "ААМ 0000000001;10000;1500")
    report = reconcile(office, path, "1", "1", "1", "11.2026", BOTH_LINES)
    assert report.data == {"суммы или дата расходятся": 0, "есть только у компании": 0, "есть только у нас": 0,
                           "совпало": 1}  # fmt: skip
    assert any("Объект учёта → номер полиса" in line for line in report.details)


def test_a_row_of_totals_without_a_number_is_no_contract(office, tmp_path):
    lines = ("№;Полис;Дата;Премия;Бордеро", "1;ААМ 0000000001;10.11.2026;10000;1000", ";;30.11.2026;10000;1000")
    report = reconcile(office, save_csv(tmp_path / "act.csv", *lines), "11.2026")
    assert (report.data["совпало"], report.data["есть только у компании"]) == (1, 0)
