"""unpacked.py WHEEL FOLDER: the binary half of CPython for Windows, signed by python.org, from panda3d's wheel.

Panda3D ships the interpreter with programs made by it: python3XX.dll and all extension modules lie in `deploy_libs`.
The library in Python lies in no package for Windows; it is the same as that of the Linux Python of this version.
"""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path

WANTED = re.compile(r"deploy_libs/((python3\d+)\.dll|.*\.pyd|(libcrypto|libssl|libffi|sqlite3|tcl|tk)[\w.-]*\.dll)")


def unpack(wheel: Path, folder: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        found = [match for name in archive.namelist() if (match := WANTED.fullmatch(name))]
        if not any(match[2] for match in found):
            raise SystemExit(f"{wheel.name} carries no python3XX.dll")
        for match in found:
            target = folder / match[1] if match[2] else folder / "DLLs" / match[1]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(match[0]))


if __name__ == "__main__":
    unpack(Path(sys.argv[1]), Path(sys.argv[2]))
