"""vCard 2.1, 3.0 and 4.0: the address book of a telephone as a table with a row for each person."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from osago_xl.imports.formats.encodings import decoded
from osago_xl.imports.model import Raw, RawSheet, SourceFile

TITLES = {
    "FN": "ФИО", "TEL": "Телефон", "EMAIL": "E-mail", "BDAY": "Дата рождения", "ORG": "Организация",
    "TITLE": "Должность", "ADR": "Адрес", "NOTE": "Примечание",
}  # fmt: skip
"""Properties → headings; any other property becomes a column under its own name."""

_SILENT = {"BEGIN", "END", "VERSION", "N", "PHOTO", "LOGO", "SOUND", "KEY", "REV", "PRODID", "UID", "SOURCE"}
_FOLDED = re.compile(r"\r?\n[ \t]")
_SOFT_BREAK = re.compile(r"=\r?\n")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T.*)?")
_ESCAPED = re.compile(r"\\([\\,;nN])")


class _Line(NamedTuple):
    name: str
    parameters: str
    value: str


def read(path: Path, content: bytes) -> SourceFile:
    """One sheet named like the file."""
    text, encoding = decoded(content)
    cards = [_card(lines) for lines in _cards(text)]
    headings = list(dict.fromkeys([*TITLES.values(), *(heading for card in cards for heading in card)]))
    used = [each for each in headings if any(each in card for card in cards)]
    rows: list[list[Raw]] = [[*used]]
    rows += [[card.get(each, "") for each in used] for card in cards]
    return SourceFile(path, (RawSheet(path.stem, rows),), f"vCard, {encoding}")


def _cards(text: str) -> Iterator[list[_Line]]:
    lines: list[_Line] = []
    for raw in _unfolded(text):
        head, _, value = raw.partition(":")
        name, _, parameters = head.partition(";")
        line = _Line(name.rpartition(".")[2].strip().upper(), parameters.upper(), value)
        lines.append(line._replace(value=_plain(line)))
        if line.name == "END":
            yield lines
            lines = []


def _unfolded(text: str) -> list[str]:
    """Logical lines. Quoted-printable ones of vCard 2.1 end in «=» where they go on."""
    lines = []
    for raw in _FOLDED.sub("", _SOFT_BREAK.sub("=\x00", text)).splitlines():
        quoted = "QUOTED-PRINTABLE" in raw.partition(":")[0].upper()
        lines.append(raw.replace("=\x00", "" if quoted else "="))
    return lines


def _plain(line: _Line) -> str:
    if "QUOTED-PRINTABLE" in line.parameters:
        return decoded(quopri.decodestring(line.value.encode("latin-1", "replace")))[0]
    return line.value


def _card(lines: list[_Line]) -> dict[str, str]:
    """Heading → text of one person; several values of a property stand in one cell."""
    found: dict[str, list[str]] = {}
    for name, _, value in lines:
        text = _value(name, value)
        if text and name not in _SILENT:
            found.setdefault(TITLES.get(name, name), []).append(text)
    parts = next((value for name, _, value in lines if name == "N"), "")
    if parts and _value("N", parts):
        found["ФИО"] = [_name(parts)]
    return {heading: "; ".join(texts) for heading, texts in found.items()}


def _name(value: str) -> str:
    """Surname, name, patronymic of «Петров;Пётр;Ильич;;»."""
    return " ".join(filter(None, (_unescaped(part) for part in _parts(value)[:3])))


def _value(name: str, value: str) -> str:
    if name == "BDAY":
        return _COMPACT_DAY.sub(r"\1-\2-\3", value.strip())
    if name in ("N", "ADR", "ORG"):
        return ", ".join(filter(None, (_unescaped(part) for part in _parts(value))))
    return _unescaped(value.removeprefix("tel:").removeprefix("mailto:"))


def _parts(value: str) -> list[str]:
    return re.split(r"(?<!\\);", value)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda m: " " if m[1] in "nN" else m[1], text).strip()
