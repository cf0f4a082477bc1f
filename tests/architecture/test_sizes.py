"""Modules stay small enough to be read at one go."""

from __future__ import annotations

from pathlib import Path
from statistics import median

PACKAGE = Path(__file__).parents[2] / "osago_xl"
GENERATED = {"schema/rows.py"}
LONGEST, USUAL = 300, 100


def lines() -> dict[str, int]:
    modules = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
    return {
        name: len(path.read_text(encoding="utf-8").splitlines())
        for name, path in modules.items()
        if name not in GENERATED
    }


def test_no_module_is_long() -> None:
    assert {name: size for name, size in lines().items() if size > LONGEST} == {}


def test_half_of_the_modules_are_short() -> None:
    assert median(lines().values()) <= USUAL
