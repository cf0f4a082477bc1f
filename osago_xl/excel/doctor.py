"""Why the buttons do not work: every known cause is looked for, each finding comes with its remedy."""

from __future__ import annotations

from pathlib import Path

from osago_xl.excel.check import Check
from osago_xl.excel.doctor_book import examine_book
from osago_xl.excel.doctor_office import examine_office
from osago_xl.excel.doctor_settings import own_settings
from osago_xl.excel.environment import OFFICE, POLICIES, Environment, excel_file, from_store, quoted, settings_file
from osago_xl.excel.install import INTERPRETER, interpreter_setting, read_settings, trusted_keys

PYTHON = (3, 11)


def examine(environment: Environment, book: Path | None = None) -> list[Check]:
    """All checks of this computer, and of the workbook when one is given."""
    if environment.platform != "win32":
        return [*examine_office(environment, book), own_settings(environment)]
    looks = (_python, _excel, _bitness, _server, _settings, _macros, _addins, _printer, _papers, own_settings)
    checks = [look(environment) for look in looks]
    return checks + ([*examine_book(environment, book.absolute())] if book else [])


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
        remedy = "Установите Excel 2016 или новее. Без него: LibreOffice и расширение, osago-xl extension."
        return Check("Excel", "error", "Не найден", remedy.replace("osago-xl", environment.command))
    if from_store(file):
        found = "Из Microsoft Store: запускать Python ему запрещено"
        return Check("Excel", "error", found, "Удалите его и поставьте Office с сайта office.com.")
    return Check("Excel", "ok", str(file))


def _bitness(environment: Environment) -> Check:
    """Excel loads the library of xlwings into itself: it must be of Excel's bitness and of our version."""
    bits = _excel_bits(environment)
    library = find_library(environment, bits)
    if library:
        return Check("Связь с Excel", "ok", f"Excel {bits}-разрядный, {library}")
    version = environment.xlwings_version
    remedy = (
        "Запустите ещё раз install.cmd из архива, а папку программы добавьте в исключения антивируса. "
        f"Без архива: {quoted(environment.python)} -m pip install --no-user --force-reinstall xlwings=={version}"
    )
    found = f"Нет файла xlwings{bits}-{version}.dll рядом с Python: его нет или забрал антивирус"
    return Check("Связь с Excel", "error", found, remedy)


def find_library(environment: Environment, bits: int = 64) -> Path | None:
    """The library of xlwings that Excel loads; it lies beside Python or, in an environment, one folder up."""
    name = f"xlwings{bits}-{environment.xlwings_version}.dll"
    folders = (environment.python.parent, environment.python.parent.parent)
    return next((folder / name for folder in folders if (folder / name).exists()), None)


def _server(environment: Environment) -> Check:
    """Start Python as Excel does and ask it for one worksheet function."""
    library = find_library(environment)
    if library is None:
        return Check("Запуск Python", "warning", "Не проверен: нет связи с Excel")
    started, said = environment.serves(library)
    if started:
        return Check("Запуск Python", "ok", said)
    remedy = (
        "Разрешите в антивирусе программе cmd.exe запускать Python из этой папки. Не помогло: запустите install.cmd из "
        f"архива ещё раз и пришлите отчёт: {environment.command} doctor --report"
    )
    return Check("Запуск Python", "error", f"Excel не дождётся ответа Python: {said}", remedy)


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


def _printer(environment: Environment) -> Check:
    printer = environment.printer()
    if printer:
        return Check("Принтер", "ok", printer)
    remedy = "Если печатаете: Параметры Windows → Принтеры и сканеры. Без принтера бумаги сохраняются в файлы."
    return Check("Принтер", "warning", "В Windows нет принтера по умолчанию", remedy)


def _papers(environment: Environment) -> Check:
    if environment.makes_pdf():
        return Check("PDF", "ok", "Есть Word или LibreOffice")
    remedy = "Установите Word или LibreOffice. Без них бумаги получаются только в формате .docx."
    return Check("PDF", "warning", "Нет программы, которая делает PDF", remedy)
