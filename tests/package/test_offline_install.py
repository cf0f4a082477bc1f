"""What `scripts/bundle` puts beside the wheels; here it is read, tests/windows runs it in cmd."""

from __future__ import annotations

import hashlib
import re
import sys
import zipfile
from pathlib import Path

import pytest

from osago_xl.cli.main import COMMANDS

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture
def bundled(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "path", [str(SCRIPTS), *sys.path])
    monkeypatch.delitem(sys.modules, "bundled", raising=False)
    import bundled

    return bundled


@pytest.mark.parametrize("name", ["install.cmd", "demo.cmd"])
def test_a_script_jumps_to_labels_that_exist(name: str) -> None:
    text = (SCRIPTS / name).read_text("cp866")
    assert set(re.findall(r"goto (\w+)", text)) <= set(re.findall(r"^:(\w+)", text, re.MULTILINE))


def test_the_installer_calls_commands_that_exist() -> None:
    called = re.findall(r"-m osago_xl (\w+)", (SCRIPTS / "install.cmd").read_text("cp866"))
    assert called == ["new", "install", "doctor"] and set(called) <= set(COMMANDS)


@pytest.mark.parametrize("name", ["install.cmd", "demo.cmd"])
def test_what_cmd_executes_is_ascii(name: str) -> None:
    """Russian, in the code page of a Russian cmd, is only said, by echo."""
    lines = (SCRIPTS / name).read_bytes().split(b"\n")
    assert all(line.isascii() or line.startswith(b"echo ") for line in lines)
    assert not any(sign in line for line in lines if line.startswith(b"echo ") for sign in b"&|<>^%")


def test_a_wheel_that_the_lock_does_not_know_stays_out_of_the_archive(bundled, tmp_path: Path) -> None:
    (tmp_path / "openpyxl-3.1.5-py2.py3-none-any.whl").write_bytes(b"exchanged on the way")
    with pytest.raises(SystemExit, match=r"openpyxl-3\.1\.5"):
        bundled.requirements(tmp_path)


def test_each_file_of_the_archive_has_its_hash(bundled, tmp_path: Path) -> None:
    (tmp_path / "osago_xl-0.3.0-py3-none-any.whl").write_bytes(b"ours")
    digest = hashlib.sha256(b"ours").hexdigest()
    assert bundled.requirements(tmp_path) == f"osago-xl==0.3.0 --hash=sha256:{digest}"


def test_an_embeddable_python_is_told_where_packages_are(bundled, tmp_path: Path) -> None:
    archive = tmp_path / "python-3.11.9-embed-amd64.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("python.exe", b"MZ")
        zipped.writestr("python311._pth", "python311.zip\r\n.\r\n#import site\r\n")
    bundled.embedded(archive, tmp_path / "python")
    paths = (tmp_path / "python" / "python311._pth").read_text("ascii").splitlines()
    assert paths == ["python311.zip", ".", "Lib\\site-packages", "import site"]
