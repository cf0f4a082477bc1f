"""«На бланк»: values printed exactly onto a ready-made form, as a PDF at true size."""

from __future__ import annotations

from osago_xl.desk.papers.contexts_blanks import BLANKS, POLICY_FORM, RECEIPT
from osago_xl.desk.papers.filing import add_paper
from osago_xl.desk.papers.layouts import fields_of, printer_of
from osago_xl.desk.papers.printing import to_printer
from osago_xl.desk.who.selected import chosen
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.work import asking
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work

_DOCUMENT = {POLICY_FORM: "полис", RECEIPT: "квитанция"}
_SPOILED = "Бланк испорчен? «Бланки» → «Списать» → «Испорчен», затем «На бланк» ещё раз с новым номером."


def print_on_blank(work: Work, ui: Ui) -> Report:
    """One PDF per selected policy, over nothing: the form itself lies in the printer."""
    from osago_xl.documents.overprint import overprint

    policies = chosen(work, ui, "tblPolicies")
    forms = list(BLANKS) if work.settings["cfg_a7"] == "да" else [POLICY_FORM]
    form = asking.option(ui, "На какой бланк печатать?", forms)
    fields = fields_of(work, form)
    printer = printer_of(work, str(work.settings["cfg_printer"]))
    made = []
    for policy in policies:
        data = overprint(fields, [BLANKS[form](work, policy)], printer=printer)
        client = work.get(CLIENTS, policy["client"])
        made.append(add_paper(work, f"На бланк {form}", ".pdf", data, client, policy, kind=_DOCUMENT[form]))
    ui.open(made[0])
    sent = to_printer(work, ui, made, "cfg_copies_other")
    text = f"Готово: {', '.join(path.name for path in made)}. Печатайте в «реальном размере» (100 %).{sent}"
    return Report(text, [_SPOILED], made)
