"""Ribbon group База: «Проверить базу» and its safe corrections."""

from __future__ import annotations

from collections import Counter

from osago_xl.actions.registry import action
from osago_xl.schema.sheets.technical import FINDINGS
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work


@action(
    "check_base",
    group="База",
    label="Проверить базу",
    image="ErrorChecking",
    tip="Ошибки со ссылкой на ячейку",
    supertip="Находки на листе «Проверка». Где есть безопасная замена, поставьте «да» и нажмите кнопку ещё раз.",
    large=True,
    mends=True,
)
def check_base(work: Work, ui: Ui) -> Report:
    """Correct what the agent marked, check everything, and list the findings with a link to each cell."""
    from osago_xl.checks.run import as_answer, as_rows, findings, subject

    fixed = _fix_marked(work, ui)
    found = findings(work)
    work.replace(FINDINGS, as_rows(work, found))
    work.set_setting("cfg_checked", work.today)
    levels = Counter(finding.level for finding in found)
    text = f"Ошибок: {levels['error']}, предупреждений: {levels['warning']}."
    if fixed:
        text = f"Исправлено: {fixed}. {text}"
    subjects = Counter(map(subject, found))
    details = [f"{name}: {count}" for name, count in subjects.most_common()]
    return Report(text, details, show="Проверка", data=[as_answer(work, finding) for finding in found])


def _fix_marked(work: Work, ui: Ui) -> int:
    """Write the proposed values of the findings marked «да», after a preview."""
    from osago_xl.checks.run import as_row, findings

    marked = {(r["row_key"], r["sheet"], r["column"], r["rule"]) for r in work.rows(FINDINGS) if r["fix"] == "да"}
    if not marked:
        return 0
    todo = [f for f in findings(work) if f.fix is not None and _sign(as_row(work, f)) in marked]
    if not todo:
        return 0
    preview = "\n".join(f"{f.row[f.column]} → {f.fix}" for f in todo[:10])
    if not ui.ask(f"Исправить ячеек: {len(todo)}?\n{preview}"):
        return 0
    for finding in todo:
        work.set(work.named(finding.table), finding.row, **{finding.column: finding.fix})
    return len(todo)


def _sign(row: dict[str, str]) -> tuple[str, str, str, str]:
    return row["row_key"], row["sheet"], row["column"], row["rule"]
