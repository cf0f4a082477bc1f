"""The package as it was released, for figures side by side: taken out of the history, never installed."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

RELEASED = "761b0d2"
"""The last state of version 0.2.0."""


def released(folder: Path) -> Path:
    """The sources of 0.2.0 in `folder`."""
    root = Path(__file__).parents[1]
    packed = subprocess.run(["git", "-C", root, "archive", RELEASED, "osago_xl"], capture_output=True, check=True)
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def run(script: str, source: Path, *arguments: str) -> Any:
    """What a script prints as JSON, run in a process of its own on these sources."""
    command = [sys.executable, str(Path(__file__).parent / script), *arguments]
    environment = os.environ | {"PYTHONPATH": str(source)}
    return json.loads(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True).stdout)
