"""The ribbon is valid by Microsoft's schema and shows every command once."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from osago_xl.actions.registry import Action, Menu, load_all
from osago_xl.errors import SchemaError
from osago_xl.workbook.ribbon import CALLBACK, NAMESPACE, controls, key_tips, members, ribbon_xml

HERE = Path(__file__).parent
SCHEMA = etree.XMLSchema(etree.parse(HERE / "customui14.xsd"))
ICONS = set((HERE / "imagemso.txt").read_text("utf-8").split())  # those a public ribbon library lists
UI = {"ui": NAMESPACE}


def command(id: str, label: str, group: str = "День", **more: Any) -> Action:
    given = {"image": "AutoDial", "tip": "Подсказка", "supertip": "", "large": False} | more
    return Action(
        id,
        group,
        label,
        menu=given.pop("menu", None),
        bulk=False,
        mends=False,
        key=given.pop("key", ""),
        body=print,
        **given,
    )


POSTPONE = Menu("Перенести", "ReminderSound", "Перенести звонок", large=True)
SMALL = (
    command("call_list", "Кому звонить", large=True, supertip="Все поводы & сроки <30 дней"),
    command("postpone_1", "На завтра", menu=POSTPONE),
    command("log", "Позвонил"),
    command("postpone_7", "На неделю", menu=POSTPONE),
    command("find", "Найти", group="Клиент"),
)


@pytest.fixture(params=["small", "real"])
def actions(request: pytest.FixtureRequest) -> tuple[Action, ...]:
    return SMALL if request.param == "small" else load_all()


def tab(actions: tuple[Action, ...]) -> Any:
    return etree.fromstring(ribbon_xml(actions)).find(".//ui:tab", UI)


def test_valid_by_the_schema_of_microsoft(actions: tuple[Action, ...]) -> None:
    SCHEMA.assertValid(etree.fromstring(ribbon_xml(actions)))


def test_every_command_is_a_button_with_the_one_callback(actions: tuple[Action, ...]) -> None:
    buttons = tab(actions).findall(".//ui:button", UI)
    assert sorted(button.get("id") for button in buttons) == sorted(action.id for action in actions)
    assert {button.get("onAction") for button in buttons} == {CALLBACK}
    assert all(button.get("id") == button.get("tag") for button in buttons)


def test_icons_exist_in_office(actions: tuple[Action, ...]) -> None:
    shown = {control.image for control in [*actions, *controls(actions)]}
    assert shown <= ICONS, shown - ICONS


def test_key_tips_are_short_and_none_begins_another(actions: tuple[Action, ...]) -> None:
    menus = [control for control in controls(actions) if isinstance(control, Menu)]
    scopes = [controls(actions), *(members(menu, actions) for menu in menus)]
    for scope in scopes:
        tips = list(key_tips(scope).values())
        assert all(1 <= len(tip) <= 3 for tip in tips)
        assert not any(a.startswith(b) or b.startswith(a) for a, b in combinations(tips, 2))


def test_groups_buttons_and_menus_stand_in_their_order() -> None:
    groups = tab(SMALL).findall("ui:group", UI)
    assert [group.get("label") for group in groups] == ["День", "Клиент"]
    assert [part.get("label") for part in groups[0]] == ["Кому звонить", "Перенести", "Позвонил"]
    menu = groups[0].find("ui:menu", UI)
    assert menu.get("size") == "large"
    assert [item.get("id") for item in menu] == ["postpone_1", "postpone_7"]
    assert all(item.get("size") is None for item in menu)


def test_text_with_signs_of_xml_arrives_unchanged() -> None:
    button = tab(SMALL).find(".//ui:button", UI)
    assert button.get("supertip") == "Все поводы & сроки <30 дней"
    assert button.get("size") == "large"


def test_key_tips_come_from_the_label_and_a_given_one_wins() -> None:
    first, second = command("a", "Кому звонить"), command("b", "Календарь задач", key="КЗ")
    assert key_tips([first, second]) == {second: "КЗ", first: "КО"}


def test_key_tips_are_typed_without_changing_the_keyboard() -> None:
    controls = [command("a", "В PDF"), command("b", "SMS"), command("c", "SMS 2")]
    assert list(key_tips(controls).values()) == ["ВА", "АБ", "АВ"]


def test_two_commands_cannot_claim_one_key() -> None:
    with pytest.raises(SchemaError, match="taken"):
        key_tips([command("a", "Один", key="К"), command("b", "Два", key="КЗ")])
