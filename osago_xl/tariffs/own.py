"""The agent's own tariff folder: acts taken from a file and values of his own, beside the shipped acts."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from osago_xl.tariffs.tariffs import Tariffs


def folder() -> Path:
    """Where the agent's acts stand; it need not exist."""
    from platformdirs import user_config_path

    return user_config_path("osago-xl") / "tariffs"


@lru_cache(maxsize=1)
def tariffs() -> Tariffs:
    """The acts as the agent has them, read once; `tariffs.cache_clear` after the folder changed."""
    own = folder()
    return Tariffs.load(own if own.is_dir() else None)
