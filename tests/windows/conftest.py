"""The computer of these tests."""

from wine_computer import windows

__all__ = ["windows"]
