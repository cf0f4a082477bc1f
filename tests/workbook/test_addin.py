"""osago.xlam carries the functions and nothing of the ribbon."""

from __future__ import annotations

import zipfile
from pathlib import Path

from lxml import etree
from openxml_audit import OpenXmlValidator

from osago_xl.functions.registry import Arg, Function
from osago_xl.workbook.addin import build_addin
from osago_xl.workbook.package import Kind

PREMIUM = Function("OSAGO_X", "Премия", (Arg("power", "Мощность"),), len, "number", "")


def test_a_valid_addin_that_is_rebuilt_to_the_byte(tmp_path: Path) -> None:
    first, second = tmp_path / "osago.xlam", tmp_path / "again.xlam"
    build_addin(first, [PREMIUM])
    build_addin(second, [PREMIUM])
    assert first.read_bytes() == second.read_bytes()
    assert OpenXmlValidator().validate(first).errors == []
    with zipfile.ZipFile(first) as archive:
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        assert b"OSAGO_X" in archive.read("xl/sharedStrings.xml")
        assert not [name for name in archive.namelist() if name.startswith("customUI")]
    workbook = next(each for each in types if each.get("PartName") == "/xl/workbook.xml")
    assert workbook.get("ContentType") == Kind.ADDIN.value
