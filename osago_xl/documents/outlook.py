"""Letters as drafts in Outlook, where there is one (the classic program; the new one takes .eml files)."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from osago_xl.documents.mail import Letter
from osago_xl.errors import EngineError

MAIL_ITEM = 0  # olMailItem

if sys.platform == "win32":

    def save_drafts(letters: Sequence[Letter]) -> None:
        """Put the letters into «Черновики»; EngineError when Outlook is missing or refuses."""
        from pythoncom import com_error
        from win32com.client import Dispatch

        try:
            outlook = Dispatch("Outlook.Application")
            for letter in letters:
                draft = outlook.CreateItem(MAIL_ITEM)
                draft.To, draft.Subject, draft.Body = letter.to, letter.subject, letter.text
                for path in letter.attachments:
                    draft.Attachments.Add(str(path.resolve()))
                draft.Save()
        except com_error as error:
            raise EngineError(
                "Outlook не отвечает. Откройте его и повторите или выберите файлы: «Настройки», «Письма через»."
            ) from error

else:

    def save_drafts(_letters: Sequence[Letter]) -> None:
        """Outlook is only on Windows."""
        raise EngineError("Outlook есть только в Windows. Поставьте «файлы»: «Настройки», «Письма через».")
