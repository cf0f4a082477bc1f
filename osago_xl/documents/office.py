"""The office program that turns Word documents into PDF or paper: Word where there is one, else LibreOffice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from osago_xl.calc.bridge import find_soffice
from osago_xl.errors import EngineError

FIRST_START = 81  # exit code of an office that has just made its profile and wants a second start
STARTS = 2
PATIENCE = 60.0  # seconds for the start, and then for each document
PER_DOCUMENT = 5.0


def libreoffice(arguments: Sequence[str], documents: Sequence[Path], room: Path) -> None:
    """Run LibreOffice once over all documents, with a private profile in the folder `room`.

    Raises EngineError when it is not there, fails or does not come to an end.
    """
    profile = f"-env:UserInstallation={(room / 'profile').as_uri()}"
    command = [str(find_soffice()), profile, "--headless", "--norestore", *arguments, *map(str, documents)]
    patience = PATIENCE + PER_DOCUMENT * len(documents)
    for _ in range(STARTS):
        code = _run(command, patience, room)
        if code != FIRST_START:
            break
    if code:
        raise EngineError(f"LibreOffice завершился с кодом {code}. Повторите действие.")


def _run(command: Sequence[str], patience: float, room: Path) -> int:
    """The exit code; a start that takes too long ends together with the office it has started."""
    office = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=room, start_new_session=True
    )
    try:
        return office.wait(patience)
    except subprocess.TimeoutExpired as error:
        raise EngineError(f"LibreOffice не закончил работу за {patience:.0f} с. Повторите действие.") from error
    finally:
        if office.poll() is None:
            _end(office)


def _end(office: subprocess.Popen[bytes]) -> None:
    """End the starter and soffice itself, which the starter only waits for."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(office.pid)], capture_output=True, check=False)
    else:
        os.killpg(office.pid, signal.SIGKILL)
    office.wait()


def has_office() -> bool:
    """True when there is a program to make PDF with."""
    if has_word():
        return True
    try:
        find_soffice()
    except EngineError:
        return False
    return True


if sys.platform == "win32":

    def has_word() -> bool:
        """True when Word is installed."""
        import winreg

        try:
            winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, "Word.Application"))
        except OSError:
            return False
        return True

    @contextmanager
    def word() -> Iterator[Callable[[Path], Any]]:
        """A Word of our own, not the agent's open one; gives a function that opens a document."""
        from pythoncom import com_error
        from win32com.client import DispatchEx

        try:
            application = DispatchEx("Word.Application")
            try:
                yield lambda path: application.Documents.Open(str(path), ReadOnly=True, AddToRecentFiles=False)
            finally:
                application.Quit(False)
        except com_error as error:
            raise EngineError("Word не отвечает. Закройте окна с вопросами Word и повторите.") from error

else:

    def has_word() -> bool:
        """Never off Windows."""
        return False

    @contextmanager
    def word() -> Iterator[Callable[[Path], Any]]:
        """Never off Windows."""
        raise EngineError("Word есть только в Windows.")
        yield
