"""The program's own log: rotating, in the user's log folder, without data of clients."""

from __future__ import annotations

import logging
from functools import cache
from logging.handlers import RotatingFileHandler


@cache
def logger() -> logging.Logger:
    """Names of commands, kinds of failures and places in our code; never a value from a cell."""
    from platformdirs import user_log_path

    log = logging.getLogger("osago_xl")
    log.setLevel(logging.INFO)
    log.propagate = False
    folder = user_log_path("osago-xl", ensure_exists=True)
    handler = RotatingFileHandler(folder / "osago-xl.log", maxBytes=500_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    return log
