"""What of a workbook is program and not data: macros, ribbon, hidden technical sheets, stamps of versions."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from lxml import etree

from osago_xl.books.package import Package
from osago_xl.books.parts import announce, relate
from osago_xl.books.places import WORKBOOK, parse, relations
from osago_xl.books.version import PROPERTIES
from osago_xl.keeping.foreign import TECHNICAL
from osago_xl.upgrading.graft import Graft
from osago_xl.upgrading.homes import code_names

_VBA, _RIBBON = "/vbaProject", "/ui/extensibility"
_OURS_IN_A_PROJECT = ("dir", "_vba_project", "project", "projectwm", "thisworkbook")


def renew_program(graft: Graft) -> Iterator[str]:
    """Macros, ribbon, technical sheets and stamps of this version; a line for every module of the agent's own."""
    for title in sorted(TECHNICAL & graft.places.sheets.keys()):
        graft.close(title, graft.sheet(title))
    yield from _renew_macros(graft)
    _replace(graft, "", _RIBBON)
    _stamp(graft)


def _renew_macros(graft: Graft) -> Iterator[str]:
    old = _find(graft.package, WORKBOOK, _VBA)
    if not old:
        yield "В книге нет макросов: её сохранили без них, и кнопки в ней не работают. Сохраните её как .xlsm из копии."
        return
    new = _find(graft.fresh.package, WORKBOOK, _VBA)
    if graft.package.read(old) != graft.fresh.package.read(new):
        modules = _modules(graft.package.read(old))
        if not modules:
            yield "Макросы книги повреждены: поставлены макросы программы, прежние остались в копии."
        strange = modules - _modules(graft.fresh.package.read(new))
        # every sheet has a module of its own, which on a sheet of the agent's is as good as always empty
        strange -= {name.lower() for name in code_names(graft.package, graft.places).values()}
        if strange:
            yield f"Ваши макросы остались в копии: {', '.join(sorted(strange))}. Перенесите их через Alt+F11."
    _replace(graft, WORKBOOK, _VBA)


def _replace(graft: Graft, owner: str, kind: str) -> None:
    """The part in this relation to `owner` becomes that of the fresh book."""
    source, target = _find(graft.fresh.package, owner, kind), _find(graft.package, owner, kind)
    data = graft.fresh.package.read(source)
    if not target:
        graft.package.write(source, [data])
        relate(graft.package, owner, _kind_of(graft, owner, source), source)
    elif graft.package.read(target) != data:
        graft.package.write(target, [data])


def _find(package: Package, owner: str, kind: str) -> str:
    return next((part for type, part in relations(package, owner).values() if type.endswith(kind)), "")


def _modules(project: bytes) -> set[str]:
    """Names of the modules of a VBA project, in small letters; none of a damaged one."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(project)) as container:
            names = {path[-1].lower() for path in container.listdir() if path[0].upper() == "VBA"}
    except (OSError, LookupError, ValueError, struct.error):  # what olefile does on rubbish
        return set()
    return {name for name in names if not name.startswith("__srp_")} - set(_OURS_IN_A_PROJECT)


def _stamp(graft: Graft) -> None:
    fresh = parse(graft.fresh.package, PROPERTIES)
    if PROPERTIES not in graft.package:
        graft.package.write(PROPERTIES, [graft.fresh.package.read(PROPERTIES)])
        announce(graft.package, PROPERTIES, graft.content_type(PROPERTIES))
        relate(graft.package, "", _kind_of(graft, "", PROPERTIES), PROPERTIES)
        return
    root = parse(graft.package, PROPERTIES)
    known = {each.get("name"): each for each in root}
    before = etree.tostring(root)
    for each in fresh:
        old = known.get(each.get("name"))
        if old is not None:
            old[:] = list(each)
        else:
            each.set("pid", str(max([1, *(int(own.get("pid")) for own in root)]) + 1))
            root.append(each)
    if etree.tostring(root) != before:
        graft.package.write(PROPERTIES, [etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)])


def _kind_of(graft: Graft, owner: str, part: str) -> str:
    return next(kind for kind, target in relations(graft.fresh.package, owner).values() if target == part)
