"""«Рассылка»: a letter per client from the template «Предложение», in his folder or all in one file."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from osago_xl.books.base import Row
from osago_xl.desk.letters.audience import SERVICE, Mailing, confirm, gather, log, told
from osago_xl.desk.letters.messages import BY_NAME, ask_words, personal
from osago_xl.desk.papers.contexts_client import INTRO, offer
from osago_xl.desk.papers.filing import documents_root, link_text, make_folder, make_paper, own
from osago_xl.desk.who.selected import chosen
from osago_xl.documents.contexts.letters import Offer
from osago_xl.documents.naming import safe, write_new
from osago_xl.errors import OsagoError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.reference import SERVICES
from osago_xl.work import asking
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work

TEMPLATE = "offer"
LACKING = "чего нет у клиента"
APART, TOGETHER = "отдельный файл каждому клиенту", "один общий файл для печати"


@dataclass(frozen=True)
class Text:
    """What every letter of a mailing says; `services` as `offer` takes them."""

    intro: str
    services: Sequence[str] | None

    @property
    def offered(self) -> str:
        """The one service of a campaign, for Контакты."""
        return self.services[0] if self.services else ""


def send_letters(work: Work, ui: Ui) -> Report:
    """Selection → preview and count → letters, each logged in Контакты under the name of the mailing."""
    clients = chosen(work, ui, CLIENTS)
    offered = [row["service"] for row in work.rows(SERVICES) if row["offered"] == "да" and row["active"] != "нет"]
    topic = asking.option(ui, "О чём письмо?", [*offered, LACKING, SERVICE])
    services = {LACKING: None, SERVICE: ()}.get(topic, (topic,))
    mailing = gather(work, ui, clients, "Предложение", advert=topic != SERVICE, lacks=lambda _client: "")
    text = Text(ask_words(ui, f"Текст письма ({BY_NAME} = имя и отчество)", INTRO), services)
    how = asking.option(ui, "Как сделать письма?", [APART, TOGETHER])
    _preview(work, ui, mailing, text)
    confirm(ui, mailing)
    return _together(work, ui, mailing, text) if how == TOGETHER else _apart(work, ui, mailing, text)


def _letter(work: Work, client: Row, text: Text) -> Offer:
    return offer(work, client, personal(text.intro, client), text.services)


def _preview(work: Work, ui: Ui, mailing: Mailing, text: Text) -> None:
    """Open the first letter; it stays in the folder of temporary files, which the system clears."""
    from osago_xl.documents.render import render

    room = Path(tempfile.mkdtemp(prefix="osago-preview-"))
    first = _letter(work, mailing.clients[0], text)
    ui.open(render(TEMPLATE, first, room / f"{safe(mailing.name)}.docx", own=own(work)))


def _apart(work: Work, ui: Ui, mailing: Mailing, text: Text) -> Report:
    files: list[Path] = []
    failed: list[str] = []
    for number, client in enumerate(mailing.clients, 1):
        try:
            path = make_paper(work, ui, TEMPLATE, _letter(work, client, text), client=client)
        except OsagoError as error:
            failed.append(f"{client['name']}: {error}")
        else:
            files.append(path)
            log(work, mailing, client, kind="письмо", file=link_text(work, path), offered=text.offered)
        if not ui.progress(number, len(mailing.clients), "Письма"):
            failed.append(f"остановлено: писем {number} из {len(mailing.clients)}")
            break
    report = told(mailing, len(files), failed)
    report.files = files
    return report


def _together(work: Work, ui: Ui, mailing: Mailing, text: Text) -> Report:
    from osago_xl.documents.joint import join
    from osago_xl.documents.render import render_bytes

    folder = own(work)
    letters = []
    for number, client in enumerate(mailing.clients, 1):
        letters.append(render_bytes(TEMPLATE, _letter(work, client, text), own=folder))
        if not ui.progress(number, len(mailing.clients), "Письма"):
            raise Cancelled
    root = documents_root(work)
    make_folder(root)
    path = write_new(root / f"{safe(mailing.name)}.docx", join(letters))
    work.made.append(path)
    for client in mailing.clients:
        log(work, mailing, client, kind="письмо", file=link_text(work, path), offered=text.offered)
    ui.open(path)
    report = told(mailing, len(letters), [])
    report.files = [path]
    return report
