"""Everything this package raises on purpose.

    OsagoError
    ├── TariffError      tariff data are missing, contradictory or out of date
    ├── InputError       a value given by the agent or a caller cannot be used; names the field
    ├── Unread           a reader of values cannot take it; who asked names the cell or the field
    ├── SchemaError      our own declaration of the workbook is wrong (a mistake of ours)
    ├── BookError        a workbook cannot be read or written
    ├── DocumentError    a paper cannot be made or printed
    └── EngineError      Excel, LibreOffice or Word does not answer as it should

Messages are Russian sentences for the agent: what happened, where, what to do.
"""

from __future__ import annotations

import errno


class OsagoError(Exception):
    """Base of the tree; catching it catches every failure we foresaw."""


class TariffError(OsagoError):
    """Tariff data are missing, contradictory or out of date."""


class InputError(OsagoError):
    """A value cannot be used: `field` names it, `value` is what was given."""

    def __init__(self, field: str, value: object, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.value = value
        self.message = message


class Unread(OsagoError):
    """What stands there is not what is read: the reason alone, to be put behind the name of a cell or a field."""


class SchemaError(OsagoError):
    """The declaration of the workbook breaks a rule of Excel or of ours."""


class BookError(OsagoError):
    """A workbook cannot be read or written; it was left as it was."""


class DocumentError(OsagoError):
    """A document cannot be made; nothing half-written is left behind."""


class EngineError(OsagoError):
    """Excel, LibreOffice or Word is missing, busy or does not answer."""


_REASONS = {
    errno.ENOSPC: "на диске нет места. Освободите место и повторите.",
    errno.EACCES: "нет доступа. Закройте файл в других программах, проверьте права на папку и повторите.",
    errno.ENOENT: "нет такого файла или папки. Проверьте путь и повторите.",
}


def in_a_sentence(error: OSError) -> str:
    """What the computer refused, where, and what to do; for the doors, when nobody nearer has said it better."""
    place = f"Файл {error.filename}" if error.filename else "Файл или папка"
    kind = errno.EACCES if isinstance(error, PermissionError) else error.errno
    why = _REASONS.get(kind or 0, f"диск не отвечает как надо ({error.strerror or error}). Проверьте диск и повторите.")
    return f"{place}: {why} Книга осталась прежней."
