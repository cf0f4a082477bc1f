"""Ribbon group Связь: letters, e-mail, SMS, labels, greetings."""

from __future__ import annotations

from osago_xl.actions.registry import action
from osago_xl.desk.letters.greetings import greet
from osago_xl.desk.letters.labels import print_address_labels
from osago_xl.desk.letters.letters import send_letters
from osago_xl.desk.letters.messages import email_clients, text_clients

CONTACT = "Связь"

action(
    "mailing",
    group=CONTACT,
    label="Рассылка",
    image="MailMerge",
    tip="Письма по выделенным строкам или запросу",
    supertip="Сначала показывает первое письмо и число получателей. Без согласия на рекламу предложения не шлёт.",
    large=True,
)(send_letters)
action("email_selected", group=CONTACT, label="Письмо", image="CreateEmail", tip="Письмо с вложением по строке")(
    email_clients
)
action("sms_selected", group=CONTACT, label="SMS", image="OmsNewTextMessage", tip="Текст SMS и список номеров")(
    text_clients
)
action("print_labels", group=CONTACT, label="Наклейки", image="LabelsDialog", tip="Наклейки с адресами")(
    print_address_labels
)
action("greetings", group=CONTACT, label="Поздравить", image="HappyFace", tip="Дни рождения и праздники")(greet)
