"""The command «Импорт»: the same for the ribbon and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from osago_xl.books.heap import without_collector
from osago_xl.desk.report_sheet import SHEET, show_report
from osago_xl.imports.account import REPORT_HEADER, report_rows, summary, totals
from osago_xl.imports.explaining import HEADER, explain
from osago_xl.imports.maps import Maps
from osago_xl.imports.preview import preview
from osago_xl.imports.reading import known_names
from osago_xl.imports.recognising import Told
from osago_xl.imports.run import import_all
from osago_xl.imports.target import Options
from osago_xl.schema.sheets.reference import INSURERS
from osago_xl.values.dates import numeric
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work


@without_collector()
def import_files(
    work: Work,
    ui: Ui,
    paths: Sequence[Path],
    options: Options | None = None,
    maps: Maps | None = None,
    ask: bool = True,
) -> Report:
    """Bring the rows of the files into `work` and account for each; the caller commits.

    `ask` puts the doubts to the agent and shows what would be written; on «нет» Cancelled is raised and nothing is to
    be written. Without it nothing doubtful is guessed. The report's `data` is the machine contract. Raises BookError
    when a file cannot be read: then nothing of the others is taken either.
    """
    options = options or Options()
    if ask and not options.insurer:
        options = replace(options, ask_insurer=partial(_whose, work, ui))
    if ask:
        options = replace(options, choose=ui.choose, advice="Переименуйте столбец в файле и повторите импорт.")
    if ask and options.password is None:
        options = replace(options, password=lambda file: ui.prompt(f"Файл «{file}» закрыт паролем. Пароль"))
    reports = import_all(work, paths, options, ui.progress, maps)
    answer = summary(work.schema, reports)
    if not work.changes():
        answer.text += " Нового нет: книга не изменена."
        return answer
    if ask and not ui.ask(f"{preview(work, reports)}\n\nЗаписать в книгу?"):
        raise Cancelled
    title = f"Импорт {numeric(work.today)}: {totals(reports)}"
    show_report(work, title, REPORT_HEADER, report_rows(work.schema, reports))
    work.set_setting("cfg_imported", work.today)
    answer.text += " Что стало с каждой строкой: лист «Отчёт»."
    answer.show = SHEET
    return answer


def _whose(work: Work, ui: Ui, file: str) -> str:
    """The company an export came from: one of the workbook's, or a new name."""
    known = [row["insurer"] for row in work.rows(INSURERS) if row["active"] != "нет"]
    answer = ui.choose(f"Чей это файл: {file}?", [*known, "другая компания"])
    if answer is None:
        return ""
    return known[answer] if answer < len(known) else ui.prompt("Название компании") or ""


def explain_files(work: Work, paths: Sequence[Path]) -> Report:
    """How the columns of the files would be understood, on the sheet Отчёт; no client is touched."""
    known = known_names(work)
    found = [explain(work.schema, path, work.today, Told(), known) for path in paths]
    lines = [line for each in found for line in each.lines]
    show_report(work, f"Как понятны столбцы {numeric(work.today)}", HEADER, lines)
    text = f"Столбцов: {len(lines)}. Куда пойдёт каждый и почему: лист «Отчёт». Ничего не перенесено."
    return Report(text, show=SHEET)
