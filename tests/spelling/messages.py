"""Every sentence of the product that may reach the agent, gathered from its code: one page to read whole.

`python tests/spelling/messages.py` prints it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

CODE = Path(__file__).parents[2] / "osago_xl"
_RUSSIAN = re.compile("[А-Яа-яЁё]")
_WORD = re.compile("[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")


def messages() -> Iterator[tuple[str, str]]:
    """Place and text; what is put in stands as {…}. Docstrings are for programmers and left out."""
    for path in sorted(CODE.rglob("*.py")):
        for line, text in _texts(ast.parse(path.read_text("utf-8"))):
            if _RUSSIAN.search(text):
                yield f"{path.relative_to(CODE.parent).as_posix()}:{line}", text


def words(text: str) -> set[str]:
    """The Russian words of a sentence, without those of three letters: abbreviations and parts of patterns."""
    return {word for word in _WORD.findall(text) if len(word) > 3 and not word.isupper()}


def _texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(str(p.value) if isinstance(p, ast.Constant) else "{…}" for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not {id(node)} & (notes | parts):
            yield node.lineno, node.value


if __name__ == "__main__":
    for place, text in messages():
        print(f"{place}: {text}")
