"""Every shortcut against the long way: after a random week both have left the same book and said the same."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from shortcut_history import new_base

SEEDS = range(200) if os.environ.get("OSAGO_FULL") else range(2)
STEPS = 8


@pytest.fixture(scope="module")
def base():
    return new_base()


def lived(path, base, seed, **environment):
    """What was said, and the parts of the book afterwards but the indexes."""
    path.write_bytes(base)
    script = Path(__file__).with_name("shortcut_history.py")
    done = subprocess.run(
        [sys.executable, script, path, str(seed), str(STEPS)],
        env=os.environ | environment | {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1"},
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.startswith("osago/")}
    types = "[Content_Types].xml"
    kind = b'<Default Extension="pages" ContentType="application/octet-stream"/>'
    return done.stdout.decode(), parts | {types: parts[types].replace(kind, b"")}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_week_with_shortcuts_is_a_week_without(tmp_path, base, seed):
    short, long = lived(tmp_path / "книга.xlsm", base, seed), lived(tmp_path / "книга.xlsm", base, seed, OSAGO_SLOW="1")
    assert short[0] == long[0]
    assert short[1].keys() == long[1].keys()
    assert [name for name in short[1] if short[1][name] != long[1][name]] == []
