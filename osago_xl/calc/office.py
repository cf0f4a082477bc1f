"""One headless LibreOffice: started with a profile of its own, reached through a named pipe, ended whatever happens."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import threading
import time
import uuid
import weakref
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from osago_xl.calc import bridge
from osago_xl.calc.addin import build_passive, start_options
from osago_xl.calc.process import ChildProcess
from osago_xl.errors import EngineError

RESTART = 81  # the office has just made its profile and asks to be started again
STARTS = 3
# On load only formulas without a result are computed (see calc.results); no autosave, no tip of the day.
SETTINGS = (
    ("org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "1"),
    ("org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"),
    ("org.openoffice.Office.Common/Misc", "ShowTipOfTheDay", "false"),
)
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
ITEM = '<item oor:path="/{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
LOST = "LibreOffice закрылся во время работы. Файл на диске не изменён; откройте книгу и повторите действие."
NOT_STARTED = "LibreOffice не запустился за {seconds:.0f} с. Закройте лишние программы и повторите. {output}"


class Office:
    """A running office: `with Office() as office: office.desktop…`.

    `functions` names the registry whose functions compute in cells (see calc.addin), `locale` is the language of
    dates and numbers, `profile` a folder to keep instead of a fresh one.
    """

    def __init__(self, *, functions: str | None = None, locale: str = "ru-RU", profile: Path | None = None) -> None:
        self.functions = functions
        self.locale = locale
        self.profile = profile
        self.folder = Path()
        self.context: Any = None
        self.desktop: Any = None
        self._child: ChildProcess | None = None

    def start(self, seconds: float = 60.0) -> Self:
        """Start and connect within the time, or raise EngineError and leave no process behind."""
        until = time.monotonic() + seconds
        self.folder = Path(tempfile.mkdtemp(prefix="osago-office-"))
        _running.add(self)
        try:
            self.context = self._connect(self._command(), until)
        except BaseException:
            self.kill()
            raise
        self.desktop = self.service("frame.Desktop")
        return self

    def stop(self, seconds: float = 15.0) -> None:
        """Ask the office to end, kill it when it does not, remove its folder. Safe to call twice."""
        child = self._child
        if child is not None and child.exit_code() is None:
            self._ask_to_end(seconds)
            child.wait(seconds)
        self.kill()

    def kill(self) -> None:
        """End the office at once with all its children; remove its folder."""
        self.context = self.desktop = None
        if self._child is not None:
            self._child.kill()
            self._child = None
        if self in _running:
            _running.discard(self)
            shutil.rmtree(self.folder, ignore_errors=True)  # Windows may hold a file for a moment

    @property
    def alive(self) -> bool:
        """True while the process runs."""
        return self._child is not None and self._child.exit_code() is None

    @property
    def pid(self) -> int:
        """Number of the office process; EngineError when it has been stopped."""
        if self._child is None:
            raise EngineError(LOST)
        return self._child.pid

    def service(self, name: str) -> Any:
        """A new UNO service object by its name after com.sun.star."""
        return self.context.ServiceManager.createInstanceWithContext(f"com.sun.star.{name}", self.context)

    def limit(self, seconds: float) -> TimeLimit:
        """`with office.limit(60): …` kills the office when the block takes longer; the block then fails."""
        return TimeLimit(self, seconds)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _command(self) -> tuple[list[str], dict[str, str]]:
        """Start command without the pipe, and the environment."""
        profile = self.profile or self.folder / "profile"
        self._write_settings(profile / "user")
        command = [str(bridge.find_soffice()), "--headless", "--norestore", "--nologo", "--nodefault"]
        command.append(f"-env:UserInstallation={profile.as_uri()}")
        environment = dict(os.environ)
        addin = build_passive(self.folder / "addin", self.functions) if self.functions else None
        if addin is not None:
            options, more = start_options(addin)
            command += options
            environment |= more
        return command, environment

    def _write_settings(self, user: Path) -> None:
        if not user.exists():
            user.mkdir(parents=True)
            settings = (*SETTINGS, ("org.openoffice.Setup/L10N", "ooSetupSystemLocale", self.locale))
            items = "\n".join(ITEM.format(*setting) for setting in settings)
            (user / "registrymodifications.xcu").write_text(PROFILE.format(items=items), "utf-8")

    def _connect(self, start: tuple[list[str], dict[str, str]], until: float) -> Any:
        command, environment = start
        pipe = f"osago{uuid.uuid4().hex}"
        command.append(f"--accept=pipe,name={pipe};urp;")
        local = bridge.uno().getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        began = time.monotonic()
        for _ in range(STARTS):
            self._child = ChildProcess(command, self.folder, environment)
            while time.monotonic() < until and self._child.exit_code() is None:
                try:
                    return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                except bridge.error("connection.NoConnectException"):
                    time.sleep(0.05)
            if self._child.exit_code() != RESTART:
                break
            self._child.kill()
        raise EngineError(NOT_STARTED.format(seconds=time.monotonic() - began, output=self._output()))

    def _output(self) -> str:
        text = (self.folder / "output.txt").read_text("utf-8", "replace")
        return " ".join(text.split())[-300:]

    def _ask_to_end(self, seconds: float) -> None:
        if self.desktop is None:
            return
        with self.limit(seconds):
            try:
                self.desktop.terminate()
            except bridge.error("uno.Exception"):
                pass  # it breaks the bridge while it ends


class TimeLimit:
    """Kills an office that does not finish in time, so that a blocked UNO call returns."""

    def __init__(self, office: Office, seconds: float) -> None:
        self._office = office
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def _expire(self) -> None:
        child = self._office._child  # noqa: SLF001 - the office and its watch are one
        if child is not None:
            child.kill()

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()


_running: weakref.WeakSet[Office] = weakref.WeakSet()


def lost(seconds: float = 0.5) -> bool:
    """True when an office has ended that nobody stopped; a dying one gets a moment to do so."""
    until = time.monotonic() + seconds
    while all(office.alive for office in _running):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


@atexit.register
def _kill_all() -> None:
    for office in list(_running):
        office.kill()
