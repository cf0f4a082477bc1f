"""Which variables a template uses and which its context offers, as paths: `owner.name`, `drivers[].name`.

Comparing the two sets refuses a foreign template by the names it gets wrong, and proves in a test that
our own templates print every field.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import nodes

LOOP = "loop"  # Jinja's own variable inside a for


def used(tree: nodes.Node) -> set[str]:
    """Paths of the variables the template prints, loops over or tests."""
    return set(_walk(tree, {}))


def _walk(node: nodes.Node, scope: Mapping[str, str]) -> Iterator[str]:
    if isinstance(node, nodes.For):
        yield from _for(node, scope)
        return
    path = _path(node, scope)
    if path is None:
        for child in node.iter_child_nodes():
            yield from _walk(child, scope)
    elif path.split(".")[0] != LOOP:
        yield path


def _for(node: nodes.For, scope: Mapping[str, str]) -> Iterator[str]:
    yield from _walk(node.iter, scope)
    items = _path(node.iter, scope)
    inner = dict(scope)
    if items is not None and isinstance(node.target, nodes.Name):
        inner[node.target.name] = f"{items}[]"
    for child in (*node.body, *node.else_):
        yield from _walk(child, inner)


def _path(node: nodes.Node, scope: Mapping[str, str]) -> str | None:
    """`a.b.c` of a chain of attributes; an index counts as "any item"; None for other expressions."""
    match node:
        case nodes.Name(name=name):
            return scope.get(name, name)
        case nodes.Getattr(node=inner, attr=attr):
            outer = _path(inner, scope)
            return None if outer is None else f"{outer}.{attr}"
        case nodes.Getitem(node=inner):
            outer = _path(inner, scope)
            return None if outer is None else f"{outer}[]"
    return None


@cache
def offered(context: type) -> frozenset[str]:
    """Paths of all values of a context class that can be printed; pictures (bytes) are not among them."""
    return frozenset(_fields(context, ""))


@cache
def pictures(context: type) -> frozenset[str]:
    """Names of the fields that hold a picture (PNG bytes)."""
    return frozenset(name for name, hint in _hints(context).items() if hint is bytes)


def unknown(paths: set[str], context: type) -> set[str]:
    """The paths that the context does not offer, neither as a value nor as a group of values."""
    known = offered(context)
    groups = {path[:end] for path in known for end, character in enumerate(path) if character in ".["}
    return paths - known - groups


def _fields(context: type, prefix: str) -> Iterator[str]:
    for name, hint in _hints(context).items():
        if hint is not bytes:
            yield from _leaves(hint, prefix + name)


def _hints(context: type) -> dict[str, Any]:
    hints = get_type_hints(context)
    return {field.name: hints[field.name] for field in dataclasses.fields(context)}


def _leaves(hint: Any, path: str) -> Iterator[str]:
    origin = get_origin(hint)
    if origin is tuple:
        yield from _leaves(get_args(hint)[0], f"{path}[]")
    elif origin in (Union, types.UnionType):
        yield from _leaves(get_args(hint)[0], path)
    elif dataclasses.is_dataclass(hint) and isinstance(hint, type):
        yield from _fields(hint, f"{path}.")
    else:
        yield path
