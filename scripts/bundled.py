"""What goes into the archive of scripts/bundle, by the lock: exact versions, and the hash of every file.

bundled.py constraints           versions of the lock, for pip to choose no other
bundled.py locked NAME ...       entries of the lock with their hashes
bundled.py windows               all entries that hold for Windows and are published as wheels
bundled.py requirements WHEELS   the wheels with their hashes, each checked against the lock
bundled.py embedded ZIP FOLDER   an embeddable Python that finds what pip installs for it
"""

from __future__ import annotations

import re
import sys
import zipfile
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

LOCK = Path(__file__).parents[1] / "requirements.lock"
SOURCE_ONLY = {"docopt", "win-unicode-console"}
MADE_HERE = {"osago-xl", "docopt"}
"""Wheels made by scripts/bundle itself: no lock knows their hashes."""


def entries() -> dict[str, str]:
    """Name → the whole entry of the lock: version, condition, hashes."""
    blocks = re.split(r"\n(?=\S)", LOCK.read_text("utf-8"))
    return {block.partition("==")[0].partition("[")[0]: block for block in blocks if "==" in block}


def constraints() -> str:
    """Versions only: pip would ask for the hash of our own wheel too."""
    return "\n".join(re.sub(r"\[.*?\]", "", block.split(" \\")[0].strip()) for block in entries().values())


def windows() -> str:
    """What a computer with Windows gets, conditions taken away: pip would judge them for this computer."""
    found = {name: block for name, block in entries().items() if "'darwin'" not in block and name not in SOURCE_ONLY}
    return "\n".join(map(_unconditional, found.values()))


def _unconditional(block: str) -> str:
    return re.sub(r" ;[^\\]*", " ", block, count=1)


def requirements(wheels: Path) -> str:
    """requirements.txt of the archive: a damaged or exchanged file is refused on the agent's computer."""
    hashes = defaultdict(list)
    known = entries()
    for wheel in sorted(wheels.glob("*.whl")):
        name, version = wheel.name.split("-")[:2]
        name, digest = re.sub(r"[-_.]+", "-", name).lower(), sha256(wheel.read_bytes()).hexdigest()
        if name not in MADE_HERE and digest not in known.get(name, ""):
            raise SystemExit(f"{wheel.name} is not the file that requirements.lock names")
        hashes[f"{name}=={version}"].append(f"--hash=sha256:{digest}")
    return "\n".join(" ".join([pin, *found]) for pin, found in hashes.items() if not pin.startswith("pip=="))


def embedded(archive: Path, folder: Path) -> None:
    """Unpack an embeddable Python and let it read site-packages; as it comes it reads its own library only."""
    with zipfile.ZipFile(archive) as zipped:
        zipped.extractall(folder)
    (paths,) = folder.glob("python3*._pth")
    paths.write_text(f"{paths.stem}.zip\n.\nLib\\site-packages\nimport site\n", "ascii")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["constraints"]:
            print(constraints())
        case ["locked", *names]:
            print("\n".join(_unconditional(entries()[name]) for name in names))
        case ["windows"]:
            print(windows())
        case ["requirements", wheels]:
            print(requirements(Path(wheels)))
        case ["embedded", archive, folder]:
            embedded(Path(archive), Path(folder))
        case _:
            raise SystemExit(__doc__)
