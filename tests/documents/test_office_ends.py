"""An office that takes too long is ended itself, not only the program that started it."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from osago_xl.documents import office
from osago_xl.errors import EngineError

STARTER = """#!/bin/sh
sleep 300 &
echo $! > "$(dirname "$0")/office.pid"
wait
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a starter of Linux")
def test_the_office_behind_its_starter_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    starter = tmp_path / "soffice"
    starter.write_text(STARTER)
    starter.chmod(0o755)
    monkeypatch.setattr(office, "find_soffice", lambda: starter)
    monkeypatch.setattr(office, "PATIENCE", 1.0)
    monkeypatch.setattr(office, "PER_DOCUMENT", 0.0)
    with pytest.raises(EngineError, match="не закончил работу"):
        office.libreoffice(["--convert-to", "pdf"], [], tmp_path)
    pid = int((tmp_path / "office.pid").read_text())
    for _ in range(50):
        if not _runs(pid):
            return
        time.sleep(0.1)
    pytest.fail("the office still runs")


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
