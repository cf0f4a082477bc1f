"""«Приложить файл»: a scan or photo copied into the client's folder, with its row in Документы."""

from __future__ import annotations

from pathlib import Path

from osago_xl.books.base import Row
from osago_xl.desk.contacts import first_agent
from osago_xl.desk.papers.filing import file_document, link_text, make_folder, paper_folder
from osago_xl.desk.who.selected import chosen_one
from osago_xl.documents.naming import safe, write_new
from osago_xl.errors import DocumentError, why
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import DOCUMENTS
from osago_xl.schema.sheets.lists import DOC_KINDS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.work import asking
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work

FROM_CLIENT = "клиент"


def attach_files(work: Work, ui: Ui) -> Report:
    """Copy the picked files; a scan of a consent noted before without a file becomes the file of that consent."""
    client = chosen_one(work, ui, CLIENTS)
    policy = chosen_one(work, ui, POLICIES) if work.selection().table == POLICIES.name else None
    files = ui.pick_files(f"Файлы для папки клиента {client['name']}", ("*.*",))
    if not files:
        raise Cancelled
    kind = asking.option(ui, "Что это за документ?", [row["kind"] for row in work.rows(DOC_KINDS)])
    folder = paper_folder(work, client)
    make_folder(folder)
    made = []
    for source in files:
        path = write_new(folder / f"{safe(f'{kind} {source.stem}')}{_suffix(source)}", _read(source))
        work.made.append(path)
        made.append(path)
        waiting = _without_file(work, client, kind)
        if waiting:
            work.set(DOCUMENTS, waiting, file=link_text(work, path), by=first_agent(work))
        else:
            file_document(work, path, client, policy, kind=kind, source=FROM_CLIENT)
    return Report(f"{client['name']}: приложено файлов {len(made)} ({kind}).", files=made)


def _without_file(work: Work, client: Row, kind: str) -> Row | None:
    """The client's consent of that kind in force that still lacks its scan."""
    if not kind.startswith("согласие"):
        return None
    rows = (row for row in work.linked(DOCUMENTS, "client", {client["key"]}) if row["kind"] == kind)
    return next((row for row in rows if not row["file"] and not row["withdrawn"]), None)


def _suffix(source: Path) -> str:
    """The ending by which Windows knows the program, without what a file name must not hold."""
    return "".join(character for character in source.suffix if character == "." or character.isalnum())[:10]


def _read(source: Path) -> bytes:
    try:
        return source.read_bytes()
    except OSError as error:
        raise DocumentError(f"Файл «{source}» не читается: {why(error)}. Проверьте имя и папку.") from error
