"""Mappings given by the agent."""

import pytest

from osago_xl.errors import BookError, InputError
from osago_xl.imports.maps import Maps, read_mapping


@pytest.fixture
def mapping(tmp_path):
    def write(text):
        path = tmp_path / "map.json"
        path.write_text(text, "utf-8")
        return path

    return write


def test_a_mapping_names_our_fields(mapping):
    assert read_mapping(mapping('{"Кто": "name", "Прочее": "нет"}')) == {"Кто": "name", "Прочее": ""}


@pytest.mark.parametrize("text", ["", "[]", '{"Кто": 1}', '{"Кто": "nickname"}'])
def test_a_wrong_mapping_is_named(mapping, text):
    with pytest.raises(InputError, match=r"«map\.json»"):
        read_mapping(mapping(text))


def test_memory_knows_a_header_in_any_order_and_spelling(tmp_path):
    Maps(tmp_path / "maps.json").remember(["Кто", "Куда  звонить"], {"Кто": "name"})
    again = Maps(tmp_path / "maps.json")
    assert again.recall(["куда звонить", "КТО", ""]) == {"Кто": "name"}
    assert again.recall(["Кто"]) == {}


def test_a_spoiled_memory_says_what_to_do(tmp_path):
    (tmp_path / "maps.json").write_text("{", "utf-8")
    with pytest.raises(BookError, match="Удалите его"):
        Maps(tmp_path / "maps.json")


def test_a_full_disk_leaves_the_memory_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "maps.json"
    Maps(path).remember(["Кто"], {"Кто": "name"})

    def fail(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        Maps(path).remember(["Тел"], {"Тел": "phone"})
    assert Maps(path).recall(["Кто"]) == {"Кто": "name"}
    assert list(tmp_path.iterdir()) == [path]
