"""Why the buttons do not work: every known cause is looked for, each finding comes with its remedy."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from osago_xl.excel.environment import OFFICE, POLICIES, Environment, excel_file, from_store, quoted, settings_file
from osago_xl.excel.install import INTERPRETER, interpreter_setting, read_settings, trusted_keys

PYTHON = (3, 11)
State = Literal["ok", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `remedy` is empty when nothing has to be done."""

    name: str
    state: State
    found: str
    remedy: str = ""


def examine(environment: Environment, book: Path | None = None) -> list[Check]:
    """All checks of this computer, and of the workbook when one is given."""
    if environment.platform != "win32":
        found = "Не Windows: кнопки и функции Excel здесь не работают"
        return [Check("Система", "error", found, "Работайте через LibreOffice или команды osago-xl.")]
    checks = [check(environment) for check in (_python, _excel, _bitness, _settings, _macros, _addins)]
    return checks + ([*_book(environment, book.absolute())] if book else [])


def _python(environment: Environment) -> Check:
    found = f"{environment.python_version[0]}.{environment.python_version[1]}, {environment.python}"
    remedy = "Поставьте Python 3.11 или новее с сайта python.org, затем osago-xl: pip install osago-xl."
    if from_store(environment.python):
        return Check("Python", "error", f"{found}: из Microsoft Store, Excel не может его запустить", remedy)
    if environment.python_version < PYTHON:
        return Check("Python", "error", f"{found}: слишком старый", remedy)
    return Check("Python", "ok", found)


def _excel(environment: Environment) -> Check:
    file = excel_file(environment)
    if file is None:
        return Check("Excel", "error", "Не найден", "Установите Excel 2016 или новее, либо LibreOffice.")
    if from_store(file):
        found = "Из Microsoft Store: запускать Python ему запрещено"
        return Check("Excel", "error", found, "Удалите его и поставьте Office с сайта office.com.")
    return Check("Excel", "ok", str(file))


def _bitness(environment: Environment) -> Check:
    """Excel loads the library of xlwings into itself: it must be of Excel's bitness and of our version."""
    bits = _excel_bits(environment)
    name = f"xlwings{bits}-{environment.xlwings_version}.dll"
    folders = (environment.python.parent, environment.python.parent.parent)
    found = next((folder / name for folder in folders if (folder / name).exists()), None)
    if found:
        return Check("Связь с Excel", "ok", f"Excel {bits}-разрядный, {found}")
    remedy = (
        f"Выполните: pip install --no-user --force-reinstall xlwings=={environment.xlwings_version}. "
        "Не помогло: поставьте osago-xl в отдельную среду (py -m venv) и выполните в ней osago-xl install."
    )
    return Check("Связь с Excel", "error", f"Нет файла {name} рядом с Python", remedy)


def _excel_bits(environment: Environment) -> int:
    installed = environment.values(r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration").get("Platform")
    if installed in ("x86", "x64"):
        return 32 if installed == "x86" else 64
    return 32 if "(x86)" in str(excel_file(environment)) else 64


def _settings(environment: Environment) -> Check:
    stored, wanted = read_settings(environment).get(INTERPRETER), interpreter_setting(environment)
    if stored == wanted:
        return Check("Настройка запуска", "ok", wanted)
    found = f"В {settings_file(environment)} записан {stored or 'никакой'} Python, а нужен {wanted}"
    return Check("Настройка запуска", "error", found, f"Выполните: {environment.command} install")


def _macros(environment: Environment) -> Check:
    """VBAWarnings: 1 all macros, 2 ask (Excel's own choice), 3 signed only, 4 none; a policy overrides."""
    policy = environment.values(rf"{POLICIES}\Security")
    choice = policy.get("VBAWarnings") or environment.values(rf"{OFFICE}\Security").get("VBAWarnings", 2)
    if choice in (1, 2):
        return Check("Макросы", "ok", "Разрешены" if choice == 1 else "Excel спрашивает, включать ли их")
    if trusted_keys(environment):
        return Check("Макросы", "ok", "Запрещены везде, кроме надёжной папки с книгой")
    if "VBAWarnings" in policy:
        remedy = "Попросите администратора разрешить макросы в папке с книгой."
    else:
        remedy = f"Выполните: {environment.command} install ПУТЬ_К_КНИГЕ (папка книги станет надёжной)."
    return Check("Макросы", "error", "Запрещены в настройках Excel", remedy)


def _addins(environment: Environment) -> Check:
    options = environment.values(rf"{OFFICE}\Options")
    opened = [str(value) for name, value in sorted(options.items()) if name.startswith("OPEN")]
    disabled = environment.values(rf"{OFFICE}\Resiliency\DisabledItems")
    if disabled:
        remedy = "Файл → Параметры → Надстройки → Управление: Отключённые объекты → Перейти → Включить."
        return Check("Надстройки", "error", f"Excel отключил после сбоя: {len(disabled)}", remedy)
    if any("xlwings.xlam" in addin.lower() for addin in opened):
        remedy = "Снимите галочку xlwings: Файл → Параметры → Надстройки → Перейти. Книге она не нужна."
        return Check("Надстройки", "warning", "Подключена надстройка xlwings, возможно другой версии", remedy)
    return Check("Надстройки", "ok", ", ".join(opened) or "Нет")


def _book(environment: Environment, book: Path) -> Iterator[Check]:
    if not book.exists():
        yield Check("Книга", "error", f"{book} нет", f"Создайте: {environment.command} new {quoted(book)}")
        return
    for check in _BOOK_CHECKS:
        yield check(environment, book)


def _web_mark(environment: Environment, book: Path) -> Check:
    if environment.from_web(book):
        remedy = f"Выполните: {environment.command} install {quoted(book)} (или Свойства файла → Разблокировать)."
        return Check("Пометка файла", "error", "Файл из интернета: Excel запрещает его макросы", remedy)
    return Check("Пометка файла", "ok", "Файл не помечен как скачанный")


def _cloud(environment: Environment, book: Path) -> Check:
    names = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
    folders = [folder for name in names if (folder := environment.variables.get(name))]
    if any(book.is_relative_to(folder) for folder in folders):
        remedy = "Перенесите книгу в обычную папку, в облаке держите копии."
        return Check("Папка", "warning", "Книга в OneDrive: автосохранение мешает кнопкам", remedy)
    return Check("Папка", "ok", str(book.parent))


def _stamp(environment: Environment, book: Path) -> Check:
    """The VBA of a workbook names one version of the library; with another one nothing starts."""
    stored = _properties(book).get("xlwings", "неизвестной версии")
    if stored == environment.xlwings_version:
        return Check("Версия книги", "ok", f"xlwings {stored}")
    found = f"Книга сделана для xlwings {stored}, установлен {environment.xlwings_version}"
    return Check("Версия книги", "error", found, f"Выполните: {environment.command} upgrade {quoted(book)}")


def _properties(book: Path) -> dict[str, str]:
    """Custom properties of a workbook, empty for a file that is none."""
    try:
        with zipfile.ZipFile(book) as archive:
            properties = ElementTree.fromstring(archive.read("docProps/custom.xml"))
    except (zipfile.BadZipFile, KeyError):
        return {}
    return {str(each.get("name")): "".join(each.itertext()) for each in properties}


_BOOK_CHECKS: tuple[Callable[[Environment, Path], Check], ...] = (_web_mark, _cloud, _stamp)
