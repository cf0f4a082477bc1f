"""From selected rows to papers on the desk: made, filed, joined into one PDF, sent to the printer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from osago_xl.books.base import Row
from osago_xl.desk.papers.filing import documents_root, make_paper, make_pdfs, policy_number
from osago_xl.desk.papers.kinds import KINDS, Kind
from osago_xl.desk.who.selected import chosen
from osago_xl.errors import EngineError, OsagoError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.values.dates import numeric
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work


def print_chosen(work: Work, ui: Ui, name: str) -> Report:
    """The paper of that name for every selected row: one is opened, many are made with a summary of failures."""
    kind = KINDS[name]
    rows = chosen(work, ui, kind.table)
    if len(rows) > 1:
        return _print_many(work, ui, kind, rows)
    made = _print_one(work, ui, kind, rows[0])
    ui.open(made[0])
    sent = to_printer(work, ui, made, kind.copies)
    return Report(f"Готово: {', '.join(path.name for path in made)}.{sent}", files=made)


def _print_one(work: Work, ui: Ui, kind: Kind, row: Row) -> list[Path]:
    empty = kind.gaps(work, row)
    if empty and not ui.ask("\n".join([*empty, "Напечатать с прочерками?"])):
        raise Cancelled
    made = make_all(work, ui, kind, row)
    make_pdfs(work, ui, made)
    return made


def make_all(work: Work, ui: Ui, kind: Kind, row: Row) -> list[Path]:
    """The papers of a kind for one row, all or none of its own."""
    policy = None if kind.table is CLIENTS else row
    client = work.get(CLIENTS, row["client"]) if policy else row
    return [
        make_paper(work, ui, template, context, client=client, policy=policy)
        for template, context in kind.build(work, ui, row)
    ]


def _print_many(work: Work, ui: Ui, kind: Kind, rows: Sequence[Row]) -> Report:
    made: list[Path] = []
    failed: list[str] = []
    empty: list[str] = []
    for number, row in enumerate(rows, 1):
        try:
            empty += kind.gaps(work, row)
            made += make_all(work, ui, kind, row)
        except OsagoError as error:
            failed.append(f"{named(row)}: {error}")
        if not ui.progress(number, len(rows), "Документы"):
            failed.append(f"остановлено: сделано строк {number} из {len(rows)}")
            break
    files = [*joined(work, ui, made), *made]
    sent = to_printer(work, ui, made, kind.copies) if made else ""
    text = f"Документов: {len(made)}" + (f", не получилось: {len(failed)}" if failed else "") + f".{sent}"
    return Report(text, [*failed, *empty], files)


def named(row: Row) -> str:
    """A row as the agent knows it."""
    return policy_number(row) if "series" in row else str(row["name"])


def joined(work: Work, ui: Ui, made: Sequence[Path]) -> list[Path]:
    """One PDF of several papers in the common folder, when the agent wants it and there is an office."""
    from osago_xl.documents.office import has_office
    from osago_xl.documents.pdf import to_joint_pdf

    if len(made) < 2 or not has_office() or not ui.ask(f"Собрать документы ({len(made)}) в один PDF?"):
        return []
    try:
        path = to_joint_pdf(made, documents_root(work) / f"Документы {numeric(work.today)}.pdf")
    except EngineError as error:
        ui.say(f"Документы готовы, а общий PDF не получился. {error}")
        return []
    work.made.append(path)
    ui.open(path)
    return [path]


def to_printer(work: Work, ui: Ui, files: Sequence[Path], copies: str) -> str:
    """Print when the agent says yes; what to add to the report. Without any printer nothing is asked.

    A printer that fails does not take the papers away: they are made and filed.
    """
    from osago_xl.documents.printing import default_printer, print_files

    printer = str(work.settings["cfg_printer"]).strip() or default_printer()
    count = int(work.settings[copies] or 1)
    if not printer or not ui.ask(f"Напечатать на «{printer}», экземпляров: {count}?"):
        return ""
    try:
        print_files(files, printer, count)
    except EngineError as error:
        ui.say(str(error))
        return " На принтер не отправлено."
    return f" Отправлено на «{printer}»."
