"""«Записать»: what cannot be is refused with its cell, the base untouched; doubts are asked about, all at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from desk import TODAY, Desk

from osago_xl.actions.perform import perform
from osago_xl.cli.console import ConsoleUi
from osago_xl.errors import InputError
from osago_xl.work.ui import Report


class Cautious(ConsoleUi):
    """Keeps the questions about what is typed and says no to them."""

    def __init__(self) -> None:
        super().__init__(yes=True)
        self.asked: list[str] = []

    def ask(self, question: str) -> bool:
        if question.startswith("Проверьте перед записью."):
            self.asked.append(question)
            return False
        return True


def save(desk: Desk, contract: dict[str, Any], **cells: Any) -> tuple[Report, Cautious]:
    desk.setup(lambda work: work.fill("form_", **contract | cells))
    ui = Cautious()
    return perform("form_save", desk.book, ui, desk.today), ui


def drivers(contract: dict[str, Any], *changed: dict[str, Any]) -> list[dict[str, Any]]:
    """The sample driver, once for each set of changed cells."""
    return [contract["drivers"][0] | cells for cells in changed]


SECOND = {"name": "Орлова Анна", "birth_date": date(1990, 1, 1), "licence": "7702 654321", "licensed": date(2010, 1, 1)}
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "nine digits": ({"number": "012345678"}, r"Оформление, J30, «Номер полиса»: Полис: 9 цифр вместо 10"),
    "eight digits": ({"number": "01234567"}, r"8 цифр вместо 10"),
    "a VIN of three signs": ({"vin": "123"}, r"Оформление, E10, «VIN»: VIN: 3 знаков вместо 17"),
    "signed tomorrow": ({"signed": date(2026, 11, 23)}, r"C30, «Дата заключения»: дата заключения ещё не наступила"),
    "an end before the start": ({"ends": date(2026, 11, 1)}, r"J29, «Окончание»: окончание раньше начала"),
    "thirteen months": ({"ends": date(2027, 12, 31)}, r"срок больше года, последний день 30\.11\.2027"),
    "a period before the term": ({"use_1_from": date(2026, 11, 1), "use_1_to": date(2027, 5, 1)},
                                 r"C32, «Период 1 с»: период 1 выходит за срок"),
    "periods that overlap": ({"use_1_from": date(2026, 12, 1), "use_1_to": date(2027, 3, 31),
                              "use_2_from": date(2027, 3, 1), "use_2_to": date(2027, 8, 31)},
                             r"период 2 начинается раньше конца прежнего"),
    "a wrong ИНН": ({"holder_kind": "юрлицо", "holder_inn": "7707083894"}, r"J7, «ИНН»: ИНН: контрольная цифра"),
    "a holder born in 2030": ({"holder_birth_date": date(2030, 1, 1)}, r"J5, «Дата рождения»: невозможная дата"),
    "a change of nothing": ({"kind": "изменение"}, r"Что делаем \(ячейка C2\): изменение без полиса"),
    "a lorry in tonnes": ({"category": "C", "mass": Decimal(25)}, r"H12, «Масса, кг»: масса 25 кг: похоже, это тонны"),
    "a bus without seats": ({"category": "D"}, r"Мест \(ячейка J12\): .*число мест"),
    "a town of another region": ({"place": "Казань"}, r"Место \(ячейка E13\): .*несколько территорий: Москва; Респ"),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_with_its_cell(
    desk: Desk, contract: dict[str, Any], cells: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        save(desk, contract, **cells)
    assert [desk.rows(table) for table in ("tblClients", "tblCars", "tblPolicies", "tblPayments")] == [[], [], [], []]


DRIVERS: dict[str, tuple[dict[str, Any], str]] = {
    "twice by licence": ({"name": "Другой Иван", "birth_date": date(1985, 1, 1)}, "водитель 2: Другой Иван уже вписан"),
    "twice by name and birthday": ({"licence": "7799 111111"}, "водитель 2: Иванов Пётр Сергеевич уже вписан"),
    "without a name": ({"name": ""}, "водитель 2: не заполнено ФИО"),
    "of fourteen": (SECOND | {"birth_date": date(2012, 6, 1)}, "водителю 14 лет"),
    "КБМ not in the table": (SECOND | {"kbm": Decimal("0.9")}, "водитель 2, Орлова Анна: КБМ 0,9 нет в таблице"),
}


@pytest.mark.parametrize(("cells", "message"), DRIVERS.values(), ids=DRIVERS)
def test_a_driver_who_cannot_be_is_refused(
    desk: Desk, contract: dict[str, Any], cells: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        save(desk, contract, drivers=drivers(contract, {}, cells))
    assert desk.rows("tblPolicies") == []


DOUBTED: dict[str, tuple[dict[str, Any], str]] = {
    "Latin letters": ({"series": "XXX"}, "H30, «Серия полиса»: Полис: латинские буквы вместо русских"),
    "an unknown series": ({"series": "ЩЩЩ"}, "J30, «Номер полиса»: Полис: серии ЩЩЩ нет в справочнике"),
    "a short plate": ({"plate": "А77"}, "C10, «Госномер»: Госномер: не похоже на российский номер"),
    "a start before signing": ({"starts": date(2026, 11, 20)}, "C30, «Дата заключения»: заключён позже начала"),
    "a start months later": ({"starts": date(2027, 2, 1)}, "H29, «Начало»: начало через 71 дней после заключения"),
    "a company without ИНН": ({"holder_kind": "юрлицо"}, "J7, «ИНН»: у юрлица нет ИНН"),
    "instalments that do not add up": ({"instalments": [{"due": date(2026, 12, 20), "sum": Decimal(100)}],
                                        "pay_sum": Decimal(500)}, "E58, «Сумма»: оплачено и запланировано 600,00"),
    "paid above the premium": ({"pay_sum": Decimal(99_999)}, "E58, «Сумма»: оплачено 99 999,00, а к оплате"),
    "an unknown agent": ({"agent": "Петров"}, "E29, «Агент»: «Петров»: нет в списке"),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "message"), DOUBTED.values(), ids=DOUBTED)
def test_a_doubt_is_asked_about_and_no_writes_nothing(
    desk: Desk, contract: dict[str, Any], cells: dict[str, Any], message: str
) -> None:
    report, ui = save(desk, contract, **cells)
    (question,) = ui.asked
    assert message in question.replace("\u00a0", " ")
    assert (report.text, desk.rows("tblPolicies"), desk.rows("tblClients")) == ("", [], [])
    assert desk.click("form_save").text.startswith("Записано: П-000001")


def test_a_faultless_contract_is_asked_nothing(desk: Desk, contract: dict[str, Any]) -> None:
    report, ui = save(desk, contract, plate="А123ВС77")
    assert (report.text[:8], ui.asked) == ("Записано", [])


def test_all_doubts_stand_in_one_window(desk: Desk, contract: dict[str, Any]) -> None:
    _, ui = save(desk, contract, plate="А77", agent="Петров", drivers=drivers(contract, {"licence": ""}))
    (question,) = ui.asked
    assert [line.split(":")[0] for line in question.splitlines()[1:-1]] == [
        "Оформление, E29, «Агент»",
        "Оформление, водитель Иванов Пётр Сергеевич, «ВУ номер»",
        "Оформление, C10, «Госномер»",
    ]  # fmt: skip


def test_the_number_of_an_existing_policy_is_refused(desk: Desk, contract: dict[str, Any]) -> None:
    save(desk, contract)
    with pytest.raises(InputError, match="тот же номер полиса, что в строке П-000001"):
        save(desk, contract, policy_key="", vin="XTA210990Y2765439", holder_name="Орлов Ян", holder_paper_number="1")
    assert len(desk.rows("tblPolicies")) == 1


def test_a_second_policy_of_the_car_for_the_same_time_is_asked_about(desk: Desk, contract: dict[str, Any]) -> None:
    """The first is 01.12.2026–30.11.2027: the second from 30.11.2027 overlaps by a day, from 01.12.2027 follows."""
    save(desk, contract)
    later = {"policy_key": "", "signed": TODAY, "number": "0123456788", "previous": ""}
    _, ui = save(desk, contract, **later, starts=date(2027, 11, 30))
    assert "на эту машину уже есть ОСАГО на то же время: П-000001, 01.12.2026–30.11.2027" in ui.asked[0]
    _, ui = save(desk, contract, **later, starts=date(2027, 12, 1))
    assert not any("на то же время" in question for question in ui.asked)


def test_what_was_stored_before_is_not_asked_again(desk: Desk, contract: dict[str, Any]) -> None:
    save(desk, contract, plate="А77")
    desk.click("form_save")  # accepted once
    _, ui = save(desk, contract, plate="А77", policy_key="П-000001", notes="ещё раз")
    assert ui.asked == []


def test_an_import_tells_how_much_of_what_came_is_doubtful(desk: Desk, tmp_path: Path) -> None:
    """A contract of 13 months (an error), one signed half a year before its start (a doubt), one without fault."""
    rows = ["Клиент;Телефон;Серия;Номер;Заключен;Начало;Окончание;Премия",
            "Орлов Пётр;89000000001;ХХХ;0123456781;01.11.2026;05.11.2026;04.12.2027;5000",
            "Ким Ян;89000000002;ХХХ;0123456782;01.04.2026;05.11.2026;04.11.2027;5000",
            "Ли Ян;89000000003;ХХХ;0123456783;01.11.2026;05.11.2026;04.11.2027;5000"]  # fmt: skip
    path = tmp_path / "полисы.csv"
    path.write_text("\n".join(rows), "utf-8")
    report = perform("import_files", desk.book, ConsoleUi(yes=True, files=[path], answers=["1"] * 9), desk.today)
    assert [row["number"] for row in desk.rows("tblPolicies")] == ["0123456781", "0123456782", "0123456783"]
    assert any(line.startswith("В новых строках ошибок: 1, сомнений: 1.") for line in report.details)
