"""lacking.py UCRTBASE PYTHON SYSTEM32: libraries that Wine 10 and panda3d's wheel do not have, made here.

* python3.dll: forwards to python3XX.dll; extension modules for all versions of Python (abi3) ask for it.
* The complex functions of ucrtbase. Wine exports them empty, and numpy needs real ones. A library of our own gets them,
  and a copy of Wine's ucrtbase, which Windows programs then load instead, forwards to it. So the wheels of numpy stay
  what the agent gets.
"""

from __future__ import annotations

import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import pefile

OURS = "osagocrt"
EMPTY = bytes.fromhex("4883ec28488d0d")  # how a function that Wine has not written begins: sub rsp, 0x28; lea rcx, …
BUILTIN = b"Wine builtin DLL"  # the mark by which Wine knows its own libraries, and takes them from its own folder
PLAIN = (
    "cabs", "cacos", "cacosh", "carg", "casin", "casinh", "catan", "catanh", "ccos", "ccosh", "cexp", "cimag", "clog",
    "clog10", "conj", "cpow", "cproj", "creal", "csin", "csinh", "csqrt", "ctan", "ctanh",
)  # fmt: skip
COMPLEX = {plain + suffix: suffix for plain in PLAIN for suffix in ("", "f", "l")}
REAL_RESULT = ("cabs", "carg", "cimag", "creal")
HEAD = """#define _GNU_SOURCE
#include <complex.h>
typedef struct { double v[2]; } D;
typedef struct { float v[2]; } F;
static double _Complex of_D(D a) { return __builtin_complex(a.v[0], a.v[1]); }
static float _Complex of_F(F a) { return __builtin_complex(a.v[0], a.v[1]); }
static D to_D(double _Complex a) { D r = {{__real__ a, __imag__ a}}; return r; }
static F to_F(float _Complex a) { F r = {{__real__ a, __imag__ a}}; return r; }
"""


def function(name: str) -> str:
    """C of one complex function, in the calling convention of Microsoft: structures, `long double` is `double`."""
    kind, real = ("F", "float") if COMPLEX[name] == "f" else ("D", "double")
    plain = name if name in PLAIN else name[:-1]
    call = plain + ("f" if kind == "F" else "")
    if plain in REAL_RESULT:
        return f"{real} our_{name}({kind} a) {{ return {call}(of_{kind}(a)); }}"
    if plain == "cpow":
        return f"{kind} our_{name}({kind} a, {kind} b) {{ return to_{kind}({call}(of_{kind}(a), of_{kind}(b))); }}"
    return f"{kind} our_{name}({kind} a) {{ return to_{kind}({call}(of_{kind}(a))); }}"


def library(target: Path, source: str, exports: list[str]) -> None:
    """Compile a library that exports these names, or forwards them (`name=other.name`)."""
    with tempfile.TemporaryDirectory() as name:
        code, definition = Path(name, "library.c"), Path(name, "library.def")
        code.write_text(source, "ascii")
        definition.write_text("\n".join([f"LIBRARY {target.name}", "EXPORTS", *exports, ""]), "ascii")
        compiler = ["x86_64-w64-mingw32-gcc", "-O1", "-s", "-shared", "-static-libgcc", "-fno-builtin"]
        subprocess.run([*compiler, "-o", target, code, definition], check=True)


def forwarded(ucrtbase: Path) -> tuple[bytes, list[str]]:
    """A copy of the library that forwards its empty complex functions to ours, and their names.

    A forwarder is a text inside the export directory; so the directory moves to a new section with room for the texts.
    """
    library = pefile.PE(str(ucrtbase))
    entry = library.OPTIONAL_HEADER.DATA_DIRECTORY[0]
    start, end = entry.VirtualAddress, entry.VirtualAddress + entry.Size
    align = library.OPTIONAL_HEADER.SectionAlignment
    last = library.sections[-1]
    place = -(-(last.VirtualAddress + last.Misc_VirtualSize) // align) * align
    moved, table = (
        bytearray(library.get_data(start, entry.Size)),
        library.DIRECTORY_ENTRY_EXPORT.struct.AddressOfFunctions,
    )
    names = []
    for symbol in library.DIRECTORY_ENTRY_EXPORT.symbols:
        at = table - start + 4 * (symbol.ordinal - library.DIRECTORY_ENTRY_EXPORT.struct.Base)
        name = symbol.name.decode() if symbol.name else ""
        if name in COMPLEX and library.get_data(symbol.address, len(EMPTY)) == EMPTY:
            struct.pack_into("<I", moved, at, place + len(moved))
            moved += f"{OURS}.our_{name}\0".encode("ascii")
            names.append(name)
        elif start <= symbol.address < end:
            struct.pack_into("<I", moved, at, symbol.address - start + place)
    struct.pack_into(
        "<I", moved, 28, table - start + place
    )  # AddressOfFunctions; the tables of names stay where they are
    return _with_section(library, place, bytes(moved)), names


def _with_section(library: pefile.PE, place: int, content: bytes) -> bytes:
    """The library with one more section, which holds the export directory, and without the mark of Wine."""
    size, header = library.OPTIONAL_HEADER.FileAlignment, library.sections[-1].get_file_offset() + 40
    if header + 40 > library.OPTIONAL_HEADER.SizeOfHeaders:
        raise SystemExit("no room for a section in ucrtbase.dll")
    align = library.OPTIONAL_HEADER.SectionAlignment
    library.FILE_HEADER.NumberOfSections += 1
    library.OPTIONAL_HEADER.SizeOfImage = place + -(-len(content) // align) * align
    library.OPTIONAL_HEADER.DATA_DIRECTORY[0].VirtualAddress = place
    library.OPTIONAL_HEADER.DATA_DIRECTORY[0].Size = len(content)
    data = bytearray(library.write())
    data += bytes(-len(data) % size)
    raw = -(-len(content) // size) * size
    readable = 0x40000040  # initialised data, may be read
    data[header : header + 40] = struct.pack(
        "<8s6I2HI", b".osago", len(content), place, raw, len(data), 0, 0, 0, 0, readable
    )
    return bytes(data + content.ljust(raw, b"\0")).replace(BUILTIN, bytes(len(BUILTIN)), 1)


def main(ucrtbase: Path, python: Path, system: Path) -> None:
    (own,) = python.glob("python3??.dll")
    symbols = pefile.PE(str(own)).DIRECTORY_ENTRY_EXPORT.symbols
    names = [symbol.name.decode() for symbol in symbols if symbol.name]
    library(python / "python3.dll", "int unused;\n", [f"{name}={own.stem}.{name}" for name in names])
    copy, functions = forwarded(ucrtbase)
    if functions:
        library(
            system / f"{OURS}.dll", HEAD + "\n".join(map(function, functions)), [f"our_{name}" for name in functions]
        )
        (system / "ucrtbase.dll").unlink(missing_ok=True)
        (system / "ucrtbase.dll").write_bytes(copy)
    print(f"{len(functions)} functions that Wine lacks: {' '.join(functions)}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
