"""A paper for a client: its file in his folder, its row in Документы, its link at the policy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

from osago_xl.books.base import Row
from osago_xl.desk.contacts import first_agent
from osago_xl.documents.naming import file_stem, safe, write_new
from osago_xl.domain import names
from osago_xl.errors import DocumentError, EngineError, InputError, why
from osago_xl.schema.facts import Values
from osago_xl.schema.sheets.journals import DOCUMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.values.dates import numeric
from osago_xl.values.text import NBSP
from osago_xl.work.ui import Ui
from osago_xl.work.unit import Work

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FOLDER = "Документы ОСАГО"
LONGEST_NAME = 60  # characters of a client's name in the name of his folder
PATTERN = "{документ} {клиент} {полис} {дата}"

# Template → its kind in Документы. A consent is printed to be signed: it is one only when the signed scan is filed.
_KINDS = {
    "application": "заявление",
    "application_431p": "заявление",
    "change": "заявление",
    "termination": "заявление",
    "policy_sheet": "полис",
    "receipt_a7": "квитанция",
    "act_report": "акт",
    "forms_acceptance": "акт",
    "forms_transfer": "акт",
    "forms_return": "акт",
    "forms_damage": "акт",
    "forms_loss": "акт",
    "offer": "письмо",
    "envelope": "письмо",
}
OTHER = "прочее"


def make_paper(
    work: Work,
    ui: Ui,
    template_id: str,
    context: DataclassInstance,
    *,
    client: Row | None,
    policy: Row | None = None,
    pdf: bool = False,
) -> Path:
    """Make one paper and enter it in Документы (a paper of no client lies in the common folder, without a row).

    Returns the .docx; with `pdf` a PDF lies beside it when there is an office to make it. An existing file stays
    and the new one gets a number; what was made is taken away again when the command fails. Raises DocumentError.
    """
    from osago_xl.documents.catalogue import paper
    from osago_xl.documents.render import render

    item = paper(template_id)
    folder = paper_folder(work, client) if client else documents_root(work)
    make_folder(folder)
    path = render(template_id, context, folder / f"{paper_name(work, item.title, client, policy)}.docx", own=own(work))
    work.made.append(path)
    if client:
        file_document(work, path, client, policy, kind=_KINDS.get(template_id, OTHER), comment=item.title)
    if pdf:
        make_pdfs(work, ui, [path])
    return path


def add_paper(
    work: Work, title: str, suffix: str, data: bytes, client: Row, policy: Row | None = None, *, kind: str, **more: str
) -> Path:
    """A ready file (PDF, scan, letter) put into the client's folder under a name by the pattern, and its row."""
    folder = paper_folder(work, client)
    make_folder(folder)
    path = write_new(folder / f"{paper_name(work, title, client, policy)}{suffix}", data)
    work.made.append(path)
    file_document(work, path, client, policy, kind=kind, **({"comment": title} | more))
    return path


def file_document(work: Work, path: Path, client: Row, policy: Row | None, *, kind: str, **more: str) -> Row:
    """The row of Документы for a file that lies in the client's folder, and the folder's link at the policy."""
    if policy:
        work.set(POLICIES, policy, folder_path=link_text(work, path.parent))
    values = {"source": "программа"} | more
    return work.add(
        DOCUMENTS,
        day=work.today,
        kind=kind,
        number=policy_number(policy) if policy else "",
        client=client["key"],
        policy=policy["key"] if policy else "",
        file=link_text(work, path),
        by=first_agent(work),
        **values,
    )


def documents_root(work: Work) -> Path:
    """The folder of all papers: the one of the settings, else «Документы ОСАГО» beside the book."""
    named, beside = str(work.settings["cfg_folder"]).strip(), work.path.parent if work.path else None
    if named:
        return (beside or Path()) / Path(named).expanduser()
    if beside is None:
        raise DocumentError(
            "Книга ещё не сохранена, и папки для документов нет. Сохраните книгу или укажите папку: "
            "«Настройки», «Папка документов»."
        )
    return beside / FOLDER


def paper_folder(work: Work, client: Row) -> Path:
    """The client's folder «Иванов И.И. К-000123»; found again by its papers when his name has changed.

    A folder with his key and another name that this book has put no paper into is a namesake's of another book.
    """
    root, key = documents_root(work), client["key"]
    usual = root / safe(f"{short_name(client)[:LONGEST_NAME]} {key}")
    if usual.is_dir() or not root.is_dir():
        return usual
    alike = sorted(path for path in root.iterdir() if path.name.endswith(f" {key}"))
    ours = _folders_of(work, key) if alike else set()
    return next((path for path in alike if path.name in ours), usual)


def _folders_of(work: Work, client: str) -> set[str]:
    """Names of the folders in which the papers of a client lie, as the links of this book have them."""
    files = [PureWindowsPath(row["file"]).parent for row in work.linked(DOCUMENTS, "client", {client}) if row["file"]]
    policies = work.linked(POLICIES, "client", {client})
    return {path.name for path in [*files, *(PureWindowsPath(row["folder_path"] or "") for row in policies)]}


def short_name(client: Row) -> str:
    """«Иванов И.И.», or the name of a company as it is."""
    try:
        person = names.split(paper_name_of(client))
    except InputError:
        return paper_name_of(client)
    return person.short.replace(f".{NBSP}", ".").replace(NBSP, " ")


def paper_name_of(client: Values) -> str:
    """The client's name as papers write it."""
    return str(client["paper_name"] or client["name"])


def paper_name(work: Work, title: str, client: Row | None, policy: Row | None) -> str:
    """A file name without extension by the agent's pattern."""
    values = {
        "документ": title,
        "клиент": short_name(client) if client else "",
        "полис": policy_number(policy) if policy else "",
        "дата": numeric(work.today),
    }
    return file_stem(str(work.settings["cfg_file_name"]) or PATTERN, values)


def policy_number(policy: Row) -> str:
    """«ХХХ 0123456789», or the policy's key before it has a number."""
    return f"{policy['series']} {policy['number']}".strip() or str(policy["key"])


def link_text(work: Work, path: Path) -> str:
    """The path as a link of the workbook holds it: relative to the book, so that both may move together."""
    try:
        return path.relative_to(work.path.parent).as_posix() if work.path else str(path)
    except ValueError:
        return str(path)


def own(work: Work) -> Path | None:
    """The agent's folder of templates, None for the shipped ones. DocumentError when it is not there."""
    named = str(work.settings["cfg_templates"]).strip()
    if not named:
        return None
    folder = Path(named).expanduser()
    if not folder.is_dir():
        raise DocumentError(f"Папки шаблонов «{named}» нет. Проверьте «Настройки», «Свои шаблоны», или очистите её.")
    return folder


def make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DocumentError(
            f"Папку «{folder}» создать не удалось: {why(error)}. Укажите другую: «Настройки», «Папка документов»."
        ) from error


def make_pdfs(work: Work, ui: Ui, documents: Sequence[Path]) -> None:
    """A PDF beside each document when there is an office; one that fails does not take the documents away."""
    from osago_xl.documents.office import has_office
    from osago_xl.documents.pdf import to_pdf

    if not has_office():
        return
    try:
        work.made += to_pdf(documents, documents[0].parent)
    except EngineError as error:
        ui.say(f"Документ готов, а PDF не получился. {error}")
