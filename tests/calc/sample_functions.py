"""A registry with the shape of osago_xl.functions.registry; the office imports it by name."""

from osago_xl.functions.registry import Arg, CellError, Function


def _plus(a=0, b=0):
    return a + b


def _fail(code):
    return CellError(code, "проверка")


def _double(rows):
    return [[CellError("#N/A", "два") if cell == 2 else cell * 2 for cell in row] for row in rows]


def _declare(name, body, *arguments):
    args = tuple(Arg(argument, f"аргумент {argument}", optional=True) for argument in arguments)
    return Function(name, f"Проверка {name}", args, body, "number", "")


FUNCTIONS = {
    function.name: function
    for function in (
        _declare("OSAGO_PLUS", _plus, "a", "b"),
        _declare("OSAGO_FAIL", _fail, "code"),
        _declare("OSAGO_DOUBLE", _double, "rows"),
        _declare("OSAGO_SAY", lambda *values: repr(values), "a", "b", "c"),
        _declare("OSAGO_TEXT", lambda: "сеть", *()),
    )
}


def call(name, *values):
    return FUNCTIONS[name].body(*values)
