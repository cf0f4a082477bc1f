"""«Отменить»: the last command is reversed as a whole from the journal, whatever it wrote."""

from __future__ import annotations

from osago_xl.actions.registry import action
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work

SHOWN = 10
"""So many cells are named in the question; all of them in the report."""


@action(
    "undo_last",
    group="День",
    label="Отменить",
    image="Undo",
    tip="Отменить последнюю команду программы целиком",
    supertip="Кнопки стирают обычную отмену Excel, поэтому программа отменяет свою команду сама, сразу на всех листах. "
    "Что менялось после неё, будет названо; дописанные строки лягут в корзину.",
    mends=True,
)
def undo_last(work: Work, ui: Ui) -> Report:
    """Reverse the newest command that is not undone yet; what was typed since then is named first."""
    from osago_xl.desk.undoing import Undoing, last_command

    entries = last_command(work)
    if not entries:
        return Report("Отменять нечего: программа ещё ничего не меняла.")
    undoing = Undoing(work, entries)
    label = entries[0]["command"]
    question = f"Отменить «{label}» от {entries[0]['moment']:%d.%m.%Y %H:%M}? Строк: {undoing.rows}."
    said = [
        _listed("После команды эти ячейки менялись, прежние значения вернутся", undoing.overwritten),
        _listed("В эти строки дописано после команды, они лягут в корзину", undoing.grown),
        _listed("В список дописано после команды, это пропадёт", undoing.retyped),
        _listed("На эти строки уже ссылаются", undoing.linked),
    ]
    if not ui.ask(" ".join(filter(None, [question, *said]))):
        raise Cancelled
    undoing.reverse()
    kept = [f"{where}: строка в корзине, «Вернуть из корзины» вернёт её." for where in undoing.grown]
    return Report(f"Отменено: «{label}».", details=[*undoing.overwritten, *kept, *undoing.retyped, *undoing.linked])


def _listed(what: str, places: list[str]) -> str:
    if not places:
        return ""
    more = f" и ещё {len(places) - SHOWN}" if len(places) > SHOWN else ""
    return f"{what}: {'; '.join(places[:SHOWN])}{more}."
