"""The button «Новый акт»: an act taken into the agent's tariffs or put away, and what it does to the renewals."""

from __future__ import annotations

from osago_xl.desk.calls.renewals import recalculated
from osago_xl.imports.acts.blocks import PATTERNS
from osago_xl.imports.acts.command import Wanted, take_act
from osago_xl.tariffs.own import folder, look_again
from osago_xl.tariffs.taken import put_away, taken
from osago_xl.work.journal import ACT_PUT_AWAY, ACT_TAKEN
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work


def take_or_drop(work: Work, ui: Ui) -> Report:
    """Without acts taken before, straight to the file."""
    root = folder()
    known = taken(root)
    choice = ui.choose("Тарифы", ["Взять новый акт из файла", *(f"Убрать {name}" for name in known)]) if known else 0
    if choice is None:
        raise Cancelled
    if choice:
        put_away(root, known[choice - 1])
        look_again()
        work.note(ACT_PUT_AWAY, known[choice - 1])
        return Report(f"Акт {known[choice - 1]} убран. {recalculated(work)}")
    paths = ui.pick_files("Приложения к указанию Банка России", PATTERNS)
    if not paths:
        raise Cancelled
    act = take_act(ui, paths[0], root, Wanted(), work.today)
    look_again()
    work.note(ACT_TAKEN, act.folder.name)
    return Report(f"Акт {act.number} взят. {recalculated(work)}", details=act.told)
