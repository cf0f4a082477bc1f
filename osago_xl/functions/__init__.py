"""Worksheet functions. Importing the package enters all of them in `registry.FUNCTIONS`."""

from __future__ import annotations

from osago_xl.functions import contract, factors, registry, term

__all__ = ["contract", "factors", "registry", "term"]
