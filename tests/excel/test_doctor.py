"""One ailment at a time: the doctor names it and the remedy; a healthy computer has nothing to treat."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from computer import APP_PATH, CLICK_TO_RUN, Computer

from osago_xl.excel.check import Check
from osago_xl.excel.doctor import examine
from osago_xl.excel.environment import OFFICE, POLICIES
from osago_xl.excel.install import TRUSTED, install
from osago_xl.excel.report import report
from osago_xl.workbook.build import build_workbook
from osago_xl.workbook.function_help import add_hidden_sheets


@pytest.fixture
def book(computer: Computer) -> Path:
    path = computer.home / "Documents" / "OSAGO.xlsm"
    path.parent.mkdir()
    made = openpyxl.Workbook()
    add_hidden_sheets(made, [])
    made.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macros")
    install(computer, path)
    return path


def ailments(computer: Computer, book: Path | None = None) -> list[Check]:
    return [check for check in examine(computer, book) if check.state != "ok"]


def test_a_healthy_computer_has_nothing_to_treat(computer: Computer, book: Path) -> None:
    assert ailments(computer, book) == []
    assert len(examine(computer, book)) == 15
    assert all(check.remedy == "" for check in examine(computer, book))


def store_python(computer: Computer) -> None:
    computer.python = computer.home / "AppData" / "WindowsApps" / "python.exe"


def old_python(computer: Computer) -> None:
    computer.python_version = (3, 10)


def no_excel(computer: Computer) -> None:
    del computer.registry[APP_PATH]


def store_excel(computer: Computer) -> None:
    computer.registry[APP_PATH][""] = r"C:\Program Files\WindowsApps\Excel\EXCEL.EXE"


def excel_of_32_bits(computer: Computer) -> None:
    computer.registry[CLICK_TO_RUN]["Platform"] = "x86"


def no_library(computer: Computer) -> None:
    computer.library.unlink()


def another_interpreter(computer: Computer) -> None:
    computer.python = computer.python.parent / "pythonw.exe"


def disabled_addin(computer: Computer) -> None:
    computer.write(rf"{OFFICE}\Resiliency\DisabledItems", {"1F2A": "OSAGO"})


def server_that_does_not_start(computer: Computer) -> None:
    computer.answer = (False, "нет ответа за 60 с")


def no_printer(computer: Computer) -> None:
    computer.default_printer = ""


def no_word(computer: Computer) -> None:
    computer.word = False


def no_trusted_folders_by_policy(computer: Computer) -> None:
    computer.write(rf"{POLICIES}\Security\Trusted Locations", {"AllLocationsDisabled": 1})


def no_trusted_folders_of_ones_own(computer: Computer) -> None:
    computer.write(rf"{POLICIES.removesuffix('Excel')}Common\Security\Trusted Locations", {"Allow User Locations": 0})


def no_trusted_folders_by_choice(computer: Computer) -> None:
    computer.write(TRUSTED, {"AllLocationsDisabled": 1})


def book_on_another_computer(computer: Computer) -> None:
    computer.network = computer.home


def xlwings_addin(computer: Computer) -> None:
    computer.write(rf"{OFFICE}\Options", {"OPEN": r'/R "C:\Users\x\XLSTART\xlwings.xlam"'})


@pytest.mark.parametrize(
    ("harm", "name", "found", "remedy"),
    [
        (store_python, "Python", "Microsoft Store", "python.org"),
        (old_python, "Python", "3.10", "Python 3.11"),
        (no_excel, "Excel", "Не найден", "LibreOffice"),
        (store_excel, "Excel", "Microsoft Store", "office.com"),
        (excel_of_32_bits, "Связь с Excel", "xlwings32-0.37.8.dll", "pip install"),
        (no_library, "Связь с Excel", "xlwings64-0.37.8.dll", "pip install"),
        (another_interpreter, "Настройка запуска", "pythonw.exe", " install"),
        (disabled_addin, "Надстройки", "отключил", "Отключённые объекты"),
        (xlwings_addin, "Надстройки", "xlwings", "Снимите галочку"),
        (no_library, "Связь с Excel", "антивирус", "install.cmd"),
        (server_that_does_not_start, "Запуск Python", "нет ответа за 60 с", "--report"),
        (no_printer, "Принтер", "нет принтера", "Принтеры и сканеры"),
        (no_word, "PDF", "Нет программы", "LibreOffice"),
        (no_trusted_folders_by_policy, "Надёжная папка", "администратором", "Documents"),
        (no_trusted_folders_of_ones_own, "Надёжная папка", "администратором", "Попросите"),
        (no_trusted_folders_by_choice, "Надёжная папка", "отключены в настройках", "снимите галочку"),
        (book_on_another_computer, "Папка", "сетевая", "Перенесите книгу"),
    ],
)
def test_an_ailment_is_named_with_its_remedy(
    computer: Computer, book: Path, harm: Callable[[Computer], None], name: str, found: str, remedy: str
) -> None:
    harm(computer)
    check = next(each for each in ailments(computer, book) if each.name == name)
    assert found in check.found
    assert remedy in check.remedy


def test_a_computer_never_set_up_is_told_so(computer: Computer) -> None:
    assert [(check.name, check.remedy) for check in ailments(computer)] == [
        ("Настройка запуска", f"Выполните: {computer.command} install")
    ]


@pytest.mark.parametrize(("key", "remedy"), [(OFFICE, " install"), (POLICIES, "администратора")])
def test_forbidden_macros_are_an_ailment_unless_the_folder_is_trusted(
    computer: Computer, key: str, remedy: str
) -> None:
    install(computer)
    computer.write(rf"{key}\Security", {"VBAWarnings": 4})
    (check,) = ailments(computer)
    assert check.name == "Макросы"
    assert remedy in check.remedy


def test_forbidden_macros_do_no_harm_in_the_trusted_folder(computer: Computer, book: Path) -> None:
    computer.write(rf"{OFFICE}\Security", {"VBAWarnings": 4})
    assert ailments(computer, book) == []


def test_a_downloaded_book_is_found(computer: Computer, book: Path) -> None:
    computer.marked.add(book)
    (check,) = ailments(computer, book)
    assert "из интернета" in check.found


def test_a_book_in_the_cloud_is_a_warning(computer: Computer, book: Path) -> None:
    computer.variables = {**computer.variables, "OneDriveConsumer": str(book.parent)}
    (check,) = ailments(computer, book)
    assert (check.state, check.name) == ("warning", "Папка")


def test_a_book_of_another_version_of_xlwings_is_found(computer: Computer, book: Path) -> None:
    computer.xlwings_version = "0.38.0"
    check = ailments(computer, book)[-1]
    assert "сделана для xlwings 0.37.8, установлен 0.38.0" in check.found


@pytest.mark.parametrize("content", [b"", b"not a zip"])
def test_a_file_that_is_no_workbook_of_ours_is_of_no_known_version(
    computer: Computer, book: Path, content: bytes
) -> None:
    book.write_bytes(content)
    macros, check = ailments(computer, book)
    assert macros.name == "Макросы книги"
    assert "неизвестной версии" in check.found


def test_a_missing_book_is_named(computer: Computer) -> None:
    install(computer)
    (check,) = ailments(computer, computer.home / "нет.xlsm")
    assert check.name == "Книга"


def test_a_remedy_can_be_pasted_into_cmd(computer: Computer, book: Path) -> None:
    spaced = book.with_name("Моя база (2).xlsm")
    book.rename(spaced)
    computer.marked.add(spaced)
    computer.xlwings_version = "0.38.0"
    remedies = {check.name: check.remedy for check in ailments(computer, spaced)}
    program = computer.home / "AppData" / "Local" / "osago" / "Scripts" / "osago-xl.exe"
    assert f'"{program}" install "{spaced}"' in remedies["Пометка файла"]
    assert f'"{program}" upgrade "{spaced}"' in remedies["Версия книги"]
    assert examine(computer, book)[-1].remedy == f'Создайте: "{program}" new "{book}"'


def test_macros_that_a_scanner_cut_out_are_missed(computer: Computer, book: Path) -> None:
    made = openpyxl.Workbook()
    add_hidden_sheets(made, [])
    made.save(book)
    (check,) = ailments(computer, book)
    assert "антивирус" in check.found and f'upgrade "{book}"' in check.remedy


def test_a_trusted_folder_of_the_network_is_only_a_warning(computer: Computer, book: Path) -> None:
    computer.network = computer.home
    computer.write(TRUSTED, {"AllowNetworkLocations": 1})
    (check,) = ailments(computer, book)
    assert (check.state, check.name) == ("warning", "Папка")


def test_the_report_names_nobody(computer: Computer, book: Path, tmp_path: Path) -> None:
    own = book.rename(book.with_name("База Кузнецова.xlsm"))
    computer.variables = {**computer.variables, "USERNAME": "Иван Петров", "COMPUTERNAME": "BUH-7"}
    computer.marked.add(own)
    log = tmp_path / "osago-xl.log"
    log.write_text("call OSError at BUH-7\n", "utf-8")
    text = report(computer, examine(computer, own), own, log)
    assert not [word for word in ("Кузнецов", "Иван", "Петров", "BUH-7", str(tmp_path)) if word in text]
    assert "[error] Пометка файла" in text and "OSError" in text and "%LOCALAPPDATA%" in text


def test_off_windows_a_computer_with_an_office_has_nothing_to_treat(computer: Computer) -> None:
    computer.platform = "linux"
    assert [(check.name, check.state) for check in examine(computer)] == [
        ("Система", "ok"), ("LibreOffice", "ok"), ("Шрифты", "ok"), ("Печать", "ok"), ("Папка настроек", "ok")
    ]  # fmt: skip


def test_off_windows_what_is_missing_is_named_with_the_command_that_brings_it(computer: Computer) -> None:
    computer.platform, computer.office, computer.families, computer.default_printer = "linux", "", {"DejaVu Sans"}, ""
    office, fonts, printing = ailments(computer)
    assert (office.state, "python3-uno" in office.remedy) == ("error", True)
    assert ("Liberation Serif" in fonts.found, "fonts-liberation" in fonts.remedy) == (True, True)
    assert (printing.state, "cups" in printing.remedy) == ("warning", True)


def test_off_windows_the_book_is_read(computer: Computer, tmp_path: Path) -> None:
    computer.platform = "linux"
    good, broken = tmp_path / "ОСАГО.xlsm", tmp_path / "Сломана.xlsm"
    build_workbook(good, date(2026, 11, 30))
    broken.write_bytes(b"no zip")
    assert ailments(computer, good) == []
    for path in (broken, tmp_path / "Нет.xlsm"):
        (found,) = ailments(computer, path)
        assert (found.name, found.state) == ("Книга", "error")
        assert str(path) in found.found and str(path) in found.remedy


def test_the_folder_of_own_tariffs_is_named_and_read(computer: Computer) -> None:
    folder = Path(computer.variables["LOCALAPPDATA"]) / "osago-xl" / "tariffs" / "mine"
    folder.mkdir(parents=True)
    (folder / "act.toml").write_text("number = ", "utf-8")
    (own,) = (check for check in examine(computer) if check.name == "Папка настроек")
    assert own.state == "error"
    assert "act.toml" in own.found
    assert str(folder.parent) in own.remedy
