"""The command line speaks Russian: help, usage and every refusal."""

import argparse
import ast
import re
from pathlib import Path

import pytest

from osago_xl.cli.main import COMMANDS, main
from osago_xl.cli.russian import _CATALOGUE

FOR_PROGRAMMERS = re.compile(
    r"conflicting|__call__|'required' is|must be optional|not callable|cannot merge|invalid option string|dest= is|"
    r"invalid conflict|cannot have multiple|with mode"
)
"""What argparse says to who writes a parser, never to who calls it."""


def said_by_argparse():
    for node in ast.walk(ast.parse(Path(argparse.__file__).read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
            yield from (each.value for each in node.args if isinstance(each, ast.Constant))


def test_whatever_this_python_can_say_to_an_agent_stands_in_the_catalogue():
    assert {text for text in said_by_argparse() if not FOR_PROGRAMMERS.search(text)} - _CATALOGUE.keys() == set()


@pytest.mark.parametrize("name", [None, *COMMANDS])
def test_help_has_no_english_sentence(capsys, name):
    with pytest.raises(SystemExit) as end:
        main([name, "--help"] if name else ["--help"])
    assert end.value.code == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Вызов: osago-xl")
    assert not re.search(r"usage|positional|options:|show this|optional", shown)


REFUSED = [
    (["frobnicate"], "нет команды «frobnicate»"),
    (["improt", "книга.xlsm"], "Может быть, import"),
    ([], "не указано: КОМАНДА"),
    (["premium", "--foo"], "не понятно: --foo"),
    (["due"], "не указано: КНИГА"),
    (["due", "книга.xlsm", "--on", "вчера"], "--on: «вчера» не подходит: нужна дата вида 2026-11-30"),
    (["due", "книга.xlsm", "--on"], "--on: после него нужно значение"),
    (["run", "due", "книга.xlsm", "--engine", "word"], "--engine: «word» здесь нельзя. Можно: file, calc"),
]


@pytest.mark.parametrize(("words", "said"), REFUSED, ids=[" ".join(words) or "nothing" for words, _ in REFUSED])
def test_a_wrong_call_is_refused_in_russian(capsys, words, said):
    try:
        code = main(words)
    except SystemExit as end:
        code = end.code
    assert code == 2
    shown = capsys.readouterr().err
    assert said in shown.replace("'", "")
    assert not re.search(r"error|invalid|required|expected|unrecognized|choose", shown)
