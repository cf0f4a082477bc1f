"""A letter as an .eml file: a draft any mail program opens, with the file attached. Names and texts are data.

`X-Unsent: 1` makes Outlook open it as a letter still to be sent.
"""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from osago_xl.documents.printed import clean
from osago_xl.errors import DocumentError, InputError, why
from osago_xl.values.identifiers import email


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One letter; `sender` may be empty (the mail program then puts its own)."""

    sender: str
    to: str
    name: str
    subject: str
    text: str
    attachments: tuple[Path, ...] = ()


def eml(letter: Letter, written: datetime) -> bytes:
    """The letter as a file. InputError for a wrong address, DocumentError for an attachment that is gone."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Date"] = written.astimezone()
    if letter.sender:
        message["From"] = _address("", letter.sender)
    message["To"] = _address(letter.name, letter.to)
    message["Subject"] = _line(letter.subject)
    message.set_content(clean(letter.text))
    for path in letter.attachments:
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        main, _, sub = kind.partition("/")
        message.add_attachment(_read(path), maintype=main, subtype=sub, filename=_line(path.name))
    return message.as_bytes()


def _address(name: str, text: str) -> Address:
    """Display name and address; a header never gets a line end, whatever the name holds."""
    user, _, domain = email.validate(text).rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
        user.encode("ascii")
    except UnicodeError as error:
        raise InputError("E-mail", text, f"E-mail «{text}»: такой адрес письмо не примет.") from error
    return Address(_line(name), user, ascii_domain)


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(f"Вложение «{path}» не читается: {why(error)}. Проверьте имя и папку.") from error
