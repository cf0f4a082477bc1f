"""The reference pages say what the registries say, and the stored pages are up to date."""

from __future__ import annotations

from pathlib import Path

from osago_xl import functions
from osago_xl.actions.registry import Action, Menu, load_all
from osago_xl.functions.registry import Arg, Function
from osago_xl.workbook.reference import functions_page, ribbon_page, write_reference

DOCS = Path(__file__).parents[2] / "docs"
MENU = Menu("Перенести", "ReminderSound", "На 1 дн. вперёд, …")


def command(id: str, label: str, menu: Menu | None = None) -> Action:
    return Action(id, "День", label, "AutoDial", f"Подсказка {id}", "Подробно.", False, menu, False, False, "", print)


def test_a_function_is_described_with_arguments_and_example() -> None:
    arguments = (Arg("power", "Мощность | л.с."), Arg("kbm", "КБМ", optional=True))
    page = functions_page([Function("OSAGO_X", "Премия", arguments, len, "number", "=OSAGO_X(100; 0,5)")])
    assert "`=OSAGO_X(power; [kbm])`" in page
    assert "| `power` | Мощность \\| л.с. |" in page
    assert "| `[kbm]` | КБМ |" in page
    assert "Ответ: число. Пример: `=OSAGO_X(100; 0,5)`" in page


def test_buttons_stand_under_their_group_and_commands_under_their_menu() -> None:
    page = ribbon_page([command("call_list", "Кому звонить"), command("postpone_1", "На завтра", MENU)])
    lines = page[page.index("## День") :].splitlines()
    assert lines[4:7] == [
        "| Кому звонить | КЗ | Подсказка call_list. Подробно. | `call_list` |",
        "| Перенести ▾ | ПЕ | На 1 дн. вперёд, … |  |",
        "| — На завтра | ПЕ, НЗ | Подсказка postpone_1. | `postpone_1` |",
    ]


def test_stored_pages_are_those_of_the_registries(tmp_path: Path) -> None:
    write_reference(tmp_path, functions.registry.FUNCTIONS.values(), load_all())
    for name in ("functions.md", "ribbon.md"):
        stored = (DOCS / name).read_text("utf-8")
        assert stored == (tmp_path / name).read_text("utf-8"), f"docs/{name}: run osago-xl build"
