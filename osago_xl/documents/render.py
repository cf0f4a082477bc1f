"""One document: context → .docx, by the paper's template.

path = render("application_431p", application, folder / "Заявление Иванов.docx")
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from osago_xl.documents.catalogue import open_template, paper
from osago_xl.documents.naming import safe, write_new

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def render(template_id: str, context: DataclassInstance, target: Path, *, own: Path | None = None) -> Path:
    """Make one .docx. `target` is a file, or a folder (the name is then the paper's title).

    `own` is the agent's template or folder of templates. Returns the path written: an existing file stays
    and the new one gets a number. Raises DocumentError.
    """
    path = target / f"{safe(paper(template_id).title)}.docx" if target.is_dir() else target
    return write_new(path, render_bytes(template_id, context, own=own))


def render_bytes(template_id: str, context: DataclassInstance, *, own: Path | None = None) -> bytes:
    """The same, in memory."""
    expected = paper(template_id).context
    if not isinstance(context, expected):
        raise TypeError(f"{template_id} prints {expected.__name__}, not {type(context).__name__}")
    return open_template(template_id, own).render(context)
