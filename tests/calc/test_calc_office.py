"""Start and end of the office process: no test may leave one behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from osago_xl.calc import bridge
from osago_xl.calc import office as office_module
from osago_xl.calc.office import Office
from osago_xl.errors import EngineError

pytestmark = pytest.mark.office

FAKE = """#!/bin/sh
echo "$0 started" >> "{log}"
{action}
"""


def ended(pid, patience=10.0):
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            os.killpg(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """An office that only does `action`; the fixture answers how often it was started."""
    log = tmp_path / "starts.txt"
    script = tmp_path / "soffice"
    bridge.uno()  # the true one, before its folder is hidden
    monkeypatch.setattr(bridge, "find_soffice", lambda: script)

    def make(action):
        script.write_text(FAKE.format(log=log, action=action))
        script.chmod(0o755)
        return lambda: len(log.read_text().splitlines())

    return make


def test_starts_and_ends(tmp_path):
    with Office() as office:
        pid, folder = office.pid, office.folder
        assert office.alive
        assert office.desktop.supportsService("com.sun.star.frame.Desktop")
    assert ended(pid)
    assert not folder.exists()
    assert not office.alive


def test_restarts_after_exit_code_81(fake):
    starts = fake("exit 81")
    with pytest.raises(EngineError, match="не запустился"):
        Office().start(20)
    assert starts() == office_module.STARTS


def test_any_other_end_is_an_error_with_its_output(fake):
    starts = fake("echo 'no display'; exit 1")
    office = Office()
    with pytest.raises(EngineError, match="no display"):
        office.start(20)
    assert starts() == 1
    assert not office.folder.exists()


def test_an_office_that_never_answers_is_killed_with_its_children(fake, tmp_path):
    fake(f"sleep 600 & echo $! > {tmp_path}/child.txt; wait")
    with pytest.raises(EngineError, match="не запустился"):
        Office().start(1)
    child = int((tmp_path / "child.txt").read_text())
    with pytest.raises(ProcessLookupError):
        for _ in range(100):
            os.kill(child, 0)
            time.sleep(0.05)


def test_no_office_is_a_sentence(monkeypatch):
    monkeypatch.setenv("OSAGO_SOFFICE", "/нет/такого")
    bridge.find_soffice.cache_clear()
    try:
        with pytest.raises(EngineError, match="LibreOffice не найден"):
            bridge.find_soffice()
    finally:
        bridge.find_soffice.cache_clear()


def test_a_time_limit_ends_a_blocked_call():
    with Office() as office:
        os.killpg(office.pid, signal.SIGSTOP)
        began = time.monotonic()
        with pytest.raises(bridge.error("uno.Exception")), office.limit(0.5):
            office.service("frame.Desktop")
        assert time.monotonic() - began < 5
        assert not office.alive


def test_stop_does_not_wait_for_a_stopped_office():
    office = Office().start()
    pid = office.pid
    os.killpg(pid, signal.SIGSTOP)
    office.stop(0.5)
    assert ended(pid)


SCRIPT = """
import os, sys, time
from osago_xl.calc.office import Office
office = Office().start()
print(office.pid, office.folder, flush=True)
{end}
"""


@pytest.mark.parametrize("end", ["os.kill(os.getpid(), 9)", "raise RuntimeError"], ids=["killed", "exception"])
def test_the_office_dies_with_us(end):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(end=end)], capture_output=True, text=True, timeout=60, check=False
    )
    pid, folder = done.stdout.split()
    assert ended(int(pid))
    until = time.monotonic() + 5
    while Path(folder).exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(folder).exists()


def test_imports_of_others_are_left_alone():
    import builtins

    before = builtins.__import__
    bridge.uno()
    assert builtins.__import__ is before
