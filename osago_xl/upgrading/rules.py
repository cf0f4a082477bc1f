"""Checks and state colours of the table sheets brought to this version."""

from __future__ import annotations

from collections.abc import Iterator

from osago_xl.schema.tables import WorkbookSchema
from osago_xl.upgrading.checks import with_checks
from osago_xl.upgrading.fitting import fittings
from osago_xl.upgrading.formats import with_formats
from osago_xl.upgrading.graft import Graft


def renew_rules(graft: Graft, schema: WorkbookSchema) -> Iterator[str]:
    """A line for every sheet on which checks or colours have changed."""
    for title in {own.sheet: None for name, own in graft.places.tables.items() if name in schema.tables}:
        sheet = graft.open(title)
        before, tail = sheet.tail, sheet.tail
        for fitting in fittings(graft, schema, title):
            source = graft.fresh.sheet(fitting.fresh.sheet).tail
            tail = with_checks(tail, source, fitting, schema.tables[fitting.own.name])
            tail = with_formats(graft.styles, tail, source, fitting)
        if tail != before:
            sheet.tail = tail
            graft.close(title, sheet)
            yield f"Лист «{title}»: обновлены проверки ввода и цвета состояний."
