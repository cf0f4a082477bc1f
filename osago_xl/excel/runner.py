"""What every button of the ribbon calls: find the command, guard, back up, run, say what happened in Russian.

VBA shows nothing of its own: whatever goes wrong here ends in a sentence, never in a traceback; the details go to a
log without personal data.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osago_xl import clock
from osago_xl.books.base import Book
from osago_xl.errors import OsagoError, in_a_sentence
from osago_xl.excel.log import logger
from osago_xl.work.ui import Report, Ui

if TYPE_CHECKING:
    from osago_xl.books.live import LiveBook

_running: list[str] = []
"""The command at work; a second click while it runs is refused."""


def click(action_id: str) -> None:
    """Run a command on the workbook that called; the entry named in the VBA callback."""
    from osago_xl.excel.ui import ExcelUi

    book = calling_book()
    ui = ExcelUi(book.app)
    try:
        run(action_id, lambda: live(book), ui, clock.today(), clock.now())
    finally:
        ui.finish()


def calling_book() -> Any:
    """The workbook whose button was pressed, though another may lie before it; without a caller the active one."""
    import xlwings

    if _called(xlwings):
        return xlwings.Book.caller()
    return xlwings.books.active


def _called(xlwings: Any) -> bool:
    """Whether xlwings knows a caller: named on the command line, told to the warm server, or set by a test."""
    served = getattr(getattr(xlwings, "_xlwindows", None), "BOOK_CALLER", None)
    return served is not None or "--from_xl=1" in sys.argv or hasattr(xlwings.Book, "_mock_caller")


def run(action_id: str, open_book: Callable[[], Book], ui: Ui, today: date, now: datetime) -> Report | None:
    """The same for any engine: `open_book()` gives the book; None when the command was refused or failed."""
    if _running:
        ui.say(f"Ещё выполняется команда «{_label(_running[0])}». Дождитесь её окончания.")
        return None
    _running.append(action_id)
    log, book = logger(), None
    try:
        book = open_book()
        report = _perform(action_id, book, ui, today, now)
        log.info("%s ok", action_id)
        return report
    except OsagoError as error:
        log.warning("%s %s", action_id, type(error).__name__)
        ui.say(str(error))
    except OSError as error:
        log.warning("%s %s at %s", action_id, type(error).__name__, _places(error))
        ui.say(in_a_sentence(error))
    except Exception as error:  # the last line of defence: the agent must see a sentence
        log.error("%s %s at %s", action_id, type(error).__name__, _places(error))
        ui.say(_sorry(book, log))
    finally:
        _running.clear()
    return None


def _perform(action_id: str, book: Book, ui: Ui, today: date, now: datetime) -> Report:
    from osago_xl.actions.perform import perform

    report = perform(action_id, book, ui, today, now)
    if report.text or report.details:
        ui.say("\n".join(filter(None, [report.text, *report.details[:15]])))
    return report


def live(book: Any) -> LiveBook:
    """The open workbook (an xlwings Book) as commands see it; BookError for one that is not ours."""
    from osago_xl.books.live import LiveBook

    if book.app.engine.name == "excel":
        return LiveBook(book)
    from osago_xl.calc.native import CalcNative

    return LiveBook(book, CalcNative())


def _sorry(book: Book | None, log: logging.Logger) -> str:
    """What is said of a failure nobody foresaw."""
    from osago_xl.books.live import CLOSED, LiveBook

    if isinstance(book, LiveBook) and not book.is_open:
        return CLOSED
    return (
        "Команда не выполнена из-за ошибки в программе, книга осталась прежней. "
        f"Подробности для разработчика (без данных клиентов): {_log_file(log)}."
    )


def _label(action_id: str) -> str:
    """What the button says."""
    from osago_xl.actions.registry import ACTIONS

    return ACTIONS[action_id].label if action_id in ACTIONS else action_id


def _places(error: BaseException) -> str:
    """Where it failed, without the text of the error: that may quote a client's data."""
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))


def _log_file(log: logging.Logger) -> Path | str:
    return next((Path(h.baseFilename) for h in log.handlers if isinstance(h, logging.FileHandler)), "нет")
