"""customUI14.xml: the ribbon tab, written from the registry of commands.

One callback serves all buttons and nothing is asked of VBA while the ribbon is drawn: its labels, tips and icons are
in the file, so it never loses its state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from lxml import etree

from osago_xl.actions.registry import Action, Menu
from osago_xl.errors import SchemaError

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
CALLBACK = "RibbonOsago.OnAction"
TAB, TAB_ID, TAB_KEY = "ОСАГО", "tabOsago", "АГ"
KEY_LETTERS = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"

Control = Action | Menu


def ribbon_xml(actions: Sequence[Action]) -> bytes:
    """The part customUI/customUI14.xml for commands in the order of the ribbon."""
    root = etree.Element(_name("customUI"), nsmap={None: NAMESPACE})
    tabs = etree.SubElement(etree.SubElement(root, _name("ribbon")), _name("tabs"))
    tab = etree.SubElement(tabs, _name("tab"), id=TAB_ID, label=TAB, keytip=TAB_KEY)
    keys = key_tips(controls(actions))
    for number, (title, shown) in enumerate(groupby(actions, key=lambda each: each.group), start=1):
        group = etree.SubElement(tab, _name("group"), id=f"grpOsago{number}", label=title)
        for control in controls(shown):
            _add(group, control, keys, actions)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True, pretty_print=True))


def controls(actions: Iterable[Action]) -> list[Control]:
    """What stands on the tab itself: buttons, and each menu at the place of its first command."""
    return list(dict.fromkeys(action.menu or action for action in actions))


def members(menu: Menu, actions: Iterable[Action]) -> list[Action]:
    """The commands of a menu in their order."""
    return [action for action in actions if action.menu == menu]


def key_tips(controls: Sequence[Control]) -> dict[Control, str]:
    """Keys pressed after Alt: unique, none the beginning of another, given ones first.

    Two letters each: all of the same length, so none can be the beginning of another.
    """
    tips: dict[Control, str] = {control: control.key for control in controls if control.key}
    for control in controls:
        if control not in tips:
            tips[control] = next((key for key in _candidates(control.label) if _is_free(key, tips.values())), "")
    for control, key in tips.items():
        if not key or not _is_free(key, (other for name, other in tips.items() if name is not control)):
            raise SchemaError(f"«{control.label}»: key tip «{key}» is taken")
    return tips


def _candidates(label: str) -> Iterator[str]:
    """Initials of the words, then the first letter with any other; Russian only: no change of the keyboard."""
    words = ["".join(letter for letter in word if letter in KEY_LETTERS) for word in label.upper().split()]
    letters = "".join(words) or KEY_LETTERS
    initials = "".join(word[0] for word in words if word)
    if len(initials) > 1:
        yield initials[:2]
    for second in letters[1:] + KEY_LETTERS:
        yield letters[0] + second


def _is_free(key: str, taken: Iterable[str]) -> bool:
    return not any(key.startswith(other) or other.startswith(key) for other in taken)


def _add(parent: etree._Element, control: Control, keys: dict[Control, str], actions: Sequence[Action]) -> None:
    if isinstance(control, Action):
        _add_button(parent, control, keys[control], sized=True)
        return
    inside = members(control, actions)
    menu = etree.SubElement(
        parent, _name("menu"), id=f"menu_{inside[0].id}", **_shown(control, keys[control], sized=True)
    )
    item_keys = key_tips(inside)
    for action in inside:
        _add_button(menu, action, item_keys[action], sized=False)


def _add_button(parent: etree._Element, action: Action, key: str, *, sized: bool) -> None:
    etree.SubElement(
        parent, _name("button"), id=action.id, tag=action.id, onAction=CALLBACK, **_shown(action, key, sized=sized)
    )


def _shown(control: Control, key: str, *, sized: bool) -> dict[str, str]:
    texts = {
        "label": control.label,
        "imageMso": control.image,
        "screentip": control.tip,
        "supertip": control.supertip,
        "keytip": key,
        "size": ("large" if control.large else "normal") if sized else "",
    }
    return {name: text for name, text in texts.items() if text}


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"
