"""What the agent reads is spelt as Russian is: messages and pages under hunspell, with own words of the trade."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from messages import messages, words

DOCS = Path(__file__).parents[2] / "docs"
OWN = Path(__file__).with_name("own_words.txt")
PAGES = ("manual.md", "functions.md", "ribbon.md", "personal-data.md", "windows.md")
_DICTIONARY = ("hunspell", "-d", "ru_RU", "-i", "utf-8")


def hunspell(*options: str, text: str) -> str:
    ended = subprocess.run([*_DICTIONARY, *options], input=text.encode(), capture_output=True, timeout=60, check=False)
    if ended.returncode:
        pytest.skip("no Russian dictionary of hunspell")
    return ended.stdout.decode()


@pytest.fixture(scope="module", autouse=True)
def dictionary() -> None:
    if not shutil.which("hunspell"):
        pytest.skip("no hunspell")
    assert hunspell("-l", text="корова карова") == "карова\n"  # the second is misspelt


def unknown(found: set[str]) -> set[str]:
    own = set(re.findall(r"^[^#\s]+", OWN.read_text("utf-8"), re.MULTILINE))
    return {word for word in hunspell("-l", text="\n".join(found)).split() if word.lower() not in own and len(word) > 3}


def test_messages_are_spelt_right() -> None:
    said: dict[str, str] = {}
    for place, text in messages():
        said |= dict.fromkeys(words(text), place)
    assert len(said) > 2000
    assert {word: said.get(word, "") for word in unknown(set(said))} == {}


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_spelt_right(page: str) -> None:
    text = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)", " ", (DOCS / page).read_text("utf-8"), flags=re.DOTALL)
    assert unknown(words(text)) == set()
