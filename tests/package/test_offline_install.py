"""What `scripts/bundle` puts beside the wheels runs on Windows only; here it is read."""

import re
from pathlib import Path

from osago_xl.cli.main import COMMANDS

SCRIPT = Path(__file__).parents[2] / "scripts" / "install.cmd"


def test_the_script_is_what_cmd_can_read():
    script = SCRIPT.read_bytes()
    script.decode("ascii")
    assert script.count(b"\r\n") == script.count(b"\n") > 0


def test_it_calls_commands_that_exist_and_jumps_to_labels_that_exist():
    script = SCRIPT.read_text()
    called = re.findall(r'osago-xl" (\S+)', script)
    assert called == ["new", "install", "doctor"] and set(called) <= set(COMMANDS)
    assert set(re.findall(r"goto (\w+)", script)) == set(re.findall(r"^:(\w+)", script, re.M))
