"""xlwings' apps over Calc: an app is one headless office with its open books."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from xlwings import base_classes

from osago_xl.calc import bridge
from osago_xl.calc.books import Books
from osago_xl.calc.guard import guarded
from osago_xl.calc.office import Office
from osago_xl.calc.ranges import Range, selected_range

Answer = Callable[[str, str, str], str]
"""(prompt, title, buttons) → "ok", "cancel", "yes" or "no"."""


def careful(prompt: str, title: str, buttons: str) -> str:
    """Nobody sits before a headless office: the answer that changes nothing."""
    return {"ok": "ok", "yes_no": "no"}.get(buttons, "cancel")


class Apps(base_classes.Apps):
    """All running apps, the active one first (xlwings takes the first for the active one)."""

    def __init__(self, engine: Any) -> None:
        self.engine = engine
        self._apps: list[App] = []

    def keys(self) -> list[int]:
        return [app.pid for app in self]

    def add(
        self,
        spec: object = None,
        add_book: bool | None = None,
        xl: object = None,
        visible: bool | None = None,
        *,
        answer: Answer | None = None,
        functions: str | None = None,
        profile: Path | None = None,
    ) -> App:
        app = App(self, answer or careful, functions, profile)
        self._apps.insert(0, app)
        if add_book:
            app.books.add()
        return app

    @staticmethod
    def cleanup() -> None:
        """Nothing to do: an office never outlives its app."""

    def activate(self, app: App) -> None:
        """Put `app` first."""
        self.remove(app)
        self._apps.insert(0, app)

    def remove(self, app: App) -> None:
        """Forget an app that has ended."""
        self._apps = [other for other in self._apps if other is not app]

    def __iter__(self) -> Iterator[App]:
        return iter([app for app in self._apps if app.office.alive])

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __getitem__(self, pid: int) -> App:
        for app in self:
            if app.pid == pid:
                return app
        raise KeyError(pid)


@guarded
class App(base_classes.App):
    """One office. Status bar and events are remembered only: nobody is looking."""

    def __init__(self, apps: Apps, answer: Answer, functions: str | None, profile: Path | None) -> None:
        self.apps = apps
        self.engine = apps.engine
        self.answer = answer
        self.office = Office(functions=functions, profile=profile).start()
        self.books = Books(self)
        self._calculation, self._screen = "automatic", True
        self._pid = self.office.pid

    books: Any = None
    visible: Any = False
    display_alerts: Any = True
    enable_events: Any = True
    interactive: Any = True
    status_bar: Any = False
    cut_copy_mode: Any = False

    @property
    def api(self) -> Any:
        return self.office.desktop

    @property
    def pid(self) -> int:
        return self._pid

    @property
    def hwnd(self) -> int:
        return 0

    @property
    def version(self) -> str:
        provider = self.office.service("configuration.ConfigurationProvider")
        path = bridge.properties(nodepath="/org.openoffice.Setup/Product")
        product = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", path)
        return str(product.ooSetupVersion)

    @property
    def path(self) -> str:
        return str(bridge.program_folder())

    startup_path = path

    @property
    def selection(self) -> Range | None:
        book = self.books.active
        return selected_range(book) if book is not None else None

    def activate(self, steal_focus: bool = False) -> None:
        self.apps.activate(self)

    @property
    def screen_updating(self) -> bool:
        return self._screen

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        """Held, Calc does not measure the heights of the rows written to: four seconds for a column of 10 000 cells.

        Measured, they would shrink to one line besides: Calc does not know the height of a sheet as the agent's own.
        """
        for book in self.books if self.office.alive else ():
            book.api.IsAdjustHeightEnabled = bool(value)
        self._screen = bool(value)

    @property
    def calculation(self) -> str:
        return self._calculation

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in ("automatic", "manual", "semiautomatic"):
            raise ValueError(f"calculation must be automatic, manual or semiautomatic, not {value!r}")
        self._calculation = value
        for book in self.books:
            book.api.enableAutomaticCalculation(value != "manual")

    def calculate(self) -> None:
        with self.office.limit(300):
            for book in self.books:
                book.api.calculate()

    def alert(self, prompt: str, title: str | None, buttons: str | None, mode: object, callback: object) -> str:
        return self.answer(prompt or "", title or "", buttons or "ok")

    def run(self, macro: str, args: object) -> None:
        raise NotImplementedError("VBA does not run in Calc; call the action itself")

    def quit(self) -> None:
        self.apps.remove(self)
        self.office.stop()

    def kill(self) -> None:
        self.apps.remove(self)
        self.office.kill()
