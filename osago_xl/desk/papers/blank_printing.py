"""«На бланк»: values printed exactly onto a ready-made form, as a PDF at true size."""

from __future__ import annotations

from collections.abc import Sequence

from osago_xl.books.base import Row
from osago_xl.desk.contract.pricing import form_class
from osago_xl.desk.papers.contexts_blanks import POLICY_FORM, RECEIPT, values_for
from osago_xl.desk.papers.filing import OTHER, add_paper, policy_number
from osago_xl.desk.papers.layouts import fields_of, printer_of
from osago_xl.desk.papers.printing import to_printer
from osago_xl.desk.who.selected import chosen
from osago_xl.errors import DocumentError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.common import ELECTRONIC
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.technical import LAYOUTS
from osago_xl.work import asking
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work

_DOCUMENT = {POLICY_FORM: "полис", RECEIPT: "квитанция"}
_SPOILED = "Бланк испорчен? «Бланки» → «Списать» → «Испорчен», затем «На бланк» ещё раз с новым номером."


def print_on_blank(work: Work, ui: Ui) -> Report:
    """One PDF per selected policy, over nothing: the form itself lies in the printer."""
    from osago_xl.documents.overprint import overprint

    policies = chosen(work, ui, POLICIES)
    form = asking.option(ui, "На какой бланк печатать?", _forms(work))
    if form == POLICY_FORM:
        _refuse_electronic(work, policies)
    fields = fields_of(work, form)
    printer = printer_of(work, str(work.settings["cfg_printer"]))
    made = []
    for policy in policies:
        data = overprint(fields, [values_for(work, form, policy)], printer=printer)
        client = work.get(CLIENTS, policy["client"])
        made.append(add_paper(work, f"На бланк {form}", ".pdf", data, client, policy, kind=_DOCUMENT.get(form, OTHER)))
    ui.open(made[0])
    sent = to_printer(work, ui, made, "cfg_copies_other")
    text = f"Готово: {', '.join(path.name for path in made)}. Печатайте в «реальном размере» (100 %).{sent}"
    return Report(text, [_SPOILED], made)


def _refuse_electronic(work: Work, policies: Sequence[Row]) -> None:
    """A paper form under an electronic policy would be a form used up for nothing."""
    electronic = [policy for policy in policies if form_class(work, policy["series"]) == ELECTRONIC]
    if electronic:
        named = ", ".join(policy_number(policy) for policy in electronic)
        raise DocumentError(
            f"Полис электронный, бланка у него нет: {named}. Распечатайте «Печать» → «Сведения о полисе» или уберите "
            "его из выбранных."
        )


def _forms(work: Work) -> list[str]:
    """The policy, the receipt where receipts are written, and the forms the agent has laid out himself."""
    shipped = [POLICY_FORM, RECEIPT] if work.settings["cfg_a7"] == "да" else [POLICY_FORM]
    own = [row["form"] for row in work.rows(LAYOUTS) if row["form"] and row["form"] not in (POLICY_FORM, RECEIPT)]
    return [*shipped, *dict.fromkeys(own)]
