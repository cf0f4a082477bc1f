"""requirements.lock: exact versions with hashes, for Windows too, of everything that pyproject.toml asks for."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
ENTRY = re.compile(
    r"^(?P<name>[\w.-]+)(\[\w+\])?==(?P<version>\S+)(?P<rest>.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)*)", re.MULTILINE
)
AGAIN = "Write the lock by scripts/lock, not by hand."


def entries() -> dict[str, str]:
    """Name of a package → its condition and hashes."""
    return {found["name"]: found["rest"] for found in ENTRY.finditer((ROOT / "requirements.lock").read_text("utf-8"))}


def canonical(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=;! ]", requirement, maxsplit=1)[0]).lower()


def test_every_package_has_an_exact_version_and_hashes() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and line[0] not in " #"]
    assert [line for line in lines if not ENTRY.match(line)] == [], AGAIN
    assert [name for name, rest in entries().items() if "--hash=sha256:" not in rest] == [], AGAIN


def test_everything_asked_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *(each for extra in project["optional-dependencies"].values() for each in extra)]
    assert {canonical(each) for each in asked} - {"osago-xl"} - set(entries()) == set(), AGAIN


def test_what_only_windows_needs_is_locked_for_windows_alone() -> None:
    found = entries()
    assert all("sys_platform == 'win32'" in found[name] for name in ("pywin32", "colorama", "win-unicode-console")), (
        AGAIN
    )
