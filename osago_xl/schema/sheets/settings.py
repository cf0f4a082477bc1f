"""Sheet Настройки: every number and address a command uses, one row each, named cfg_… for formulas."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from osago_xl.schema.columns import Digits, Text, Value
from osago_xl.schema.sheets.common import GREY
from osago_xl.schema.tables import Counter, Highlight, Sheet, Table

if TYPE_CHECKING:
    from osago_xl.schema.rows import SettingsRow

_ABOUT, _CALLS, _SEGMENTS, _RENEWAL, _PRINT = "О себе", "Звонки", "Сегменты", "Пролонгация", "Печать"
_CONTACT, _CHECKS, _FORMS, _MONEY, _BACKUP, _VIEW = "Связь", "Проверки", "Бланки", "Деньги", "Копии", "Вид"

_ROWS: tuple[tuple[str, str, object, str, str, str], ...] = (
    # section, parameter, value, unit, explanation, name
    (_ABOUT, "Ваше имя", "", "", "Полностью: для бумаг и писем", "cfg_my_name"),
    (_ABOUT, "Телефон", "", "", "Ставится в письма и предложения", "cfg_my_phone"),
    (_ABOUT, "E-mail", "", "", "Отправитель писем", "cfg_my_email"),
    (_ABOUT, "Город", "", "", "Ставится в акты и письма", "cfg_my_city"),
    (_ABOUT, "Адрес", "", "", "Обратный адрес на конвертах и в согласиях", "cfg_my_address"),
    (_ABOUT, "ИНН", "", "", "Ваш: в согласиях вы оператор персональных данных", "cfg_my_inn"),
    (_ABOUT, "Уведомление Роскомнадзора", "", "", "Номер или дата: подаётся до того, как вести базу", "cfg_notice"),
    (_CALLS, "Молчание до звонка", 180, "дней", "Если нет N ни у клиента, ни у его услуги", "cfg_silence_days"),
    (_CALLS, "«Скоро» за", 7, "дней", "Янтарная отметка", "cfg_amber_days"),
    (_CALLS, "План звонков в день", 20, "звонков", "Молчащие клиенты дополняют список до плана", "cfg_plan_day"),
    (_CALLS, "План звонков в неделю", 100, "звонков", "План-факт на листе Сводка", "cfg_plan_week"),
    (_CALLS, "План звонков в месяц", 400, "звонков", "План-факт на листе Сводка", "cfg_plan_month"),
    (_CALLS, "Не отвечает: сколько раз", 3, "раз", "После этого предложим «не активный»", "cfg_unanswered"),
    (_CALLS, "Реклама не чаще", 30, "дней", "Одному клиенту одно рекламное письмо за этот срок", "cfg_advert_days"),
    (_CALLS, "День рождения за", 3, "дней", "За сколько дней напоминать", "cfg_birthday_days"),
    (_CALLS, "Рабочие дни", "пн вт ср чт пт", "", "На эти дни раскладываются звонки", "cfg_work_days"),
    (_CALLS, "Список: чьи клиенты", "", "", "Имя агента; пусто = все", "cfg_calls_agent"),
    (_CALLS, "Список: рекламные поводы", "да", "да/нет", "«нет» убирает рекламные поводы", "cfg_calls_adverts"),
    (_SEGMENTS, "VIP от", 50000, "₽ за год", "Премия клиента за 12 месяцев; 0 = без VIP", "cfg_vip"),
    (_SEGMENTS, "Спящий после", 400, "дней", "Без заказа и без действующих полисов", "cfg_asleep_days"),
    (_SEGMENTS, "Потерянный после", 800, "дней", "Без заказа и без действующих полисов", "cfg_gone_days"),
    (_RENEWAL, "Первый звонок за", 30, "дней", "До окончания полиса", "cfg_stage_1"),
    (_RENEWAL, "Второй звонок за", 14, "дней", "До окончания полиса", "cfg_stage_2"),
    (_RENEWAL, "Третий звонок за", 7, "дней", "До окончания полиса", "cfg_stage_3"),
    (_RENEWAL, "Последний звонок за", 1, "день", "До окончания полиса", "cfg_stage_4"),
    (_RENEWAL, "Помнить ушедших", 30, "дней", "Сколько дней после окончания полис ещё в работе", "cfg_lost_days"),
    (_RENEWAL, "Список вперёд", 60, "дней", "На сколько дней вперёд смотрит Пролонгация", "cfg_renewal_ahead"),
    (_RENEWAL, "Проверка после продажи", 3, "дня", "Задача «проверить полис на НСИС»", "cfg_check_after"),
    (_PRINT, "Папка документов", "", "папка", "Пусто = рядом с книгой, «Документы ОСАГО»", "cfg_folder"),
    (_PRINT, "Имя файла", "{документ} {клиент} {полис} {дата}", "", "Части имени документа", "cfg_file_name"),
    (_PRINT, "Принтер", "", "", "Пусто = принтер Windows по умолчанию", "cfg_printer"),
    (_PRINT, "Копий заявления", 1, "шт.", "", "cfg_copies_application"),
    (_PRINT, "Копий полиса", 2, "шт.", "", "cfg_copies_policy"),
    (_PRINT, "Копий прочих бумаг", 1, "шт.", "", "cfg_copies_other"),
    (_PRINT, "Форма заявления", "431-П", "", "431-П или е-ОСАГО", "cfg_application_form"),
    (_PRINT, "Свои шаблоны", "", "папка", "Ваши docx вместо наших; пусто = наши", "cfg_templates"),
    (_PRINT, "Квитанция А-7", "нет", "да/нет", "Выключена: оплату подтверждает чек компании", "cfg_a7"),
    (_PRINT, "Наклейки: столбцов × строк", "3x8", "", "Сетка на листе А4", "cfg_labels"),
    (_CONTACT, "Письма через", "файлы", "", "файлы (.eml) или Outlook", "cfg_mail"),
    (_CONTACT, "Подпись", "", "", "Ставится под письмом", "cfg_signature"),
    (_CONTACT, "Вложение к письму", "", "файл", "Коммерческое предложение по умолчанию", "cfg_attachment"),
    (_CONTACT, "Иностранные мессенджеры", "нет", "да/нет", "Страховщикам и их агентам закрыты с 01.06.2025: проверьте",
     "cfg_messengers"),
    (_CHECKS, "НСИС: проверка полиса", "https://nsis.ru/products/osago/check/", "адрес", "", "cfg_url_nsis"),
    (_CHECKS, "РСА: проверка полиса", "https://dkbm-web.autoins.ru/dkbm-web-1.0/policyInfo.htm", "адрес", "",
     "cfg_url_rsa"),
    (_CHECKS, "РСА: КБМ", "https://dkbm-web.autoins.ru/dkbm-web-1.0/kbm.htm", "адрес", "", "cfg_url_kbm"),
    (_CHECKS, "ЕАИСТО: техосмотр", "https://eaisto.gibdd.ru/", "адрес", "", "cfg_url_inspection"),
    (_CHECKS, "Банк России: тарифы", "https://www.cbr.ru/", "адрес", "Где вы сверяете тарифы", "cfg_url_tariffs"),
    (_CHECKS, "РСА: QR полиса", "https://dkbm-web.autoins.ru/dkbm-web-1.0/qr.htm?id=", "адрес",
     "К адресу добавляются серия и номер", "cfg_url_qr"),
    (_CHECKS, "Проверка стареет за", 30, "дней", "Старше: янтарная отметка", "cfg_check_days"),
    (_FORMS, "Веду бланки", "да", "да/нет", "Бумажные бланки строгой отчётности", "cfg_forms"),
    (_FORMS, "Запас жёлтый", 10, "шт.", "Чистых бланков осталось мало", "cfg_form_yellow"),
    (_FORMS, "Запас красный", 3, "шт.", "Чистых бланков почти нет", "cfg_form_red"),
    (_FORMS, "У субагента: янтарный", 30, "дней", "Бланк давно на руках", "cfg_form_amber_days"),
    (_FORMS, "У субагента: красный", 90, "дней", "Бланк слишком давно на руках", "cfg_form_red_days"),
    (_MONEY, "Удержание при возврате", 23, "%", "Оценка возврата при расторжении", "cfg_refund_percent"),
    (_MONEY, "Дни возврата", "со дня после заявления", "", "или «со дня заявления»", "cfg_refund_days"),
    (_MONEY, "Партнёру", 10, "%", "За клиента, если у партнёра не указано иначе", "cfg_partner_percent"),
    (_MONEY, "Округлять КВ до", Decimal("0.01"), "₽", "0,01 = до копейки, 1 = до рубля, 10 = до десятки",
     "cfg_commission_round"),
    (_MONEY, "Эквайринг", 0, "%", "Что берёт банк с оплаты картой через вас", "cfg_acquiring"),
    (_MONEY, "Сдаю акты", "нет", "да/нет", "Показывать лист Акты", "cfg_acts"),
    (_MONEY, "Перечислить за", 3, "дня", "Премию в компанию, если у компании не указано иначе", "cfg_transfer_days"),
    (_BACKUP, "Папка копий", "", "папка", "Пусто = рядом с книгой, «Копии ОСАГО»", "cfg_backup_folder"),
    (_BACKUP, "Хранить последних", 10, "шт.", "И по одной за день месяца, за месяц года", "cfg_backup_keep"),
    (_BACKUP, "Последняя копия", "", "дата", "Заполняет программа", "cfg_backup_day"),
    (_VIEW, "Вид", "Простой", "", "Простой или Полный; меняет ОСАГО → Листы", "cfg_view"),
    (_VIEW, "Показатели обновлены", "", "дата", "Заполняет «Обновить»", "cfg_refreshed"),
    (_VIEW, "Считать днём", "", "дата", "Пусто = сегодня; дата нужна для проверки «а что будет»", "cfg_date"),
    (_VIEW, "Тарифы на дату", "", "дата", "Пусто = сегодня; лист Тарифы покажет этот день", "cfg_tariff_date"),
    (_VIEW, "Акты тарифов", "", "", "Какие в силе и с какого дня; заполняет «Обновить»", "cfg_tariff_acts"),
    (_VIEW, "Последний импорт", "", "дата", "Заполняет «Импорт»", "cfg_imported"),
    (_VIEW, "База проверена", "", "дата", "Заполняет «Проверить базу»", "cfg_checked"),
)  # fmt: skip

SETTINGS: Table[SettingsRow] = Table(
    name="tblSettings",
    identified_by="name",
    columns=(
        Text("section", "Раздел", width=14, stored=True),
        Text("parameter", "Параметр", width=30, stored=True),
        Value("value", "Значение", width=50),
        Text("unit", "Единица", width=11, stored=True),
        Text("text", "Пояснение", width=54, stored=True),
        Digits("name", "Имя", width=22, hidden=True, stored=True),
    ),
    default_rows=tuple(
        dict(zip(("section", "parameter", "value", "unit", "text", "name"), row, strict=True)) for row in _ROWS
    ),
    highlights=(Highlight("bold", "[@Раздел]<>OFFSET([@Раздел],-1,0)", "Раздел"),),
    exchanged=False,
    merged=False,
    filter_buttons=False,  # names point at single cells: sorting would mix the settings up
)

_PLACES = frozenset({"папка", "файл", "дата"})
_SAID_BY_NAME = frozenset({"cfg_printer", "cfg_signature", "cfg_calls_agent", "cfg_partner_percent"})
OWN = {
    row["name"]: row["value"]
    for row in SETTINGS.default_rows
    if row["section"] == _ABOUT or row["unit"] in _PLACES or row["name"] in _SAID_BY_NAME
}
"""What is said of the owner and his computer, and days of this very book, with what a new workbook has there: nobody
gets it with a part of the base. A new setting of «О себе», a folder, a file or a day belongs here by itself."""

SHEET = Sheet(
    title="Настройки",
    code_name="shSettings",
    colour=GREY,
    shown="simple",
    tables=(("A2", SETTINGS),),
    freeze="C3",
    hint="Меняйте столбец «Значение».",
    counters=(
        Counter(
            "Сегодня",
            'IF(cfg_date="",TODAY(),cfg_date)',
            lambda facts: facts.today,
            name="cfg_today",
            number_format=r"dd\.mm\.yyyy",
        ),
    ),
)
