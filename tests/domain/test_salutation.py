"""Nobody is addressed wrongly: the patronymic decides, else the given name, else nothing is said of the gender."""

from __future__ import annotations

import pytest

from osago_xl.domain.salutation import called, gender, greeting

GREETINGS = {
    "Иванов Пётр Ильич": "Уважаемый Пётр Ильич!",
    "Иванова Анна Сергеевна": "Уважаемая Анна Сергеевна!",
    "Алсу": "Уважаемая Алсу!",
    "Хасанова Алсу": "Уважаемая Алсу!",
    "Ольга Smith": "Уважаемая Ольга!",
    "Алевтина Смирнова": "Уважаемая Алевтина!",
    "Смирнова Алевтина": "Уважаемая Алевтина!",
    "(Петрова) Анна Сергеевна": "Уважаемая Анна Сергеевна!",
    "Сидорова (Петрова) Анна Сергеевна": "Уважаемая Анна Сергеевна!",
    "Алиев Вагиф Гасан оглы": "Уважаемый Вагиф Гасан оглы!",
    "Алиева Севда Гасан кызы": "Уважаемая Севда Гасан кызы!",
    "Никита Лукич": "Уважаемый Никита Лукич!",
    "Кожа Лука": "Уважаемый Лука!",
    "Петров Саша": "Здравствуйте, Саша!",
    "Ковалёв Зуфрыт": "Здравствуйте, Зуфрыт!",
    "Иванов И.И.": "Здравствуйте!",
    "Смирнова": "Здравствуйте!",
    "ООО «Ромашка»": "Здравствуйте!",
    "": "Здравствуйте!",
}


@pytest.mark.parametrize(("name", "line"), GREETINGS.items())
def test_greetings(name: str, line: str) -> None:
    assert greeting(name) == line


@pytest.mark.parametrize(("own", "line"), {
    "Анна Сергеевна": "Уважаемая Анна Сергеевна!", "Николаич": "Здравствуйте, Николаич!", "Пётр": "Уважаемый Пётр!",
}.items())  # fmt: skip
def test_the_agents_own_word_is_used(own: str, line: str) -> None:
    """It tells the gender itself, or nothing does: the agent may write to the wife of the client."""
    assert greeting("Орлов Пётр Ильич", own) == line


@pytest.mark.parametrize("patronymic", ["Кузьмич", "Никитич", "Фомич", "Ильич", "Лукич", "Саввич", "Петрович"])
def test_men_by_their_patronymic(patronymic: str) -> None:
    assert gender(f"Орлов Пётр {patronymic}") == "М"


@pytest.mark.parametrize("patronymic", ["Кузьминична", "Никитична", "Фоминична", "Ильинична", "Петровна", "Саввична"])
def test_women_by_their_patronymic(patronymic: str) -> None:
    assert gender(f"Орлова Анна {patronymic}") == "Ж"


@pytest.mark.parametrize(("name", "words"), {
    "Орлов Пётр Ильич": "Пётр Ильич", "Алевтина Смирнова": "Алевтина", "Смирнова": "", "Иванов И. И.": "",
}.items())  # fmt: skip
def test_what_a_client_is_called(name: str, words: str) -> None:
    assert called(name) == words
