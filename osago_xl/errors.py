"""Everything this package raises on purpose.

    OsagoError
    ├── TariffError      tariff data are missing, contradictory or out of date
    ├── InputError       a value given by the agent or a caller cannot be used; names the field
    ├── Unread           a reader of values cannot take it; who asked names the cell or the field
    ├── UsageError       the command line asks for what there is not
    ├── SchemaError      our own declaration of the workbook is wrong (a mistake of ours)
    ├── BookError        a workbook cannot be read or written
    │   └── NothingChosen  a command does not know which row is meant
    ├── DocumentError    a paper cannot be made or printed
    ├── AgencyError      the store of an office cannot be reached, or refuses
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


class UsageError(OsagoError):
    """The command line asks for what there is not; nothing was done."""


class SchemaError(OsagoError):
    """The declaration of the workbook breaks a rule of Excel or of ours."""


class BookError(OsagoError):
    """A workbook cannot be read or written; it was left as it was."""


class NothingChosen(BookError):
    """A command works on rows, and none that fits is selected; `sheet` and `prefix` say to other doors which key."""

    def __init__(self, wanted: str, sheet: str, prefix: str) -> None:
        super().__init__(f"{wanted} и нажмите кнопку ещё раз.")
        self.sheet, self.prefix = sheet, prefix


class DocumentError(OsagoError):
    """A document cannot be made; nothing half-written is left behind."""


class AgencyError(OsagoError):
    """The store of an office cannot be reached, or refuses; book and store were left as they were."""


class EngineError(OsagoError):
    """Excel, LibreOffice or Word is missing, busy or does not answer."""


_WINDOWS = {
    5: "нет доступа",
    19: "диск защищён от записи",
    32: "файл открыт в другой программе",
    33: "файл открыт в другой программе",
    39: "на диске нет места",
    53: "другой компьютер не отвечает",
    67: "другой компьютер не отвечает",
    112: "на диске нет места",
    123: "в имени есть знаки, которых Windows не допускает",
    206: "имя или путь слишком длинные",
    225: "файл задержал антивирус",
    226: "файл удалил антивирус",
    1224: "файл открыт в другой программе",
}
"""What Windows means, by its own number: several meanings share one errno."""

_REASONS = {
    errno.ENOSPC: "на диске нет места",
    errno.EDQUOT: "место на диске, отведённое вам, кончилось",
    errno.EACCES: "нет доступа",
    errno.EPERM: "нет доступа",
    errno.EROFS: "диск защищён от записи",
    errno.ENOENT: "нет такого файла или папки",
    errno.ENOTDIR: "это не папка",
    errno.EISDIR: "это папка, а нужен файл",
    errno.EEXIST: "такой файл уже есть",
    errno.ENAMETOOLONG: "имя или путь слишком длинные",
    errno.EINVAL: "в имени есть знаки, которых система не допускает",
    errno.EBUSY: "файл открыт в другой программе",
    errno.EIO: "диск не отвечает как надо",
    errno.ETIMEDOUT: "другой компьютер не отвечает",
}

_REMEDIES = {
    "на диске нет места": "Освободите место и повторите.",
    "нет доступа": "Закройте файл в других программах, проверьте права на папку и повторите.",
    "файл открыт в другой программе": "Закройте его там и повторите.",
    "нет такого файла или папки": "Проверьте путь и повторите.",
    "имя или путь слишком длинные": "Сократите имя или перенесите книгу в папку ближе к началу диска и повторите.",
    "другой компьютер не отвечает": "Проверьте сеть и повторите.",
    "файл задержал антивирус": "Верните файл из карантина, добавьте папку в исключения антивируса и повторите.",
    "файл удалил антивирус": "Верните файл из карантина, добавьте папку в исключения антивируса и повторите.",
    "диск не отвечает как надо": "Проверьте диск и повторите.",
}


def why(error: OSError) -> str:
    """What the computer refused, in Russian whatever language it speaks; part of a sentence, without its full stop."""
    told = _WINDOWS.get(getattr(error, "winerror", None) or 0) or _REASONS.get(error.errno or 0)
    if told is None and isinstance(error, PermissionError):
        told = _REASONS[errno.EACCES]
    return told or f"система ответила «{error.strerror or error}»"


def in_a_sentence(error: OSError) -> str:
    """What the computer refused, where, and what to do; for the doors, when nobody nearer has said it better."""
    place = f"Файл {error.filename}" if error.filename else "Файл или папка"
    reason = why(error)
    return f"{place}: {reason}. {_REMEDIES.get(reason, 'Проверьте файл и папку и повторите.')} Книга осталась прежней."
