"""Ribbon group Связь: letters, e-mail, SMS, labels, greetings."""

from __future__ import annotations

from osago_xl.actions.registry import action
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work

CONTACT = "Связь"


@action(
    "mailing",
    group=CONTACT,
    label="Рассылка",
    image="MailMergeStartLetters",
    tip="Письма по выделенным строкам или запросу",
    supertip="Сначала показывает первое письмо и число получателей. Без согласия на рекламу предложения не шлёт.",
    large=True,
)
def mailing(work: Work, ui: Ui) -> Report:
    from osago_xl.desk.letters.letters import send_letters

    return send_letters(work, ui)


@action("email_selected", group=CONTACT, label="Письмо", image="CreateEmail", tip="Письмо с вложением по строке")
def email_selected(work: Work, ui: Ui) -> Report:
    from osago_xl.desk.letters.messages import email_clients

    return email_clients(work, ui)


@action("sms_selected", group=CONTACT, label="SMS", image="OmsNewTextMessage", tip="Текст SMS и список номеров")
def sms_selected(work: Work, ui: Ui) -> Report:
    from osago_xl.desk.letters.messages import text_clients

    return text_clients(work, ui)


@action("print_labels", group=CONTACT, label="Наклейки", image="LabelsDialog", tip="Наклейки с адресами")
def print_labels(work: Work, ui: Ui) -> Report:
    from osago_xl.desk.letters.labels import print_address_labels

    return print_address_labels(work, ui)


@action("greetings", group=CONTACT, label="Поздравить", image="HappyFace", tip="Дни рождения и праздники")
def greetings(work: Work, ui: Ui) -> Report:
    from osago_xl.desk.letters.greetings import greet

    return greet(work, ui)


@action(
    "mark_delivery",
    group=CONTACT,
    label="Отметки",
    image="AcceptInvitation",
    tip="Что из рассылки дошло, нет, ответили",
)
def mark_delivery(work: Work, ui: Ui) -> Report:
    from osago_xl.desk.letters.marks import mark

    return mark(work, ui)
