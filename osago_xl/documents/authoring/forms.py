"""Which function writes which template file."""

from __future__ import annotations

from collections.abc import Callable

from osago_xl.documents.authoring import application
from osago_xl.documents.authoring.package import Form

FORMS: dict[str, Callable[[], Form]] = {
    "application_431p_2014.docx": application.form,
}
