"""The UNO component behind the functions in Calc's cells. It runs inside the office, in the office's own Python.

The office loads this file itself; its folder is not a package there, so only absolute imports of `osago_xl` work.
"""

from __future__ import annotations

import importlib
import struct
from typing import Any

import uno
import unohelper

SERVICE, JOB = "ru.osago.AddIn", "ru.osago.Rebind"
# Calc carries an error inside a float that is not a number: its lower half is the error's number.
ERRORS = {"#VALUE!": 519, "#NUM!": 503, "#N/A": 32767}
registry = importlib.import_module("osago_registry")  # written by osago_xl.calc.addin


def from_cell(value: Any) -> Any:
    """An argument: a value, or several as a list of rows; "" and nothing are None."""
    if not isinstance(value, tuple):
        return None if value == "" else value
    rows = [[from_cell(cell) for cell in row] for row in value]
    return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else rows


def to_cells(result: Any) -> tuple[tuple[Any, ...], ...]:
    """A result as the block that the interface declares; a single value is a block of one cell."""
    rows = result if isinstance(result, (list, tuple)) else [result]
    return tuple(tuple(map(to_cell, row if isinstance(row, (list, tuple)) else [row])) for row in rows)


def to_cell(value: Any) -> Any:
    """A number, a text or a real error of a cell."""
    code = getattr(value, "code", None)
    if code is not None:
        return error(ERRORS.get(code, ERRORS["#VALUE!"]))
    if value is None:
        return ""
    return value if isinstance(value, (str, bool)) else float(value)


def error(number: int) -> float:
    found: float = struct.unpack("<d", struct.pack("<II", number, 0x7FF80000))[0]
    return found


def method(name: str) -> Any:
    def compute(self: Any, *values: Any) -> Any:
        arguments = [from_cell(value) for value in values]
        while arguments and arguments[-1] is None:
            arguments.pop()
        return to_cells(registry.call(name, *arguments))

    return compute


class Information:
    """What Calc's function wizard asks about the functions."""

    def getServiceName(self) -> str:
        return SERVICE

    def getImplementationName(self) -> str:
        return SERVICE

    def supportsService(self, name: str) -> bool:
        return name in self.getSupportedServiceNames()

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        return (SERVICE, "com.sun.star.sheet.AddIn")

    def setLocale(self, locale: Any) -> None:
        self.locale = locale

    def getLocale(self) -> Any:
        return getattr(self, "locale", uno.createUnoStruct("com.sun.star.lang.Locale"))

    def getProgrammaticFuntionName(self, name: str) -> str:  # spelled so in UNO
        return name

    def getDisplayFunctionName(self, name: str) -> str:
        return name

    def getFunctionDescription(self, name: str) -> str:
        return registry.FUNCTIONS[name].summary if name in registry.FUNCTIONS else ""

    def getDisplayArgumentName(self, name: str, index: int) -> str:
        return registry.FUNCTIONS[name].args[index].name if name in registry.FUNCTIONS else ""

    def getArgumentDescription(self, name: str, index: int) -> str:
        return registry.FUNCTIONS[name].args[index].text if name in registry.FUNCTIONS else ""

    def getProgrammaticCategoryName(self, name: str) -> str:
        return "Add-In"

    def getDisplayCategoryName(self, name: str) -> str:
        return "ОСАГО"

    def getCompatibilityNames(self, name: str) -> tuple[Any, ...]:
        english = uno.createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
        return (uno.createUnoStruct("com.sun.star.sheet.LocalizedName", english, name),)


class Rebinding:
    """Runs when a document has been loaded: Excel's short names are bound to the add-in by setting formulas again."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def execute(self, arguments: tuple[Any, ...]) -> None:
        groups = {group.Name: {value.Name: value.Value for value in group.Value} for group in arguments}
        document = groups.get("Environment", {}).get("Model")
        if document is None or not document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            return
        modified = document.isModified()
        for sheet in document.Sheets:
            search = sheet.createReplaceDescriptor()
            search.SearchString = search.ReplaceString = "OSAGO_"
            sheet.replaceAll(search)
        document.setModified(modified)

    def getImplementationName(self) -> str:
        return JOB

    def supportsService(self, name: str) -> bool:
        return name in self.getSupportedServiceNames()

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        return ("com.sun.star.task.Job",)


def implementation(name: str, body: type, interfaces: tuple[str, ...], methods: dict[str, Any]) -> Any:
    """A UNO class: `body` and `methods` behind the interfaces named."""
    return type(name, (body, unohelper.Base, *map(uno.getClass, interfaces)), methods)


SERVICE_INFO = "com.sun.star.lang.XServiceInfo"
AddIn = implementation(
    "AddIn",
    Information,
    (
        "ru.osago.XFunctions",
        "com.sun.star.sheet.XAddIn",
        "com.sun.star.sheet.XCompatibilityNames",
        "com.sun.star.lang.XServiceName",
        SERVICE_INFO,
    ),
    {name: method(name) for name in registry.FUNCTIONS},
)
Rebind = implementation("Rebind", Rebinding, ("com.sun.star.task.XJob", SERVICE_INFO), {})


def create(context: Any) -> Any:
    """A new add-in; UNO hands over the context, which it does not need."""
    return AddIn()


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(create, SERVICE, (SERVICE, "com.sun.star.sheet.AddIn"))
g_ImplementationHelper.addImplementation(Rebind, JOB, ("com.sun.star.task.Job",))
