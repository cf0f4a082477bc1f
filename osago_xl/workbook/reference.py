"""docs/functions.md and docs/ribbon.md: the reference of the agent, written from the two registries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from osago_xl.actions.registry import Action
from osago_xl.functions.registry import Function
from osago_xl.workbook.ribbon import TAB, TAB_KEY, Control, controls, key_tips, members

RETURNS = {"number": "число", "text": "текст", "table": "таблица (введите как формулу массива)"}


def write_reference(folder: Path, functions: Iterable[Function], actions: Sequence[Action]) -> None:
    """Write both pages into the folder of the manual."""
    (folder / "functions.md").write_text(functions_page(functions), "utf-8")
    (folder / "ribbon.md").write_text(ribbon_page(actions), "utf-8")


def functions_page(functions: Iterable[Function]) -> str:
    """Markdown: each function with its arguments and an example."""
    head = (
        "# Функции в ячейках\n\n"
        "Имена вводятся как есть. В русском Excel аргументы разделяет «;», дробную часть отделяет запятая. "
        "Ошибочный аргумент даёт настоящую ошибку ячейки, причину скажет `OSAGO_WHY`. `#ИМЯ?` значит, что Python "
        "не отвечает: кнопка «Диагностика». `=OSAGO_VERSION()` показывает версию и Python не требует.\n"
    )
    return "\n".join([head, *map(_function, functions)])


def ribbon_page(actions: Sequence[Action]) -> str:
    """Markdown: each button with its keys, group by group."""
    keys = key_tips(controls(actions))
    lines = [f"# Лента «{TAB}»", "", f"С клавиатуры: Alt, {TAB_KEY}, затем буквы из столбца «Клавиши».", ""]
    for title, shown in groupby(actions, key=lambda each: each.group):
        lines += [f"## {title}", "", *_table_head("Кнопка", "Клавиши", "Что делает", "Команда")]
        for control in controls(shown):
            lines += _buttons(control, keys[control], actions)
        lines.append("")
    return "\n".join(lines)


def _function(function: Function) -> str:
    names = [f"[{arg.name}]" if arg.optional else arg.name for arg in function.args]
    lines = [f"## {function.name}", "", function.summary, "", f"`={function.name}({'; '.join(names)})`", ""]
    if function.args:
        lines += _table_head("Аргумент", "Что это")
        lines += [_row(f"`{name}`", arg.text) for name, arg in zip(names, function.args, strict=True)]
        lines.append("")
    lines += [f"Ответ: {RETURNS[function.returns]}. Пример: `{function.example}`", ""]
    return "\n".join(lines)


def _buttons(control: Control, key: str, actions: Sequence[Action]) -> list[str]:
    text = f"{_sentence(control.tip)} {control.supertip}".rstrip()
    if isinstance(control, Action):
        return [_row(control.label, key, text, f"`{control.id}`")]
    inside = members(control, actions)
    item_keys = key_tips(inside)
    items = [
        _row(f"— {item.label}", f"{key}, {item_keys[item]}", _sentence(item.tip), f"`{item.id}`") for item in inside
    ]
    return [_row(f"{control.label} ▾", key, text, ""), *items]


def _sentence(tip: str) -> str:
    return tip if tip.endswith((".", "?", "…")) else f"{tip}."


def _table_head(*titles: str) -> list[str]:
    return [_row(*titles), "|---" * len(titles) + "|"]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
