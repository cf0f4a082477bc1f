"""Ribbon group База: copies, restoring, merging, a sub-agent's part, the password."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from osago_xl.actions.registry import action
from osago_xl.errors import BookError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.work import asking
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work

if TYPE_CHECKING:
    from osago_xl.keeping.differences import Difference


@action(
    "backup_now",
    group="База",
    label="Копия",
    image="FileBackupDatabase",
    tip="Копия с проверкой",
    supertip="Книга копируется как есть, с несохранёнными правками. Копия прочитывается обратно и строки считаются.",
)
def backup_now(work: Work, _ui: Ui) -> Report:
    from osago_xl.keeping.backup import backup

    copy = backup(work)
    rows = copy.manifest.rows
    counted = f"клиентов {rows.get(CLIENTS.name, 0)}, полисов {rows.get(POLICIES.name, 0)}"
    checked = f"прочитана обратно, {counted}" if rows else "совпала до байта, прочитать мешает пароль"
    return Report(f"Копия сделана: {checked}. {copy.path}", files=[copy.path])


@action(
    "restore_backup",
    group="База",
    label="Восстановить",
    image="FileVersionHistory",
    tip="Посмотреть отличия и вернуть",
    supertip="Сначала показывает, чем копия отличается от книги. Перед возвратом делается копия нынешнего состояния.",
    bulk=True,
)
def restore_backup(work: Work, ui: Ui) -> Report:
    from osago_xl.keeping.copies import copies, folder_of
    from osago_xl.keeping.restore import bring_back, compare, rows_of

    path = _path(work)
    found = copies(folder_of(path, work.settings.get("cfg_backup_folder")), path)
    if not found:
        raise BookError("Копий этой книги в папке копий нет. Папку можно указать на листе «Настройки», «Папка копий».")
    chosen = ui.choose("Какую копию посмотреть?", [copy.label for copy in found])
    if chosen is None:
        raise Cancelled
    copy = found[chosen]
    password = ui.prompt("Пароль копии") if copy.manifest.encrypted else None
    changed = compare(work, rows_of(copy, work.schema, password))
    if not changed:
        return Report("Копия не отличается от книги: восстанавливать нечего.")
    wanted = _wanted(work, ui, changed)
    bring_back(work, wanted)
    return Report(f"Возвращено из копии {copy.manifest.made:%d.%m.%Y %H:%M}: строк {len(wanted)}.")


@action(
    "merge_bases",
    group="База",
    label="Объединить",
    image="Consolidate",
    tip="Две базы в одну",
    supertip="Те же люди, машины, полисы и бланки узнаются. Где базы расходятся, оба значения видны на листе «Отчёт».",
    bulk=True,
)
def merge_bases(work: Work, ui: Ui) -> Report:
    from osago_xl.keeping.merge import Rule
    from osago_xl.keeping.merge_files import PATTERNS, conflict_copies, merge_files

    paths = conflict_copies(_path(work))
    names = ", ".join(path.name for path in paths)
    if not paths or not ui.ask(f"Рядом лежат копии из облачной папки: {names}. Объединить с ними?"):
        paths = ui.pick_files("Какие базы объединить с этой", PATTERNS)
    if not paths:
        raise Cancelled
    rules = (("взять более новое", Rule.NEWER), ("оставить наше", Rule.FILLED), ("спрашивать", Rule.ASK))
    chosen = ui.choose("Если базы расходятся:", [text for text, _ in rules])
    if chosen is None:
        raise Cancelled
    return merge_files(work, ui, paths, rules[chosen][1], lambda path: _password(ui, path))


@action(
    "split_base",
    group="База",
    label="Часть базы",
    image="DistributionListAddNewMember",
    tip="Книга субагента только с его клиентами",
    supertip="Ваше вознаграждение и чужие клиенты в неё не попадают. Вернуть его работу в базу: «Объединить».",
)
def split_base(work: Work, ui: Ui) -> Report:
    from osago_xl.keeping.split import split

    path = _path(work)
    agents = [row["agent"] for row in work.rows(AGENTS) if row["role"] != "я"]
    if not agents:
        raise BookError("На листе «Агенты» нет никого, кроме вас. Впишите субагента и повторите.")
    chosen = ui.choose("Чья часть базы?", agents)
    if chosen is None:
        raise Cancelled
    password = ui.prompt("Пароль его книги (пусто = без пароля)")
    target = path.with_name(f"{path.stem} {agents[chosen]}.xlsm")
    counts = split(work, agents[chosen], target, password or None)
    work.made.append(target)
    text = f"Книга для «{agents[chosen]}»: клиентов {counts[CLIENTS.name]}, полисов {counts[POLICIES.name]}. {target}"
    return Report(f"{text} Бланки и акты остались в вашей базе.", files=[target])


@action(
    "set_password",
    group="База",
    label="Пароль",
    image="FileDocumentEncrypt",
    tip="Пароль на открытие книги",
    supertip="Книга шифруется по стандарту Office. Забытый пароль не восстановить: храните его отдельно от книги.",
)
def set_password(work: Work, ui: Ui) -> Report:
    from osago_xl.keeping import password

    if work.password_dialog():
        return Report("")
    _, old = work.snapshot()
    new, again = ui.prompt("Новый пароль (пусто = снять)"), ui.prompt("Ещё раз")
    if new != again:
        raise BookError("Пароли не совпали. Книга осталась с прежним.")
    password.set_password(_path(work), old, new or None)
    return Report("Пароль установлен." if new else "Пароль снят.")


def _wanted(work: Work, ui: Ui, changed: Sequence[Difference]) -> list[Difference]:
    """What is to come back: everything, one sheet, or one row."""
    from osago_xl.keeping.restore import preview

    names = list(dict.fromkeys(each.table.name for each in changed))
    titles = [work.schema.sheet_of[name].title for name in names]
    question = "\n".join([*preview(work.schema, changed, shown=8), "Что вернуть?"])
    what = ui.choose(question, ["всё", *titles, "строку по ключу"])
    if what is None:
        raise Cancelled
    if what <= len(titles):
        return [each for each in changed if what == 0 or each.table.name == names[what - 1]]
    key = asking.text(ui, "Ключ строки", changed[0].key)
    wanted = [each for each in changed if each.key == key]
    if not wanted:
        raise BookError(f"Строка {key} в копии такая же, как в книге, или её нет ни там, ни тут. Проверьте ключ.")
    return wanted


def _path(work: Work) -> Path:
    if work.path is None:
        raise BookError("Книга ещё не сохранена. Сохраните её (Ctrl+S) и повторите.")
    return work.path


def _password(ui: Ui, path: Path) -> str | None:
    from osago_xl.books import is_encrypted

    return ui.prompt(f"Пароль книги «{path.name}»") if is_encrypted(path) else None
