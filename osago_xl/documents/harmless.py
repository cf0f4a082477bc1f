"""What a template may do: fill in values, repeat and choose. An agent may have got his from anywhere, so nothing that
calls, computes, opens or takes time and memory without measure is let in: what is not listed here is refused."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes

FILTERS = frozenset(
    {"abs", "capitalize", "count", "d", "default", "first", "float", "int", "last", "length", "list", "lower", "sort",
     "string", "title", "trim", "upper"}
)  # fmt: skip
"""Filters of Jinja whose result is no longer than what they are given."""
DEEPEST = 3
"""Loops inside loops."""

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const,
    nodes.Filter, nodes.For, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.Test, nodes.Not, nodes.And,
    nodes.Or, nodes.Add, nodes.Sub, nodes.Neg, nodes.Concat, nodes.Tuple, nodes.List, nodes.Keyword,
)  # fmt: skip
_PATH = (nodes.Name, nodes.Getattr, nodes.Getitem)
_WORDS: dict[type[nodes.Node], str] = {
    nodes.Include: "вставка других файлов",
    nodes.Import: "вставка других файлов",
    nodes.FromImport: "вставка других файлов",
    nodes.Extends: "вставка других файлов",
    nodes.Call: "вызов функций",
    nodes.Assign: "свои переменные",
    nodes.AssignBlock: "свои переменные",
    nodes.Macro: "макросы",
}


def too_much(tree: nodes.Template) -> str:
    """What a template wants beyond that, for a sentence; "" for one that is harmless."""
    return next(_excess(tree, 0), "")


def _excess(node: nodes.Node, depth: int) -> Iterator[str]:
    if not isinstance(node, _ALLOWED):
        yield _WORDS.get(type(node), "вычисления и команды")
    if isinstance(node, nodes.For):
        depth += 1
        if node.recursive or not isinstance(node.iter, _PATH) or depth > DEEPEST:
            yield "такой цикл"
    for child in node.iter_child_nodes():
        yield from _excess(child, depth)
