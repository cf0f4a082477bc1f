"""Make this computer run the buttons of OSAGO.xlsm, and take that back.

What is changed: the settings of xlwings (which Python to start), a trusted folder for the workbook, the mark of a
downloaded file, a shortcut on the desktop. Nothing needs an administrator.
"""

from __future__ import annotations

import os
from pathlib import Path

from osago_xl.books.atomic import replace_file
from osago_xl.errors import EngineError
from osago_xl.excel.environment import OFFICE, Environment, desktop, from_store, quoted, settings_file

TRUSTED = rf"{OFFICE}\Security\Trusted Locations"
TRUSTED_NAME = "ОСАГО (osago-xl)"
INTERPRETER = "INTERPRETER_WIN"
SHORTCUT = "ОСАГО.lnk"


def install(environment: Environment, book: Path | None = None) -> list[str]:
    """Set everything up; sentences on what was done. EngineError where it cannot work."""
    _require_windows(environment)
    if from_store(environment.python):
        raise EngineError(
            "Этот Python из Microsoft Store: Excel не может его запустить. "
            "Поставьте Python с сайта python.org и выполните osago-xl install ещё раз."
        )
    write_setting(environment, INTERPRETER, interpreter_setting(environment))
    done = [f"Excel будет запускать {environment.python}."]
    return done + (_set_up_book(environment, book.absolute()) if book else [])


def uninstall(environment: Environment) -> list[str]:
    """Take back what `install` did; workbooks, backups and settings of others stay."""
    _require_windows(environment)
    done = []
    if read_settings(environment).get(INTERPRETER) == interpreter_setting(environment):
        write_setting(environment, INTERPRETER, None)
        done.append("Настройка запуска Python удалена.")
    for key in trusted_keys(environment):
        environment.delete(key)
        done.append("Надёжное расположение удалено.")
    shortcut = _shortcut(environment)
    if shortcut.exists():
        shortcut.unlink()
        done.append("Ярлык на рабочем столе удалён.")
    return done or ["Удалять нечего: установка не выполнялась."]


def interpreter_setting(environment: Environment) -> str:
    """This Python as the settings hold it: the profile by its variable, since VBA reads the file as ANSI.

    A Cyrillic user name would arrive garbled on a computer with another code page; «%USERPROFILE%» does not.
    """
    for variable in ("LOCALAPPDATA", "USERPROFILE"):
        folder = environment.variables.get(variable)
        if folder and environment.python.is_relative_to(folder):
            inner = environment.python.relative_to(folder).parts
            return "\\".join((f"%{variable}%", *inner))
    return str(environment.python)


def read_settings(environment: Environment) -> dict[str, str]:
    """The settings of xlwings as they stand in the file: name → value."""
    file = settings_file(environment)
    lines = file.read_text(environment.ansi).splitlines() if file.exists() else []
    pairs = (line.strip().strip('"').split('","', 1) for line in lines if line.strip())
    return {pair[0]: pair[-1] for pair in pairs}


def write_setting(environment: Environment, name: str, value: str | None) -> None:
    """Set one setting, or remove it with None; the others stay."""
    settings = read_settings(environment) | {name: value or ""}
    if value is None:
        del settings[name]
    file = settings_file(environment)
    file.parent.mkdir(exist_ok=True)
    lines = [f'"{key}","{text}"\n' for key, text in settings.items()]
    replace_file(file, "".join(lines).replace("\n", os.linesep).encode(environment.ansi))


def trusted_keys(environment: Environment) -> list[str]:
    """Registry keys of the trusted folders that `install` made."""
    keys = [rf"{TRUSTED}\{name}" for name in environment.subkeys(TRUSTED)]
    return [key for key in keys if environment.values(key).get("Description") == TRUSTED_NAME]


def _set_up_book(environment: Environment, book: Path) -> list[str]:
    if not book.exists():
        raise EngineError(f"Книги {book} нет. Создайте её: {environment.command} new {quoted(book)}")
    done = []
    if environment.from_web(book):
        environment.clear_web_mark(book)
        done.append("Снята пометка «файл из интернета», из-за неё Excel запрещал макросы.")
    if str(book.parent) not in _trusted_folders(environment):
        environment.write(
            _free_trusted_key(environment),
            {"Path": str(book.parent), "AllowSubfolders": 0, "Description": TRUSTED_NAME},
        )
        done.append(f"Папка {book.parent} добавлена в надёжные расположения: макросы в ней разрешены.")
    return [*done, _give_shortcut(environment, book)]


def _give_shortcut(environment: Environment, book: Path) -> str:
    """A desktop that is missing or closed is no reason to fail: the buttons work without a shortcut."""
    link = _shortcut(environment)
    try:
        environment.make_shortcut(link, book)
    except OSError:
        return f"Ярлык не сделан: в папке {link.parent} нельзя создать файл. Открывайте книгу из папки {book.parent}."
    return "На рабочем столе ярлык «ОСАГО»."


def _trusted_folders(environment: Environment) -> set[str]:
    return {str(environment.values(key).get("Path")) for key in trusted_keys(environment)}


def _free_trusted_key(environment: Environment) -> str:
    taken = set(environment.subkeys(TRUSTED))
    number = next(number for number in range(len(taken) + 1) if f"Location{number}" not in taken)
    return rf"{TRUSTED}\Location{number}"


def _shortcut(environment: Environment) -> Path:
    return desktop(environment) / SHORTCUT


def _require_windows(environment: Environment) -> None:
    if environment.platform != "win32":
        raise EngineError(
            "Установка нужна только для Excel в Windows. Здесь работают командная строка и LibreOffice: osago-xl --help"
        )
