"""Ribbon group Справка, its beginning: which sheets are shown, and the manual."""

from __future__ import annotations

from collections.abc import Callable

from osago_xl.actions.registry import Menu, action
from osago_xl.schema.tables import Sheet
from osago_xl.work import asking
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work

HELP = "Справка"
SIMPLE, FULL = "Простой", "Полный"
_SHEETS = Menu("Листы", "SheetInsert", "Показать скрытый лист")


def _view(name: str) -> Callable[[Work, Ui], Report]:
    def body(work: Work, _ui: Ui) -> Report:
        work.set_setting("cfg_view", name)
        if work.window:
            work.window.set_visible({sheet.title: is_shown(sheet, name, work) for sheet in work.schema.sheets})
        return Report(f"Вид: {name.lower()}.", show="Старт")

    return body


def is_shown(sheet: Sheet, view: str, work: Work) -> bool:
    """Whether a view shows a sheet; sheets on demand are left as they are needed by their work."""
    settings = work.settings
    needed: dict[str, bool] = {"Движения БСО": settings["cfg_forms"] == "да", "Акты": settings["cfg_acts"] == "да"}
    if view == FULL and sheet.title in needed:
        return needed[sheet.title]
    return sheet.shown == "simple" or (view == FULL and sheet.shown == "full")


for _id, _name, _tip in (
    ("view_simple", SIMPLE, "Только листы для ежедневной работы"),
    ("view_full", FULL, "Все листы: задачи, документы, расчёты, календарь"),
):
    action(_id, group=HELP, label=f"{_name} вид", image="SheetInsert", tip=_tip, menu=_SHEETS)(_view(_name))


@action("show_sheet", group=HELP, label="Показать лист…", image="SheetInsert", tip="Показать один лист", menu=_SHEETS)
def show_sheet(work: Work, ui: Ui) -> Report:
    """Bring one sheet into view, whichever view is chosen."""
    titles = [sheet.title for sheet in work.schema.sheets if sheet.shown not in ("simple", "hidden", "very hidden")]
    return Report("", show=asking.option(ui, "Какой лист показать?", titles))


@action("help", group=HELP, label="Помощь", image="Help", tip="Справка по листам и кнопкам")
def open_help(_work: Work, ui: Ui) -> Report:
    """The manual in the browser, made anew from the pages of this version."""
    from platformdirs import user_cache_path

    from osago_xl.documents.manual import write_pages

    ui.open(write_pages(user_cache_path("osago-xl") / "manual"))
    return Report("")
