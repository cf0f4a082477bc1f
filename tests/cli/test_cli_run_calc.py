"""osago-xl run … --engine calc: a command on a workbook through LibreOffice, as it is typed."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from osago_xl.books import open_book
from osago_xl.cli.main import FAILURE, OK, main
from osago_xl.schema.workbook import WORKBOOK

pytestmark = pytest.mark.office
TODAY = date(2026, 11, 22)
NEW = ["new_client", "--answer", "Ким Ян", "--answer", "8 900 000-00-01"]


def test_a_command_is_carried_out_and_saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "OSAGO.xlsm"
    assert main(["new", str(book)]) == OK
    assert main(["run", *NEW, str(book), "--engine", "calc", "--on", TODAY.isoformat()]) == OK
    assert "К-000001" in capsys.readouterr().out
    (client,) = open_book(book, today=TODAY).read(WORKBOOK.tables["tblClients"])
    assert (client["name"], client["phone"], client["added"]) == ("Ким Ян", "+7 (900) 000-00-01", TODAY)


def test_without_libreoffice_the_agent_is_told_what_to_install(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "osago_xl", "run", *NEW, str(tmp_path / "OSAGO.xlsm"), "--engine", "calc"]
    done = subprocess.run(
        command, env=os.environ | {"OSAGO_SOFFICE": "/нет/soffice"}, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == FAILURE
    assert done.stderr.startswith("osago-xl: LibreOffice не найден. Установите LibreOffice Calc")
