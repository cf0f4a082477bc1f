"""What every button of the ribbon calls: find the command, guard, back up, run, say what happened in Russian.

VBA shows nothing of its own: whatever goes wrong here ends in a sentence, never in a traceback; the details go to a
log without personal data.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from osago_xl.actions.base import Report, Ui
from osago_xl.books.base import Book
from osago_xl.errors import OsagoError
from osago_xl.excel.log import logger

_running: list[str] = []
"""The command at work; a second click while it runs is refused."""


def click(action_id: str) -> None:
    """Run a command on the workbook that called; the entry named in the VBA callback."""
    import xlwings

    from osago_xl.excel.ui import ExcelUi

    app = xlwings.apps.active
    ui = ExcelUi(app)
    run(action_id, lambda: _live(app), ui, date.today(), datetime.now())


def run(action_id: str, open_book: Callable[[], Book], ui: Ui, today: date, now: datetime) -> Report | None:
    """The same for any engine: `open_book()` gives the book; None when the command was refused or failed."""
    if _running:
        ui.say(f"Ещё выполняется команда «{_running[0]}». Дождитесь её окончания.")
        return None
    _running.append(action_id)
    log = logger()
    try:
        report = _perform(action_id, open_book(), ui, today, now)
        log.info("%s ok", action_id)
        return report
    except OsagoError as error:
        log.warning("%s %s", action_id, type(error).__name__)
        ui.say(str(error))
    except Exception as error:  # the last line of defence: the agent must see a sentence
        log.error("%s %s at %s", action_id, type(error).__name__, _places(error))
        ui.say(
            "Команда не выполнена из-за ошибки в программе, книга осталась прежней. "
            f"Подробности для разработчика (без данных клиентов): {_log_file(log)}."
        )
    finally:
        _running.clear()
    return None


def _perform(action_id: str, book: Book, ui: Ui, today: date, now: datetime) -> Report:
    from osago_xl.actions.perform import perform

    report = perform(action_id, book, ui, today, now)
    hidden = getattr(book, "hidden", [])
    lines = [report.text, *report.details[:15]] if report.text else []
    if hidden:
        lines.append(
            f"Новая строка скрыта фильтром на листе «{'», «'.join(hidden)}»: снимите фильтр, чтобы её увидеть."
        )
    if lines:
        ui.say("\n".join(lines))
    return report


def _live(app: Any) -> Book:
    from osago_xl.books.live import LiveBook

    return LiveBook(app.books.active)


def _places(error: BaseException) -> str:
    """Where it failed, without the text of the error: that may quote a client's data."""
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))


def _log_file(log: logging.Logger) -> Path | str:
    return next((Path(h.baseFilename) for h in log.handlers if isinstance(h, logging.FileHandler)), "нет")
