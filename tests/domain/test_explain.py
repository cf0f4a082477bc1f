from osago_xl import Risk, Tariffs, premium
from osago_xl.domain.explain import as_text, explain

TARIFFS = Tariffs.load()
RISK = {"date": "2026-03-01", "category": "B", "region": "02", "place": "Салават", "power_hp": 110, "base_rate": 5000,
        "drivers": [{"age": 35, "experience": 10, "kbm": 0.91}], "trailer": True}  # fmt: skip


def test_a_line_a_factor_then_the_total_then_other_notes():
    lines = explain(premium(Risk.parse(RISK), TARIFFS))
    assert [line.code for line in lines] == ["ТБ", "КТ", "КБМ", "КВС", "КО", "КМ", "КС", "КП", "Премия", ""]
    assert lines[1].why == "Республика Башкортостан, Салават"
    assert lines[1].note == "значение из 6007-У, для 7204-У не подтверждено"
    assert lines[2].origin == "6007-У, приложение 2"
    assert lines[8].origin == "7204-У"
    assert lines[9].note.startswith("Прицеп")


def test_hand_made_factor_has_no_act():
    lines = explain(premium(Risk.parse(RISK | {"kt": 2}), TARIFFS))
    assert (lines[1].origin, lines[1].value) == ("", "2")


def test_formula_leaves_out_ones():
    quote = premium(Risk.parse(RISK | {"place": "Уфа"}), TARIFFS)
    formula = "5\u00a0000 (ТБ) × 1,56 (КТ) × 0,91 (КБМ) × 0,94 (КВС) × 1,20 (КМ) = 8\u00a0006,54 ₽"
    assert as_text(quote) == f"{formula} (7204-У)"
