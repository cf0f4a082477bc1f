"""Encrypted workbooks: the standard of Office (agile, AES-256), which Excel and LibreOffice open with the password."""

from __future__ import annotations

import io
from pathlib import Path

from osago_xl.errors import BookError

OLE_HEADER = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def is_encrypted(path: Path) -> bool:
    """Whether a file is a workbook with a password; False for a missing one."""
    try:
        return holds_encrypted(path.read_bytes())
    except OSError:
        return False


def holds_encrypted(data: bytes) -> bool:
    """The same for the content of a file. An old .xls begins alike but has no encrypted package inside."""
    return data.startswith(OLE_HEADER) and _ENCRYPTED in data


def opened(data: bytes, password: str | None, name: str) -> bytes:
    """The content of a file, decrypted if need be; BookError without the right password."""
    if not holds_encrypted(data):
        return data
    if not password:
        raise BookError(
            f"Книга «{name}» закрыта паролем. Введите его с клавиатуры или задайте в переменной OSAGO_PASSWORD."
        )
    return decrypt(data, password, name)


def decrypt(data: bytes, password: str, name: str) -> bytes:
    """The workbook inside; BookError for a wrong password or a changed file."""
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
    from msoffcrypto.format.ooxml import OOXMLFile

    damaged = BookError(f"Книга «{name}» зашифрована и повреждена. Восстановите её из копии.")
    try:
        office = OOXMLFile(io.BytesIO(data))
        office.load_key(password=password, verify_password=True)
    except InvalidKeyError:
        raise BookError(f"Пароль к книге «{name}» не подошёл. Проверьте раскладку и Caps Lock.") from None
    except (DecryptionError, FileFormatError, ParseError) as error:
        raise damaged from error
    out = io.BytesIO()
    try:
        office.decrypt(out, verify_integrity=True)
    except (InvalidKeyError, DecryptionError, FileFormatError, ParseError) as error:
        raise damaged from error
    return out.getvalue()


def encrypt(data: bytes, password: str) -> bytes:
    """The workbook with a password; decrypted again and compared before it is handed out."""
    from msoffcrypto.exceptions import FileFormatError
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    try:
        OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    except FileFormatError as error:
        raise BookError("Файл не зашифрован: это не книга Excel, или она повреждена. Он остался прежним.") from error
    if decrypt(out.getvalue(), password, "") != data:
        raise BookError("Зашифрованная книга не читается обратно. Файл не изменён.")
    return out.getvalue()
