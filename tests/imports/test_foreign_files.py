"""Files as agents, firms, insurers and CRMs really have them, every one invented: what becomes of each."""

import tomllib
from pathlib import Path

import pytest
from foreign_outcomes import again, outcome

HERE = Path(__file__).parent
OUTCOMES = tomllib.loads((HERE / "foreign_outcomes.toml").read_text("utf-8"))
READ = [name for name, lines in OUTCOMES.items() if not lines[0].startswith(("Файл", "Пароль"))]


@pytest.mark.parametrize("name", OUTCOMES)
def test_every_value_has_its_place(name):
    assert outcome(HERE / "foreign" / name) == OUTCOMES[name]


@pytest.mark.parametrize("name", READ)
def test_the_second_import_is_empty(name):
    assert not again(HERE / "foreign" / name)


def test_each_file_has_its_outcome():
    assert {path.name for path in (HERE / "foreign").iterdir()} == OUTCOMES.keys()
