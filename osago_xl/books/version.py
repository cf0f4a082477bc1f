"""Which version of the declaration a workbook was made from; a newer one than the program's is left alone."""

from __future__ import annotations

from osago_xl.books.package import Package
from osago_xl.books.places import parse
from osago_xl.errors import BookError
from osago_xl.schema.tables import WorkbookSchema
from osago_xl.schema.workbook import SCHEMA_PROPERTY

PROPERTIES = "docProps/custom.xml"


def version_of(package: Package) -> str:
    """The version in the properties of a workbook; "" for one made before versions were written."""
    if PROPERTIES not in package:
        return ""
    found = (each for each in parse(package, PROPERTIES) if each.get("name") == SCHEMA_PROPERTY)
    return next(("".join(each.itertext()) for each in found), "")


def refuse_newer(name: str, version: str, schema: WorkbookSchema) -> None:
    """BookError for a workbook that a newer program has made: what this one does not know it would spoil."""
    if version.isdigit() and int(version) > int(schema.version):
        raise BookError(f"Книга «{name}» новее программы. Обновите программу на этом компьютере.")
