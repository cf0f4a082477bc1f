"""Standard input and output of the command line: nothing we print may die of a code page.

Windows gives a file or a pipe the code page of the computer (1251 in Russia), where «✓», «→» and «₽» do not exist; only
its console takes everything. Text for people keeps that code page, since Notepad and Excel expect it, and a letter it
lacks is spelled with those it has. What a program reads (JSON, CSV) is UTF-8 everywhere.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from functools import partial

SPELLED = {
    "✓": "+", "✗": "x", "→": "->", "←": "<-", "≥": ">=", "≤": "<=", "≈": "~", "−": "-", "×": "x", "₽": "руб.",
    "«": '"', "»": '"', "„": '"', "“": '"', "”": '"', "’": "'", "–": "-", "—": "-", "…": "...", "№": "N", "·": ".",
    "▸": ">", "•": "*", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "─": "-", "°": " град.", "²": "2",
}  # fmt: skip
"""Signs of our texts that a code page may lack, in letters that 1251 and 866 have; any other becomes «?»."""


def set_up() -> None:
    """Make standard output and the error stream take any text; before the first word is printed."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            handler = f"osago_xl.spelled.{stream.encoding}"
            codecs.register_error(handler, partial(_spell, encoding=stream.encoding))
            stream.reconfigure(errors=handler)


def for_programs() -> None:
    """Standard input and output in UTF-8: what is read and written there is JSON or CSV."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def is_closed_pipe(error: OSError, platform: str = sys.platform) -> bool:
    """Whether the reader of our output has had enough: `osago-xl due … | head`. Windows calls that EINVAL."""
    windows = platform == "win32" and error.errno == errno.EINVAL and error.filename is None
    return isinstance(error, BrokenPipeError) or windows


def stop_printing() -> None:
    """Let nobody read what is still in the buffer: it is flushed at exit, and the pipe is closed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _spell(error: UnicodeError, encoding: str) -> tuple[str, int]:
    """Error handler of codecs: signs that cannot be encoded, in letters that can; it is not told which `encoding`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = "".join(SPELLED.get(sign, "?") for sign in error.object[error.start : error.end])
    # A code page of another country lacks the Russian spelling too; ASCII is everywhere.
    return text.encode(encoding, "replace").decode(encoding), error.end
