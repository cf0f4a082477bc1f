"""A zip whose untouched parts travel as the compressed bytes they are."""

import io
import zipfile

import pytest

from osago_xl.books.package import DamagedFile, Package


def packed(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def unpacked(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_parts_are_replaced_added_and_removed():
    package = Package(packed(a=b"1" * 1000, b=b"2", c=b"3"))
    package.write("b", [b"new ", b"two"])
    package.write("имя", [b"4"])
    package.remove("c")
    assert package.read("b") == b"new two"
    assert "c" not in package and "имя" in package
    assert unpacked(package.to_bytes()) == {"a": b"1" * 1000, "b": b"new two", "имя": b"4"}


def test_a_file_written_piece_by_piece_is_copied_too():
    out = io.BytesIO()

    class Pipe(io.RawIOBase):
        def writable(self):
            return True

        def write(self, data):
            return out.write(data)

    with zipfile.ZipFile(Pipe(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"sizes stand behind the data here" * 9)
    assert unpacked(Package(out.getvalue()).to_bytes()) == {"a": b"sizes stand behind the data here" * 9}


def test_a_missing_part_is_damage():
    with pytest.raises(DamagedFile, match="нет части x"):
        Package(packed(a=b"1")).read("x")
