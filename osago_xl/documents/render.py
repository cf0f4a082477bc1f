"""One document or a batch: context → .docx, by the paper's template.

path = render("application_431p", application, folder / "Заявление Иванов.docx")
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from osago_xl.documents.catalogue import open_template, paper
from osago_xl.documents.naming import safe, write_new
from osago_xl.errors import OsagoError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Progress = Callable[[int], bool]  # number of documents done → go on?


@dataclass(frozen=True)
class Job:
    """One document of a batch: what to print, and the file name without extension."""

    context: DataclassInstance
    name: str


@dataclass(frozen=True)
class Batch:
    """What became of a batch: files made, (name, reason) of those that failed, whether it was cancelled."""

    made: tuple[Path, ...]
    failed: tuple[tuple[str, str], ...]
    cancelled: bool


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


def render_batch(
    template_id: str,
    jobs: Iterable[Job],
    folder: Path,
    *,
    own: Path | None = None,
    progress: Progress = lambda done: True,
) -> Batch:
    """Make a document per job. One that fails does not stop the others; `progress` may (by False)."""
    open_template(template_id, own)  # a bad template is one error, not a thousand
    made: list[Path] = []
    failed: list[tuple[str, str]] = []
    cancelled = False
    for job in jobs:
        try:
            made.append(render(template_id, job.context, folder / f"{safe(job.name)}.docx", own=own))
        except OsagoError as error:
            failed.append((job.name, str(error)))
        if not progress(len(made) + len(failed)):
            cancelled = True
            break
    return Batch(tuple(made), tuple(failed), cancelled)
