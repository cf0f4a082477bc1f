"""The computer of these tests."""

from computer import computer

__all__ = ["computer"]
