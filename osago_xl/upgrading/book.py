"""The whole upgrade of a workbook in memory: structure first, then the values of all formulas."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from osago_xl.books.areas import Area
from osago_xl.books.base import Changes, Row
from osago_xl.books.depends import TODAY, node
from osago_xl.books.file_content import Content
from osago_xl.books.heap import without_collector
from osago_xl.books.package import Package
from osago_xl.books.parts import drop_calc_chain
from osago_xl.books.patch import Patch
from osago_xl.errors import BookError
from osago_xl.keeping.fresh import new_workbook
from osago_xl.schema.sheets.settings import SETTINGS
from osago_xl.schema.tables import WorkbookSchema
from osago_xl.upgrading.columns import add_columns
from osago_xl.upgrading.forms import renew_forms
from osago_xl.upgrading.formulas import renew_formulas
from osago_xl.upgrading.graft import Graft
from osago_xl.upgrading.homes import former_sheets, homes
from osago_xl.upgrading.looks import renew_looks
from osago_xl.upgrading.names import reference, set_names, texts_of
from osago_xl.upgrading.program import renew_program
from osago_xl.upgrading.rows import RowsOnce, former_settings, known_columns, read_rows, row_changes
from osago_xl.upgrading.rules import renew_rules
from osago_xl.upgrading.sheets import add_sheets, add_tables
from osago_xl.upgrading.top_line import counters, renew_top_lines


@dataclass
class Done:
    """What has been done, in sentences: `changed` in the book, `lost` from it. `rows`: table → rows carried."""

    changed: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)


def is_complete(content: Content, schema: WorkbookSchema) -> bool:
    """Whether a file has all tables and columns of the declaration."""
    tables = content.places.tables
    return all(
        name in tables and table.by_header.keys() <= tables[name].position.keys()
        for name, table in schema.tables.items()
    )


@without_collector()
def upgraded(old: Content, today: date, schema: WorkbookSchema) -> tuple[bytes, Done]:
    """The file brought to this version, read back and compared; BookError when a single cell came out different."""
    done = Done()
    package, fresh = Package(old.data), Content(new_workbook({}, today, schema=schema))
    formulas, forms = _patch_structure(package, old, fresh, schema, done)
    content = Content(package.to_bytes())
    done.changed += [f"Настройка «{name}» больше не действует." for name in former_settings(content, schema)]
    rows = RowsOnce(content)
    changes = Changes(row_changes(old, content, fresh, schema, formulas, rows), forms)
    stale = {TODAY, *(node(name, header) for name, headers in formulas.items() for header in headers)}
    patch = Patch(schema, Package(content.data), content.places, rows)
    result = Package(patch.apply(changes, today, stale))
    set_names(result, _setting_names(Content(result.to_bytes()), schema))
    data = result.to_bytes()
    done.rows = _compared(old, Content(data), schema)
    return data, done


def _patch_structure(
    package: Package, old: Content, fresh: Content, schema: WorkbookSchema, done: Done
) -> tuple[dict[str, list[str]], dict[str, dict[str, object]]]:
    """All parts but the values; headers of new formulas by table, and the values for forms drawn anew."""
    here = homes(package, old.places, schema)
    graft = Graft(package, fresh, {title: own for title, own in here.items() if title != own})
    former = [title for title in former_sheets(package, old.places, schema) if title not in here.values()]
    done.changed += [f"Лист «{title}» этой версии не нужен: он остался как ваш." for title in former]
    done.changed += [*add_columns(graft, schema), *add_sheets(graft, here), *add_tables(graft, schema)]
    renewal = renew_formulas(graft, schema)
    done.changed += [*renew_rules(graft, schema), *renew_looks(graft, schema, here)]
    done.lost += [*renewal.lost, *renew_top_lines(graft, schema, here)]
    forms = renew_forms(graft, schema, here)
    done.changed += forms.renewed
    done.lost += [*forms.lost, *renew_program(graft)]
    _define(graft, schema, here)
    drop_calc_chain(package)
    graft.finish()
    return _new_formulas(old, schema, renewal.headers), forms.values


def _new_formulas(old: Content, schema: WorkbookSchema, renewed: dict[str, list[str]]) -> dict[str, list[str]]:
    """Columns whose formula was not in the file, or was another one."""
    found = {name: list(headers) for name, headers in renewed.items()}
    for name, place in old.places.tables.items():
        table = schema.tables.get(name)
        new = [column.header for column in table.computed if column.header not in place.position] if table else []
        if new:
            found.setdefault(name, []).extend(new)
    return {
        name: [header for header in headers if schema.tables[name].by_header[header].formula]
        for name, headers in found.items()
    }


def _define(graft: Graft, schema: WorkbookSchema, here: dict[str, str]) -> None:
    """Lists, counters and the cells of forms that came with this version."""
    texts = texts_of(graft.fresh.package)
    new = [sheet.form.prefix for sheet in schema.sheets if sheet.form and sheet.title not in here]
    wanted = {name: text for name, text in texts.items() if name in schema.lists or name.startswith(tuple(new))}
    set_names(graft.package, wanted | counters(graft, schema, here))


def _setting_names(content: Content, schema: WorkbookSchema) -> dict[str, str]:
    """Where the value of every setting stands."""
    place, table = content.places.tables[SETTINGS.name], schema.tables[SETTINGS.name]
    column = place.position[table.by_key["value"].header]
    ours = {row["name"] for row in table.default_rows}
    return {
        row["name"]: reference(place.sheet, Area(place.first + row.at, column, place.first + row.at, column))
        for row in read_rows(content, table)
        if row["name"] in ours
    }


def _compared(old: Content, new: Content, schema: WorkbookSchema) -> dict[str, int]:
    """Table → rows, after every stored cell has been found as it was."""
    counts: dict[str, int] = {}
    for name, place in old.places.tables.items():
        if name not in schema.tables or schema.tables[name].made == "from the acts":
            continue
        table = known_columns(schema.tables[name], place)
        table = replace(table, columns=tuple(column for column in table.columns if not column.formula))
        before, after = read_rows(old, table), read_rows(new, table)
        keys = [column.key for column in table.columns]
        if name == SETTINGS.name:
            keys = ["name", "value"]
            after = after[: len(before)]
        if _cells(before, keys) != _cells(after, keys):
            raise BookError(f"Обновление не сошлось с книгой: таблица {name}. Книга осталась прежней. Напишите нам.")
        counts[name] = len(before)
    return counts


def _cells(rows: list[Row], keys: list[str]) -> list[list[object]]:
    return [[row.at, *(row[key] for key in keys)] for row in rows]
