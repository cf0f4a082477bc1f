"""«Рассылка»: a letter per client from the template «Предложение», in his folder or all in one file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from osago_xl.actions import asking
from osago_xl.actions.audience import Mailing, ask_mailing, confirm, log, told
from osago_xl.actions.base import Report, Ui
from osago_xl.actions.paper_contexts_client import INTRO, offer
from osago_xl.actions.papers import documents_root, link_text, make_folder, make_paper, own
from osago_xl.actions.work import Work
from osago_xl.documents.naming import safe, write_new
from osago_xl.errors import OsagoError

TEMPLATE = "offer"
APART, TOGETHER = "отдельный файл каждому клиенту", "один общий файл для печати"


def send_letters(work: Work, ui: Ui) -> Report:
    """Selection → preview and count → letters, each logged in Контакты under the name of the mailing."""
    mailing = ask_mailing(work, ui, "Предложение", lambda client: "")
    intro = asking.text(ui, "Текст письма", INTRO)
    how = asking.option(ui, "Как сделать письма?", [APART, TOGETHER])
    _preview(work, ui, mailing, intro)
    confirm(ui, mailing)
    return _together(work, ui, mailing, intro) if how == TOGETHER else _apart(work, ui, mailing, intro)


def _preview(work: Work, ui: Ui, mailing: Mailing, intro: str) -> None:
    """Open the first letter; it stays in the folder of temporary files, which the system clears."""
    from osago_xl.documents.render import render

    room = Path(tempfile.mkdtemp(prefix="osago-preview-"))
    first = mailing.clients[0]
    ui.open(render(TEMPLATE, offer(work, first, intro), room / f"{safe(mailing.name)}.docx", own=own(work)))


def _apart(work: Work, ui: Ui, mailing: Mailing, intro: str) -> Report:
    files: list[Path] = []
    failed: list[str] = []
    for number, client in enumerate(mailing.clients, 1):
        try:
            path = make_paper(work, ui, TEMPLATE, offer(work, client, intro), client=client)
        except OsagoError as error:
            failed.append(f"{client['name']}: {error}")
        else:
            files.append(path)
            log(work, mailing, client, kind="письмо", file=link_text(work, path))
        ui.progress(number, len(mailing.clients), "Письма")
    report = told(mailing, len(files), failed)
    report.files = files
    return report


def _together(work: Work, ui: Ui, mailing: Mailing, intro: str) -> Report:
    from osago_xl.documents.joint import join
    from osago_xl.documents.render import render_bytes

    folder = own(work)
    letters = []
    for number, client in enumerate(mailing.clients, 1):
        letters.append(render_bytes(TEMPLATE, offer(work, client, intro), own=folder))
        ui.progress(number, len(mailing.clients), "Письма")
    root = documents_root(work)
    make_folder(root)
    path = write_new(root / f"{safe(mailing.name)}.docx", join(letters))
    work.made.append(path)
    for client in mailing.clients:
        log(work, mailing, client, kind="письмо", file=link_text(work, path))
    ui.open(path)
    report = told(mailing, len(letters), [])
    report.files = [path]
    return report
