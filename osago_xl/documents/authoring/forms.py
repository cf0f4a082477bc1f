"""Which function writes which template file."""

from __future__ import annotations

from collections.abc import Callable

from osago_xl.documents.authoring import acts, application, consents, contract, letters, modern, money, policy
from osago_xl.documents.authoring.package import Form

FORMS: dict[str, Callable[[], Form]] = {
    "application_431p_2014.docx": application.form,
    "application_eosago_2024.docx": modern.form,
    "policy_sheet_2024.docx": policy.form,
    "change_2026.docx": contract.change,
    "termination_2026.docx": contract.termination,
    "loss_history_2026.docx": contract.history,
    "consent_processing_2026.docx": consents.processing,
    "consent_transfer_2026.docx": consents.transfer,
    "consent_advertising_2026.docx": consents.advertising,
    "offer_2026.docx": letters.offer,
    "envelope_dl_2026.docx": letters.envelope,
    "labels_70x37_2026.docx": letters.labels,
    "payment_notice_2026.docx": money.notice,
    "receipt_a7_2006.docx": money.receipt_a7,
    "act_report_2026.docx": money.act_report,
    "forms_acceptance_2026.docx": acts.acceptance,
    "forms_transfer_2026.docx": acts.transfer,
    "forms_return_2026.docx": acts.returned,
    "forms_damage_2026.docx": acts.damage,
    "forms_loss_2026.docx": acts.loss,
}
