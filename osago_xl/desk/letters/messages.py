"""E-mail and SMS to the selected clients: drafts with an attachment, texts with a list of numbers."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from osago_xl.books.base import Row
from osago_xl.desk.letters.audience import Mailing, ask_mailing, confirm, log, told
from osago_xl.desk.papers.contexts_client import greeting
from osago_xl.desk.papers.filing import add_paper, documents_root, link_text, make_folder, paper_name_of
from osago_xl.documents.naming import safe, write_new
from osago_xl.domain import names, salutation
from osago_xl.errors import InputError, OsagoError
from osago_xl.values import phones
from osago_xl.values.identifiers import email
from osago_xl.values.text import clean, is_formula_like
from osago_xl.work import asking
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work

if TYPE_CHECKING:
    from osago_xl.documents.mail import Letter

OUTLOOK = "outlook"
BY_NAME = "{обращение}"
_WORD = re.compile(r"\{[^{}]*\}?")
_BY_NAME_BEGINS = re.compile(rf"(?:, *)?{re.escape(BY_NAME)}[,!.]?\s*(\w?)")
TEXT = "Добрый день! Ваш полис скоро заканчивается, условия на новый срок уже посчитаны."


def email_clients(work: Work, ui: Ui) -> Report:
    """Letters with the offer attached: .eml files in the clients' folders, or drafts in Outlook."""
    mailing = ask_mailing(work, ui, "Письмо", no_email)
    subject = ask_words(ui, "Тема письма", "Страхование: предложение для Вас")
    text = ask_words(ui, f"Текст письма ({BY_NAME} = имя и отчество)", TEXT)
    attached = _attachments(work, ui)
    confirm(ui, mailing)
    return write_letters(work, ui, mailing, subject, text, attached)


def write_letters(
    work: Work, ui: Ui, mailing: Mailing, subject: str, text: str, attached: Sequence[Path] = ()
) -> Report:
    """Make and log the letters; one is opened, drafts in Outlook are made at once."""
    from osago_xl.documents.mail import eml

    files: list[Path] = []
    failed: list[str] = []
    written: list[Letter] = []
    for number, client in enumerate(mailing.clients, 1):
        letter = _letter(work, client, subject, text, attached)
        try:
            path = add_paper(work, "Письмо", ".eml", eml(letter, work.now), client, kind="письмо")
        except OsagoError as error:
            failed.append(f"{client['name']}: {error}")
        else:
            files.append(path)
            written.append(letter)
            log(work, mailing, client, kind="письмо", file=link_text(work, path), note=subject)
        if not ui.progress(number, len(mailing.clients), "Письма"):
            failed.append(f"остановлено: писем {number} из {len(mailing.clients)}")
            break
    _hand_over(work, ui, files, written)
    report = told(mailing, len(files), failed)
    report.files = files
    return report


def _letter(work: Work, client: Row, subject: str, text: str, attached: Sequence[Path]) -> Letter:
    from osago_xl.documents.mail import Letter

    settings = work.settings
    lines = (greeting(client), personal(text, client), str(settings["cfg_signature"]))
    return Letter(
        sender=str(settings["cfg_my_email"]),
        to=client["email"],
        name=paper_name_of(client),
        subject=subject,
        text="\n\n".join(line for line in lines if line),
        attachments=tuple(attached),
    )


def _hand_over(work: Work, ui: Ui, files: Sequence[Path], drafts: Sequence[Letter]) -> None:
    from osago_xl.documents.outlook import save_drafts

    if str(work.settings["cfg_mail"]).strip().lower() == OUTLOOK:
        save_drafts(drafts)
    elif len(files) == 1:
        ui.open(files[0])


def text_clients(work: Work, ui: Ui) -> Report:
    """One client: his SMS opens with the text. Many: a CSV of numbers and texts for an SMS service."""
    mailing = ask_mailing(work, ui, "SMS", no_phone)
    text = ask_words(ui, f"Текст SMS ({BY_NAME} = имя и отчество)", TEXT)
    confirm(ui, mailing)
    return write_texts(work, ui, mailing, text)


def ask_words(ui: Ui, question: str, default: str) -> str:
    """A text with no other {word} than those we fill in: an unknown one would go out as it stands."""
    text = asking.text(ui, question, default)
    unknown = [word for word in _WORD.findall(text) if word != BY_NAME]
    if unknown:
        message = f"{unknown[0]} программа не знает и отправила бы как есть. Можно только {BY_NAME}: имя и отчество."
        raise InputError("Текст", text, message)
    return text


def one_for_each_phone(mailing: Mailing) -> Mailing:
    """A family with one phone gets one message; the others are named with the reason."""
    first: dict[str, Row] = {}
    doubled = []
    for client in mailing.clients:
        other = first.setdefault(phones.parse(client["phone"])[0].number, client)
        if other is not client:
            doubled.append(f"{client['name']}: тот же телефон у {other['key']} {other['name']}, SMS одно.")
    return mailing._replace(clients=list(first.values()), left_out=[*mailing.left_out, *doubled])


def write_texts(work: Work, ui: Ui, mailing: Mailing, text: str) -> Report:
    """Make and log the messages, one for each phone."""
    mailing = one_for_each_phone(mailing)
    messages = [(phones.parse(client["phone"])[0].number, personal(text, client)) for client in mailing.clients]
    report = told(mailing, len(messages), [])
    if len(messages) == 1:
        number, body = messages[0]
        ui.open(f"sms:{number}?body={quote(body)}")
    else:
        root = documents_root(work)
        make_folder(root)
        path = write_new(root / f"{safe(mailing.name)}.csv", _csv(messages))
        work.made.append(path)
        report.files = [path]
    for client, (_, body) in zip(mailing.clients, messages, strict=True):
        log(work, mailing, client, kind="SMS", note=body)
    return report


def personal(text: str, client: Row) -> str:
    """The text with the client's name and patronymic in it; a company is named as it is.

    Of whom only the surname is known, nobody is called: «{обращение}, с днём рождения!» → «С днём рождения!».
    """
    if BY_NAME not in text:
        return text
    name = called(client)
    return text.replace(BY_NAME, name) if name else _BY_NAME_BEGINS.sub(lambda found: found[1].upper(), text).strip()


def called(client: Row) -> str:
    """How to call the client in a line of text."""
    name = paper_name_of(client)
    return str(client["salutation"]) or (name if names.is_company(name) else salutation.called(name))


def no_phone(client: Row) -> str:
    """Why a client cannot get an SMS."""
    return phones.reason(client["phone"])


def no_email(client: Row) -> str:
    """Why a client cannot get a letter by e-mail."""
    if not client["email"]:
        return "нет e-mail"
    return "" if email.is_valid(client["email"]) else f"неверный e-mail «{client['email']}»"


def _attachments(work: Work, ui: Ui) -> list[Path]:
    """The file of the settings, else what the agent picks now; InputError when the file is gone."""
    named = str(work.settings["cfg_attachment"]).strip()
    files = [Path(named).expanduser()] if named else ui.pick_files("Вложение к письму (отмена = без него)", ("*.*",))
    gone = [path for path in files if not path.is_file()]
    if gone:
        message = f"Вложения «{gone[0]}» нет. Проверьте «Настройки», «Вложение к письму»."
        raise InputError("cfg_attachment", named, message)
    return files


def _csv(messages: Sequence[tuple[str, str]]) -> bytes:
    """Semicolons and a byte order mark, as Russian Excel opens it; no text may begin like a formula."""
    target = StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(("Телефон", "Текст"))
    for number, text in messages:
        line = clean(text)
        writer.writerow((number, line.lstrip("=@+- ") if is_formula_like(line) else line))
    return target.getvalue().encode("utf-8-sig")
