"""osago-xl uninstall: take back what install changed; workbooks stay."""

from __future__ import annotations

import argparse

from osago_xl.excel.environment import Environment, ThisComputer


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None: what to take back is known."""


def run(_args: argparse.Namespace, environment: Environment | None = None) -> int:
    from osago_xl.excel.install import uninstall

    print(*uninstall(environment or ThisComputer()), sep="\n")
    return 0
