"""UNO exceptions end here: everything above the engine sees EngineError or BookError with a Russian sentence.

A UNO exception must not travel further anyway: passing a generator-based context manager (`App.properties` of xlwings)
it turns into "Couldn't convert <traceback>".
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from osago_xl.calc import bridge
from osago_xl.calc.office import LOST, lost
from osago_xl.errors import EngineError

REFUSED = "LibreOffice не выполнил действие ({action}): {reason}"

_Class = TypeVar("_Class", bound=type)


def guarded(cls: _Class) -> _Class:
    """Class decorator: UNO exceptions out of methods and properties of `cls` become EngineError."""
    for name, member in list(vars(cls).items()):
        if isinstance(member, property):
            getter, setter = member.fget, member.fset
            setattr(cls, name, property(getter and _wrapped(getter, name), setter and _wrapped(setter, name)))
        elif callable(member) and not isinstance(member, type) and (not name.startswith("__") or name in DUNDERS):
            setattr(cls, name, _wrapped(member, name))
    return cls


DUNDERS = {"__init__", "__call__", "__len__", "__iter__", "__contains__"}


def _wrapped(method: Callable[..., Any], name: str) -> Callable[..., Any]:
    @functools.wraps(method)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return method(*args, **kwargs)
        except bridge.error("uno.Exception") as error:
            raise translated(error, name) from None

    return call


def translated(error: Exception, action: str) -> EngineError:
    """What a UNO exception means to the agent: the office is gone, or it refused."""
    if lost():
        return EngineError(LOST)
    reason = str(getattr(error, "Message", "")) or type(error).__name__
    return EngineError(REFUSED.format(action=action, reason=reason))
