"""Recipes for foreign, damaged and hostile files: each makes one from a real file, and nothing of it is stored.

Damage is drawn by a seed from the name of the recipe, so that a failing file can be made again.
"""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

from hostile_designed import Recipe, client_list, designed, packed, unpacked
from hostile_templates import letter, templates

EXAMPLES = Path(__file__).parents[2] / "examples"


def recipes(workbook: bytes, count: int) -> list[Recipe]:
    """At least `count`: every designed file, then random damage of real ones in turn. `workbook` is one of ours."""
    made = [*designed(workbook), *templates()]
    real: Mapping[str, Callable[[], bytes]] = {
        "xlsm": lambda: workbook,
        "xlsx": cache(client_list),
        "xls": (EXAMPLES / "client_base_old.xls").read_bytes,
        "csv": (EXAMPLES / "insurer_export.csv").read_bytes,
        "docx": cache(letter),
    }
    for number in range(max(0, count - len(made))):
        suffix = list(real)[number % len(real)]
        damage = list(DAMAGES)[number // len(real) % len(DAMAGES)]
        name = f"{damage} {suffix} {number}"
        made.append(Recipe(name, suffix, partial(_damaged, real[suffix], damage, name)))
    return made


def _damaged(real: Callable[[], bytes], damage: str, name: str) -> bytes:
    return DAMAGES[damage](real(), random.Random(name))


Damage = Callable[[bytes, random.Random], bytes]


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 10, 1000))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _holed(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 5000) :]


def _repeated(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[max(0, start - 3000) :]


def _zeroed(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + bytes(min(4096, len(data) - start)) + data[start + 4096 :]


def _part_damaged(data: bytes, chance: random.Random) -> bytes:
    """The zip is sound, one of its parts is not."""
    try:
        parts = unpacked(data)
    except zipfile.BadZipFile:
        return _flipped(data, chance)
    name = chance.choice(sorted(parts))
    parts[name] = chance.choice((_flipped, _truncated, _holed, _repeated))(parts[name] or b"x", chance)
    return packed(parts)


def _part_missing(data: bytes, chance: random.Random) -> bytes:
    try:
        parts = unpacked(data)
    except zipfile.BadZipFile:
        return _holed(data, chance)
    del parts[chance.choice(sorted(parts))]
    return packed(parts)


DAMAGES: Mapping[str, Damage] = {
    "bytes flipped": _flipped,
    "truncated": _truncated,
    "a hole": _holed,
    "a piece twice": _repeated,
    "zeroes": _zeroed,
    "a part damaged": _part_damaged,
    "a part missing": _part_missing,
}
