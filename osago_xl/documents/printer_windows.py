"""Printers of Windows, through pywin32 (which is there on Windows only)."""

from __future__ import annotations

from pathlib import Path

from osago_xl.errors import EngineError

_LOCAL_AND_CONNECTED = 2 | 4  # PRINTER_ENUM_LOCAL | PRINTER_ENUM_CONNECTIONS
_NAME = 2  # of (flags, description, name, comment)


def default_printer() -> str:
    """The printer Windows takes by itself; empty when there is none."""
    from pywintypes import error
    from win32print import GetDefaultPrinter

    try:
        return str(GetDefaultPrinter())
    except (RuntimeError, error):  # "no default printer" is a RuntimeError of pywin32
        return ""


def require_printer(name: str) -> None:
    """EngineError when Windows has no such printer: Word would only say that it does not answer."""
    from pywintypes import error
    from win32print import EnumPrinters

    try:
        known = [str(each[_NAME]) for each in EnumPrinters(_LOCAL_AND_CONNECTED)]
    except error:
        return  # the printing service does not tell; the print itself will
    if name.casefold() not in (each.casefold() for each in known):
        there = f"Есть: {', '.join(known)}." if known else "Других принтеров в Windows тоже нет."
        raise EngineError(
            f"Принтера «{name}» в Windows нет. {there} Подключите его или впишите другой в «Настройки», «Принтер»."
        )


def print_pdf(path: Path, printer: str, copies: int) -> None:
    """Hand a PDF to the program that Windows prints PDF with."""
    from pywintypes import error as windows_error
    from win32api import ShellExecute

    try:
        for _ in range(copies):
            ShellExecute(0, "printto", str(path), f'"{printer}"', str(path.parent), 0)
    except windows_error as error:
        raise EngineError(
            f"Программа для PDF не напечатала «{path.name}». Откройте файл и напечатайте в «реальном размере»."
        ) from error
