"""Ribbon group База: what concerns the workbook as a whole."""

from __future__ import annotations

from osago_xl.actions.registry import action
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work


@action(
    "import_files",
    group="База",
    label="Импорт",
    image="ImportExcel",
    tip="Старая база, файл компании, CSV",
    supertip="Столбцы узнаются сами. У каждой строки файла есть ответ: добавлена, объединена, пропущена или отклонена.",
    large=True,
    bulk=True,
)
def import_files(work: Work, ui: Ui) -> Report:
    from osago_xl.checks.touched import counted
    from osago_xl.imports import command
    from osago_xl.imports.files import PATTERNS
    from osago_xl.imports.maps import Maps, default_path

    paths = ui.pick_files("Что импортировать", PATTERNS)
    if not paths:
        raise Cancelled
    report = command.import_files(work, ui, paths, maps=Maps(default_path()))
    report.details += counted(work)
    return report


@action(
    "explain_files",
    group="База",
    label="Как понят файл",
    image="FileProperties",
    tip="Куда пойдёт каждый столбец старой базы и почему",
    supertip="Ничего не переносится: на листе «Отчёт» строка о каждом столбце файла.",
)
def explain_files(work: Work, ui: Ui) -> Report:
    from osago_xl.imports import command
    from osago_xl.imports.files import PATTERNS

    paths = ui.pick_files("Что объяснить", PATTERNS)
    if not paths:
        raise Cancelled
    return command.explain_files(work, paths)
