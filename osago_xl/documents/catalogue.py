"""All papers: which template prints which context."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from osago_xl.documents.contexts.application import Application, ModernApplication
from osago_xl.documents.contexts.consent import AdvertisingConsent, ProcessingConsent, TransferConsent
from osago_xl.documents.contexts.letters import Envelope, Labels, Offer
from osago_xl.documents.contexts.money import ActReport, PaymentNotice, ReceiptA7
from osago_xl.documents.contexts.policy import ChangeApplication, LossHistory, PolicySheet, Termination
from osago_xl.documents.contexts.strict_forms import DamageAct, FormsAct, LossAct, ReturnAct
from osago_xl.documents.template import CompiledTemplate
from osago_xl.errors import DocumentError, why

DASH = "—"  # official forms leave no cell empty
A7_ARCHIVE = (
    "С 01.07.2019 оплату премии подтверждает кассовый чек страховщика (54-ФЗ). Включайте квитанцию А-7, "
    "только если её требует ваша страховая компания."
)
PACKAGE = "osago_xl.templates"


@dataclass(frozen=True)
class Paper:
    """A kind of document: `file` in the templates folder carries the edition of the form in its name."""

    id: str
    title: str
    file: str
    context: type
    empty: str = ""
    off_because: str = ""  # why the paper is switched off until the agent switches it on


PAPERS = (
    Paper("application_431p", "Заявление ОСАГО (431-П)", "application_431p_2014.docx", Application, DASH),
    Paper("application", "Заявление ОСАГО", "application_eosago_2024.docx", ModernApplication, DASH),
    Paper("policy_sheet", "Сведения о полисе", "policy_sheet_2024.docx", PolicySheet, DASH),
    Paper("change", "Заявление об изменении", "change_2026.docx", ChangeApplication, DASH),
    Paper("termination", "Заявление о прекращении", "termination_2026.docx", Termination),
    Paper("loss_history", "Справка об истории", "loss_history_2026.docx", LossHistory, DASH),
    Paper("consent_processing", "Согласие на обработку", "consent_processing_2026.docx", ProcessingConsent),
    Paper("consent_transfer", "Согласие на передачу", "consent_transfer_2026.docx", TransferConsent),
    Paper("consent_advertising", "Согласие на рекламу", "consent_advertising_2026.docx", AdvertisingConsent),
    Paper("offer", "Предложение", "offer_2026.docx", Offer),
    Paper("envelope", "Конверт", "envelope_dl_2026.docx", Envelope),
    Paper("labels", "Наклейки", "labels_70x37_2026.docx", Labels),
    Paper("payment_notice", "Извещение об оплате", "payment_notice_2026.docx", PaymentNotice),
    Paper("receipt_a7", "Квитанция А-7", "receipt_a7_2006.docx", ReceiptA7, DASH, off_because=A7_ARCHIVE),
    Paper("act_report", "Акт-отчёт", "act_report_2026.docx", ActReport),
    Paper("forms_acceptance", "Акт приёмки БСО", "forms_acceptance_2026.docx", FormsAct),
    Paper("forms_transfer", "Акт передачи БСО", "forms_transfer_2026.docx", FormsAct),
    Paper("forms_return", "Акт возврата БСО", "forms_return_2026.docx", ReturnAct),
    Paper("forms_damage", "Акт о порче БСО", "forms_damage_2026.docx", DamageAct),
    Paper("forms_loss", "Акт об утрате БСО", "forms_loss_2026.docx", LossAct),
)
BY_ID = {paper.id: paper for paper in PAPERS}


def paper(template_id: str) -> Paper:
    """The paper of that id; DocumentError names the ones there are."""
    try:
        return BY_ID[template_id]
    except KeyError:
        raise DocumentError(f"Нет документа «{template_id}». Есть: {', '.join(BY_ID)}.") from None


def open_template(template_id: str, own: Path | None = None) -> CompiledTemplate:
    """The compiled template: the agent's own if he has one, else the shipped.

    `own` is a .docx, or a folder in which a file of the shipped name takes its place. Raises
    DocumentError when the file is missing, damaged or prints unknown variables.
    """
    item = paper(template_id)
    path = own / item.file if own is not None and own.is_dir() else own
    if path is None or (path.name == item.file and not path.exists()):
        return _shipped(template_id)
    try:
        modified = path.stat().st_mtime_ns
    except OSError as error:
        raise DocumentError(f"Шаблон «{path}» не найден. Проверьте имя файла и папку.") from error
    return _own(template_id, path, modified)


@lru_cache
def _shipped(template_id: str) -> CompiledTemplate:
    item = BY_ID[template_id]
    return CompiledTemplate(files(PACKAGE).joinpath(item.file).read_bytes(), item.file, item.context, item.empty)


@lru_cache(maxsize=16)
def _own(template_id: str, path: Path, _modified: int) -> CompiledTemplate:
    """`modified` is a part of the cache's key: an edited template is compiled anew."""
    try:
        source = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"Шаблон «{path.name}» не читается: {why(error)}. Закройте его в Word.") from error
    item = BY_ID[template_id]
    return CompiledTemplate(source, path.name, item.context, item.empty)
