"""Whatever goes wrong in the middle of a write: the workbook, its file and the processes are as they were before."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from desk import TODAY
from live_agent import Agent

from osago_xl.actions.registry import ACTIONS
from osago_xl.books.base import Changes, Row, TableChange
from osago_xl.books.live import LiveBook
from osago_xl.calc.engine import start_app
from osago_xl.calc.native import CalcNative
from osago_xl.errors import BookError
from osago_xl.keeping.upgrade import upgrade
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.ui import Report

pytestmark = pytest.mark.office
CLIENTS, CALLS = WORKBOOK.tables["tblClients"], WORKBOOK.tables["tblCalls"]


class Failing(CalcNative):
    """Refuses the n-th block, or does something worse instead."""

    def __init__(self, writes: int, act: Any = None) -> None:
        self.left, self.act = writes, act

    def write(self, cells: Any, values: list[list[Any]]) -> None:
        self.left -= 1
        if self.left < 0:
            if self.act is None:
                raise RuntimeError("занято")
            self.act()
        super().write(cells, values)


@pytest.fixture
def own_agent(demo_copy: Path) -> Iterator[Agent]:
    """An agent whose office nobody else needs."""
    with start_app() as app:
        yield Agent(app, demo_copy)


GOLDEN = Path(__file__).parents[1] / "golden"


def test_a_workbook_of_an_earlier_version_is_not_written_to(office, tmp_path):
    path = Path(shutil.copy(GOLDEN / "OSAGO-0.1.0.xlsm", tmp_path / "OSAGO.xlsm"))
    book = office.books.open(str(path))
    with pytest.raises(BookError, match=r"прежней версии программы.*\s*.*osago-xl upgrade"):
        LiveBook(book, CalcNative())
    book.close()
    upgrade(path, TODAY, datetime(2026, 11, 22))
    book = office.books.open(str(path))
    assert LiveBook(book, CalcNative()).read(CLIENTS)[0]["name"] == "Орехова Анна"
    book.close()


def test_a_workbook_of_a_later_version_asks_for_a_newer_program(office, book_file):
    book = office.books.open(str(book_file))
    with pytest.raises(BookError, match="новее программы"):
        LiveBook(book, CalcNative(), replace(WORKBOOK, version=str(int(WORKBOOK.version) - 1)))
    book.close()


UNTOUCHED = ("automatic", True, False, {(True, True)})
"""Calculation, screen, status bar, and what the office itself does with each open workbook."""


def settings(app: Any) -> tuple[Any, ...]:
    documents = [book.impl.api for book in app.books]
    inside = {(each.isAutomaticCalculationEnabled(), each.IsAdjustHeightEnabled) for each in documents}
    return app.calculation, app.screen_updating, app.status_bar, inside or {(True, True)}


def everything(rows: list[Row]) -> Changes:
    """Cells changed, rows added and deleted, a list rebuilt, a form filled."""
    clients = TableChange(
        CLIENTS,
        added=[Row(rows[0] | {"key": f"К-90000{n}", "name": f"Новый {n}"}) for n in range(3)],
        updated={1: {"comment": "=1+1", "next_call": TODAY}, 2: {"comment": "второй"}},
        deleted={4, 7, 8, len(rows) - 1},
    )
    calls = TableChange(CALLS, replaced=[Row({c.key: c.from_cell(None) for c in CALLS.columns} | {"place": 1})])
    return Changes({"tblClients": clients, "tblCalls": calls}, {"form_": {"holder_name": "Кто-то", "make": "Kia"}})


def content(book: LiveBook) -> Any:
    return [book.read(CLIENTS), book.read(CALLS), book.read_form("form_")]


def test_a_write_that_fails_at_any_step_is_taken_back(agent: Agent) -> None:
    before, app = content(agent.book), agent.xl.app
    changes, failures = everything(before[0]), 0
    for step in range(100):
        book = LiveBook(agent.xl, Failing(step))
        try:
            book.apply(changes)
        except BookError as error:
            assert "Всё возвращено, как было" in str(error)
            failures += 1
        else:
            break
        assert content(agent.book) == before, step
        assert settings(app) == UNTOUCHED
    assert failures > 8
    assert content(agent.book) != before


def test_what_the_agent_made_of_the_sheet_survives(agent: Agent) -> None:
    table = agent.xl_table("tblClients")
    sheet, area = table.range.sheet, table.range
    beside = area.column + area.shape[1]
    sheet.range((area.row, beside)).value = "Моё"
    table.resize(area.resize(area.shape[0], area.shape[1] + 1))
    first = sheet.range((area.row + 1, beside))
    first.value, first.color = "моё слово", (255, 200, 0)
    sheet.range((area.row + 1, area.column + 1)).column_width = 44
    agent.hide("tblClients", agent.rows("tblClients")[5]["key"])
    height = sheet.range((area.row + 2, 1)).row_height
    agent.book.apply(everything(agent.rows("tblClients")))
    assert (first.value, first.color) == ("моё слово", (255, 200, 0))
    assert sheet.range((area.row + 1, area.column + 1)).column_width == pytest.approx(44, abs=0.5)
    assert sheet.range((area.row + 2, 1)).row_height == height
    assert agent.hidden_rows("tblClients") == 1
    agent.close()  # the next test gets the workbook without all that


def test_a_table_under_the_agents_password_is_left_alone_in_words(agent: Agent) -> None:
    before = content(agent.book)
    agent.xl_table("tblClients").range.sheet.api.protect("секрет")
    agent.stand_on("tblClients", before[0][0]["key"])
    assert agent.click("postpone_7").startswith("Лист «Клиенты» защищён паролем. Снимите защиту")
    agent.xl_table("tblClients").range.sheet.api.unprotect("секрет")
    assert content(agent.book) == before


def test_a_table_protected_without_a_password_is_written_and_stays_protected(agent: Agent) -> None:
    sheet = agent.xl_table("tblClients").range.sheet
    sheet.api.protect("")
    agent.stand_on("tblClients", agent.rows("tblClients")[0]["key"])
    assert "перенесён" in agent.click("postpone_7")
    assert sheet.api.isProtected()
    sheet.api.unprotect("")


def test_the_office_killed_in_the_middle_of_a_write_leaves_the_old_file(own_agent: Agent, demo_copy: Path) -> None:
    old, app = demo_copy.read_bytes(), own_agent.xl.app
    pid, folder = app.pid, app.impl.office.folder
    book = LiveBook(own_agent.xl, Failing(3, act=app.impl.office._child.kill))
    changes = everything(book.read(CLIENTS))
    with pytest.raises(BookError, match="Книга закрылась или не отвечает, команда не записана"):
        book.apply(changes)
    app.kill()
    assert demo_copy.read_bytes() == old
    assert not folder.exists()
    assert processes_of(pid) == []


def test_a_workbook_closed_by_the_agent_during_a_command_is_told_in_words(
    agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, app = agent.path.read_bytes(), agent.xl.app

    def closes(work: Any, ui: Any) -> Report:
        work.set(CLIENTS, work.rows(CLIENTS)[0], comment="не запишется")
        agent.xl.close()
        return Report("Готово.")

    monkeypatch.setitem(ACTIONS, "postpone_7", replace(ACTIONS["postpone_7"], body=closes))
    assert "Книга закрылась или не отвечает" in agent.click("postpone_7")
    assert agent.path.read_bytes() == old
    assert settings(app) == UNTOUCHED


def test_a_workbook_closed_in_the_middle_of_a_write_is_told_in_words(agent: Agent) -> None:
    old, app = agent.path.read_bytes(), agent.xl.app
    book = LiveBook(agent.xl, Failing(3, act=agent.xl.close))
    changes = everything(book.read(CLIENTS))
    with pytest.raises(BookError, match="Книга закрылась или не отвечает, команда не записана"):
        book.apply(changes)
    assert agent.path.read_bytes() == old
    assert settings(app) == UNTOUCHED


def test_a_program_killed_while_it_works_leaves_the_old_file_and_no_office(demo_copy: Path) -> None:
    old = demo_copy.read_bytes()
    code = f"""
from pathlib import Path
from osago_xl.calc.session import open_in_calc
with open_in_calc(Path({str(demo_copy)!r})) as book:
    print(book.xl.app.pid, flush=True)
    while True:
        book.xl.sheets["Клиенты"]["B3"].value = "в работе"
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        pid = int(program.stdout.readline())
        time.sleep(0.5)
        program.kill()
    until = time.monotonic() + 15
    while processes_of(pid) and time.monotonic() < until:
        time.sleep(0.1)
    assert processes_of(pid) == []
    assert demo_copy.read_bytes() == old


def processes_of(group: int) -> list[int]:
    """Processes still running in a group, those that are dead but not yet collected left out."""
    alive = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, its_group = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state != "Z" and int(folder.name) != os.getpid():
            alive.append(int(folder.name))
    return alive
