"""The clipboard of Windows; elsewhere the first of the usual command line tools that is there."""

from __future__ import annotations

import shutil
import subprocess
import sys

from osago_xl.errors import EngineError

_TOOLS = (["wl-copy"], ["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"], ["pbcopy"])


def put(text: str) -> None:
    """Put a text on the clipboard; EngineError when there is none."""
    if sys.platform == "win32":
        import win32clipboard

        win32clipboard.OpenClipboard()
        try:
            win32clipboard.EmptyClipboard()
            win32clipboard.SetClipboardText(text, win32clipboard.CF_UNICODETEXT)
        finally:
            win32clipboard.CloseClipboard()
        return
    tool = next((command for command in _TOOLS if shutil.which(command[0])), None)
    if tool is None:
        raise EngineError(f"Буфер обмена недоступен. Скопируйте вручную: {text}")
    subprocess.run(tool, input=text.encode(), check=True, timeout=5)
