"""OsagoFunctions.bas: one VBA wrapper for each worksheet function, written from the registry.

A wrapper hands the values of its arguments to OsagoCall; what the functions are is known to Python alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from osago_xl.errors import SchemaError
from osago_xl.functions.registry import Arg, Function

MODULE = "OsagoFunctions"
ARGUMENT_LIMIT = 40  # Excel allows 60; VBA continues a statement on 24 lines
LINE_WIDTH = 100
# What the VBA editor does not take as the name of an argument.
RESERVED = """
addressof and any array as attribute boolean byref byte byval call case cbool cbyte ccur cdate cdbl cint
circle clng close const csng cstr currency cvar cverr date debug declare defbool defbyte defcur defdate
defdbl defint deflng defobj defsng defstr defvar dim do double each else elseif empty end endif enum eqv
erase error event exit false fix for friend function get global gosub goto if imp implements in input inputb
instr int integer is lbound len lenb let like line lock long loop lset me mid midb mod new next not nothing
null object on open option optional or paramarray preserve print private property pset public put raiseevent
redim rem resume return rset scale seek select set sgn shared single spc static stop string sub tab then to
true type typeof ubound unlock until variant wend while with withevents write xor
"""


def functions_module(functions: Iterable[Function], version: str) -> str:
    """Source of the module, ASCII with LF; `version` is the answer of OSAGO_VERSION, known without Python."""
    head = f'Attribute VB_Name = "{MODULE}"\nOption Explicit\n\' Written from the registry; do not edit.\n'
    constant = f'Public Function OSAGO_VERSION() As String\n    OSAGO_VERSION = "{version}"\nEnd Function\n'
    return "\n".join([head, constant, *map(_wrapper, functions)])


def _wrapper(function: Function) -> str:
    _check(function)
    values = [f'"{function.name}"', *(f"OsagoValue({arg.name})" for arg in function.args)]
    return "\n".join(
        [
            _listed(f"Public Function {function.name}(", _parameters(function.args), ") As Variant"),
            _listed(f"    {function.name} = OsagoAnswer(Array(", values, "))"),
            "End Function\n",
        ]
    )


def _check(function: Function) -> None:
    if len(function.args) > ARGUMENT_LIMIT:
        raise SchemaError(f"{function.name}: {len(function.args)} arguments, at most {ARGUMENT_LIMIT} fit")
    for arg in function.args:
        if not (arg.name.isascii() and arg.name.isidentifier()) or arg.name.lower() in RESERVED.split():
            raise SchemaError(f"{function.name}: VBA does not take {arg.name} as a name")


def _parameters(args: Sequence[Arg]) -> list[str]:
    """Declarations; VBA wants every parameter after an optional one optional, Python says what is missing."""
    first = next((place for place, arg in enumerate(args) if arg.optional), len(args))
    return [f"{'Optional ' if place >= first else ''}ByVal {arg.name} As Variant" for place, arg in enumerate(args)]


def _listed(opening: str, items: Iterable[str], closing: str) -> str:
    """A list broken between its items only: VBA continues a statement after a space and a low line."""
    joined = ", ".join(item.replace(" ", "\0") for item in items)
    lines = textwrap.wrap(joined, LINE_WIDTH, break_long_words=False, break_on_hyphens=False)
    return opening + " _\n        ".join(lines).replace("\0", " ") + closing
