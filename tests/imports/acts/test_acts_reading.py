"""Acts rebuilt from annexes laid out like real ones, in every format; what is wrong is named with its row."""

from datetime import date

import pytest
from imports.acts.annexes import (
    FORMATS,
    HEADING,
    REGIONS,
    Table,
    base_rates,
    csv_file,
    history,
    printed,
    seasons,
    shipped,
    tables,
)

from osago_xl import Tariffs
from osago_xl.domain.territory import Territory
from osago_xl.errors import BookError
from osago_xl.imports.acts.reading import read_act

TARIFFS = Tariffs.load()
ACTS = {
    "6209-u": ("28.07.2022", "6209-У", "13 сентября 2022"),
    "6949-u": ("22 ноября 2024", "6949-У", "27 января 2025"),
    "7204-u": ("9 октября 2025", "7204-У", "9 декабря 2025"),
}
WHAT = "Внести в Указание Банка России № 6007-У следующие изменения: строки изложить в следующей редакции."
# Rows an annex cannot show: КО that nobody knows, and what no annex table of ours holds.
READ = ("base_rates", "kt", "kvs", "km", "kp", "ko")


def heading(folder):
    signed, number, begins = ACTS[folder]
    return HEADING.format(signed=signed, number=number, begins=begins, what=WHAT)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("folder", ACTS)
def test_a_shipped_act_is_rebuilt_from_its_annexes(tmp_path, folder, kind):
    path = FORMATS[kind](tmp_path / f"annex.{kind}", heading(folder), tables(folder))
    act = read_act(path, TARIFFS)
    assert [str(doubt) for doubt in act.doubts] == []
    assert act.number == ACTS[folder][1]
    assert act.in_force.isoformat() == {"6209-u": "2022-09-13", "6949-u": "2025-01-27", "7204-u": "2025-12-09"}[folder]
    for table in READ:
        expected = {(key, values, since) for key, values, since in shipped(folder, table) if any(values)}
        found = {(row.key, row.values, row.since.isoformat() if row.since else "") for row in act.rows.get(table, [])}
        assert found == expected, table


@pytest.mark.parametrize("kind", FORMATS)
def test_seasons_and_history_are_rebuilt_from_their_annexes(tmp_path, kind):
    """6007-У is the only act that states КС and КБМ: eight seasons, fifteen classes with five transitions each."""
    found = [*seasons("6007-u"), *history("6007-u")]
    text = HEADING.format(signed="08.12.2021", number="6007-У", begins="9 января 2022", what=WHAT)
    act = read_act(FORMATS[kind](tmp_path / f"annex.{kind}", text, found), TARIFFS)
    assert [str(doubt) for doubt in act.doubts] == []
    for table, count in (("ks", 8), ("kbm", 15), ("kbm_next", 75)):
        assert {(row.key, row.values) for row in act.rows[table]} == {row[:2] for row in shipped("6007-u", table)}
        assert len(act.rows[table]) == count
    assert {row.since for row in act.rows["kbm"]} == {date(2022, 4, 1)}


def test_history_with_a_row_lost_or_a_value_of_no_class_is_doubted(tmp_path):
    (table,) = history("6007-u")
    short = table._replace(rows=table.rows[:-1])
    assert "строк 14, нужно 15" in str(read_act(csv_file(tmp_path / "a.csv", ANEW, [short]), TARIFFS).doubts[0])
    wrong = table._replace(rows=[*table.rows[:3], [*table.rows[3][:-1], "3,93"], *table.rows[4:]])
    assert "КБМ 3.93 нет" in str(read_act(csv_file(tmp_path / "b.csv", ANEW, [wrong]), TARIFFS).doubts[0])


def full_table(change=lambda rows: rows):
    """The whole КТ table in force, as an act that states it anew would print it."""
    tariff = TARIFFS.at(date(2026, 3, 1))
    rows, number = [], 0
    for code, places in TARIFFS.territories.rows.items():
        number += 1
        values = {place: printed(str(tariff.kt[Territory(code, place)].value)) for place in places}
        if places == ["Вся территория"]:
            rows.append([str(number), REGIONS[code], values[places[0]], "1,00"])
            continue
        rows.append([str(number), REGIONS[code], "", ""])
        rows += [[f"{number}.{n}", place, values[place], "1,00"] for n, place in enumerate(places, start=1)]
    head = ["№ п/п", "Территория преимущественного использования", "Коэффициент КТ", "Коэффициент КТ для тракторов"]
    return [Table("Коэффициент КТ", [head], change(rows))]


ANEW = HEADING.format(signed="1 ноября 2026", number="7400-У", begins="1 января 2027", what="Установить тарифы.")


def read(tmp_path, change=lambda rows: rows, heading=ANEW):
    return read_act(csv_file(tmp_path / "annex.csv", heading, full_table(change)), TARIFFS)


def told(act):
    return " | ".join(str(doubt) for doubt in act.doubts if doubt.fatal)


def test_a_whole_table_is_read(tmp_path):
    act = read(tmp_path)
    assert told(act) == "" and not act.amends
    assert len(act.rows["kt"]) == sum(map(len, TARIFFS.territories.rows.values()))


def at(rows, place):
    return next(n for n, row in enumerate(rows) if row[1] == place)


def replaced(place, *cells):
    def change(rows):
        n = at(rows, place)
        return [*rows[:n], list(cells), *rows[n + 1 :]]

    return change


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda rows: rows[: len(rows) // 2], "Часть приложения не прочитана"),
        (lambda rows: [r for r in rows if r[1] != REGIONS["63"]], "над ней нет строки своего региона"),
        (replaced("Самара", "9.9", "Самара", "18,0", "1,00"), "18,0 не бывает: допустимо от 0.3 до 5"),
        (replaced("Самара", "9.9", "Самара", "1,З4", "1,00"), "«1,З4» не число: похоже на 1,34"),
        (replaced("Самара", "9.9", "", "Самара", "1,34"), "нет названия места: строка сдвинута"),
        (replaced("Самара", "9.9", "Самара", "", "1,34"), "пусто в столбце легковых"),
        (replaced("Самара", "9.9", "Самора", "1,34", "1,00"), "места «Самора» нет в регионе «Самарская область»"),
        (lambda rows: [*rows, [*rows[0][:2], "4,00", "1,00"]], "названо дважды с разными значениями"),
    ],
)  # fmt: skip
def test_a_wrong_annex_is_refused_by_row(tmp_path, change, reason):
    """Row numbers are those of the table; 9.9 stands under the number of its region only by chance."""

    def renumbered(rows):
        rows = change(rows)
        return [["" if row[0] == "9.9" else row[0], *row[1:]] for row in rows]

    assert reason in told(read(tmp_path, renumbered))


def test_a_town_read_wrongly_is_offered_in_its_right_spelling(tmp_path):
    act = read(tmp_path, replaced("Самара", "", "Самора", "1,34", "1,00"))
    assert act.unknown == {"Самора": ["Самара"]}


def test_an_act_of_another_law(tmp_path):
    other = [Table("Приложение. Ставки налога", [["Наименование", "Ставка"]], [["Дом", "0,1"], ["Гараж", "0,3"]])]
    act = read_act(csv_file(tmp_path / "a.csv", "О налоге", other), TARIFFS)
    assert "таблиц тарифов ОСАГО в файле нет" in told(act)


def test_a_scan_without_text(tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "scan.pdf"))
    canvas.rect(50, 50, 300, 300, fill=1)
    canvas.save()
    with pytest.raises(BookError, match="скан без текста"):
        read_act(tmp_path / "scan.pdf", TARIFFS)


@pytest.mark.parametrize("content", [b"%PDF-1.7 cut off", b"PK\x03\x04 word/document.xml"])
def test_a_damaged_file_is_named(tmp_path, content):
    (tmp_path / "act.bin").write_bytes(content)
    with pytest.raises(BookError, match=r"«act.bin» повреждён"):
        read_act(tmp_path / "act.bin", TARIFFS)


def test_base_rates_with_columns_swapped(tmp_path):
    rates = [table._replace(rows=[[*row[:2], row[3], row[2]] for row in table.rows]) for table in base_rates("7204-u")]
    assert "больше наибольшей" in told(read_act(csv_file(tmp_path / "a.csv", ANEW, rates), TARIFFS))


def test_half_of_the_base_rates(tmp_path):
    rates = [table._replace(rows=table.rows[:6]) for table in base_rates("7204-u")]
    assert "базовые ставки: нет строк: C up to 16 t" in told(
        read_act(csv_file(tmp_path / "a.csv", ANEW, rates), TARIFFS)
    )
