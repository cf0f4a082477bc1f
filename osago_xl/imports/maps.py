"""Column mappings the agent has given, remembered for every later file with the same header."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from osago_xl.books.atomic import replace_file
from osago_xl.errors import BookError, InputError
from osago_xl.folders import configuration
from osago_xl.imports.kinds import normal, words
from osago_xl.imports.understanding.fields import fields
from osago_xl.values.text import fold

LEAVE_OUT = ("", "-", "нет")
OLD_NAMES = {"product": "service"}
"""Fields as mappings of version 0.2.0 call them."""


def default_path() -> Path:
    """Where this user's mappings live."""
    return configuration() / "import_maps.json"


class Maps:
    """A JSON file: the header's words → {header: our field}. Nothing is created before something is remembered."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._known: dict[str, dict[str, str]] = json.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            self._known = {}
        except (OSError, ValueError) as error:
            raise BookError(
                f"Файл соответствий «{path}» не читается: {error}. Удалите его: он создастся заново."
            ) from error

    def recall(self, headers: Iterable[str]) -> Mapping[str, str]:
        """What was given for a header of these words; empty when nothing was."""
        return self._known.get(_signature(headers), {})

    def remember(self, headers: Iterable[str], mapping: Mapping[str, str]) -> None:
        """Keep a mapping for this header."""
        self._known[_signature(headers)] = dict(mapping)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(self._path, json.dumps(self._known, ensure_ascii=False, indent=1).encode())


def read_mapping(path: Path) -> dict[str, str]:
    """{"Заголовок файла": "столбец"} of a --map file; a column is named by our field, "" leaves it out.

    Raises InputError for what is no mapping or names an unknown field.
    """
    try:
        raw = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError("--map", str(path), f"Файл соответствий «{path.name}» не читается: {error}.") from error
    if not isinstance(raw, dict) or not all(isinstance(value, str) for value in raw.values()):
        message = f'Файл соответствий «{path.name}»: нужен словарь {{"Заголовок": "поле"}}.'
        raise InputError("--map", str(path), message)
    names = _names()
    unknown = sorted(our for our in raw.values() if fold(our) not in names)
    if unknown:
        titles = ", ".join(dict.fromkeys(field.title for field in fields().values() if field.has_place))
        message = f"Файл соответствий «{path.name}»: полей {', '.join(unknown)} нет. Есть: {titles}."
        raise InputError("--map", str(path), message)
    return {header: names[fold(our)] for header, our in raw.items()}


def _names() -> dict[str, str]:
    """Every way to name a field in a mapping: its own name, its Russian title, the answers of the window."""
    ours = dict.fromkeys((*words().forms.synonyms.values(), *fields()))
    titles = {fold(field.title): name for name, field in reversed(list(fields().items())) if field.has_place}
    left_out = dict.fromkeys((*LEAVE_OUT, "не переносить"), "")
    return {**titles, **{name: name for name in ours}, **OLD_NAMES, **left_out, "записать в комментарий": "comment"}


def _signature(headers: Iterable[str]) -> str:
    return "|".join(sorted(filter(None, map(normal, headers))))
