"""Papers on the sample contract: files in the client's folder, rows in Документы, refusals in a sentence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from docx import Document

from osago_xl.actions.perform import perform
from osago_xl.books.base import Selection
from osago_xl.cli.console import ConsoleUi
from osago_xl.desk.papers import filing as papers
from osago_xl.errors import BookError, DocumentError, InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import ADMITTED, POLICIES
from osago_xl.schema.sheets.reference import INSURERS
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS


def about_me(desk, **settings):
    def fill(work):
        for name, value in ({"cfg_my_name": "Петров Пётр Петрович", "cfg_my_address": "Москва"} | settings).items():
            work.set_setting(name, value)

    desk.setup(fill)


def texts(path):
    document = Document(path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_application_lies_in_the_clients_folder_and_in_the_journal(sold, tmp_path):
    made = sold.click("print_application").files
    name = "Заявление ОСАГО (431-П) Иванов П.С. ХХХ 0123456789 22.11.2026.docx"
    assert made == [tmp_path / "Документы ОСАГО" / "Иванов П.С. К-000001" / name]
    row = sold.rows("tblDocs")[-1]
    assert (row["kind"], row["number"], row["client"], row["policy"]) == (
        "заявление",
        "ХХХ 0123456789",
        "К-000001",
        "П-000001",
    )
    assert tmp_path / row["file"] == made[0]
    assert sold.row("tblPolicies", "П-000001")["folder_path"] == "Документы ОСАГО/Иванов П.С. К-000001"


def test_the_application_prints_what_was_typed_once(sold):
    text = texts(sold.click("print_application").files[0])
    for typed in ("Иванов Пётр Сергеевич", "05.05.1980", "Kia Rio, B", "Z94CT51DAFR132154", "ул. Садовая",
                  "7701 123456", "СК «Пример»", "01.12.2026", "30.11.2027"):  # fmt: skip
        assert typed in text


def test_the_policy_just_written_on_the_form_is_the_one_printed(sold):
    sold.selection = Selection("Оформление")
    assert "ХХХ 0123456789" in sold.click("print_application").files[0].name


def test_the_form_of_the_settings_is_printed(sold):
    about_me(sold, cfg_application_form="е-ОСАГО")
    assert sold.click("print_application").files[0].name.startswith("Заявление ОСАГО Иванов")


@pytest.mark.parametrize("form", ["431-П", "е-ОСАГО"])
def test_a_company_is_named_with_its_inn_and_without_a_birth_date(sold, form):
    about_me(sold, cfg_application_form=form)

    def become_company(work):
        client = work.get(CLIENTS, "К-000001")
        work.set(CLIENTS, client, name="ООО «Ромашка & Ко»", kind="юрлицо", inn="7707083893",
                 contact_person="Сидорова Анна Олеговна", birth_date=date(1970, 1, 1))  # fmt: skip

    sold.setup(become_company)
    text = texts(sold.click("print_application").files[0])
    assert "ООО «Ромашка & Ко»" in text and "7707083893" in text and "Сидорова А. О." in text.replace("\u00a0", " ")
    assert "01.01.1970" not in text


def test_the_previous_policy_and_a_former_licence_are_printed(sold):
    def remember(work):
        old = work.add(POLICIES, client="К-000001", series="ТТТ", number="7000000001", insurer="Василёк")
        work.set(POLICIES, work.get(POLICIES, "П-000001"), previous=old["key"])
        work.set(DRIVERS, work.get(DRIVERS, "В-000001"), former_licence="63 ОА 654321")

    sold.setup(remember)
    text = texts(sold.click("print_application").files[0])
    assert "7000000001" in text and "Василёк" in text and "63 ОА 654321" in text


def test_an_absent_plate_is_a_dash_and_an_unknown_purpose_is_other(sold):
    sold.setup(lambda work: work.set(CARS, work.get(CARS, "А-000001"), plate="Отсутствует"))
    sold.setup(lambda work: work.set(POLICIES, work.get(POLICIES, "П-000001"), purpose="гонки"))
    text = texts(sold.click("print_application").files[0])
    assert "Отсутствует" not in text and "☑ прочее" in text


def test_a_second_application_does_not_overwrite_the_first(sold):
    first, second = sold.click("print_application").files[0], sold.click("print_application").files[0]
    assert first.exists() and second.stem == f"{first.stem} (2)"


def test_a_renamed_client_keeps_his_folder(sold):
    first = sold.click("print_application").files[0]
    sold.setup(lambda work: work.set(CLIENTS, work.get(CLIENTS, "К-000001"), name="Сидоров Пётр Сергеевич"))
    assert sold.click("print_application").files[0].parent == first.parent


def test_files_are_taken_away_when_the_book_refuses_the_change(sold, tmp_path, monkeypatch):
    def refuse(changes):
        raise BookError("Книга занята.")

    monkeypatch.setattr(sold.book, "apply", refuse)
    with pytest.raises(BookError, match="занята"):
        sold.click("print_application")
    assert not list(tmp_path.rglob("*.docx"))


def test_gaps_are_told_and_printed_as_dashes_only_when_the_agent_agrees(sold):
    sold.setup(lambda work: work.set(CLIENTS, work.get(CLIENTS, "К-000001"), city="", street="", house=""))
    sold.setup(lambda work: work.set(CLIENTS, work.get(CLIENTS, "К-000001"), region=""))
    asked = []

    class No(ConsoleUi):
        def ask(self, question):
            asked.append(question)
            return False

    report = perform("print_application", sold.book, No(), sold.today)
    assert "нет адреса" in asked[0] and report.text == "" and sold.rows("tblDocs") == []
    assert "—" in texts(sold.click("print_application").files[0])


def test_a_policy_without_a_car_is_refused_by_the_name_of_the_cell(sold):
    sold.setup(lambda work: work.set(POLICIES, work.get(POLICIES, "П-000001"), car=""))
    with pytest.raises(InputError, match="«Автомобиль»"):
        sold.click("print_application")


def test_six_drivers_go_to_a_continuation_sheet(sold):
    def admit(work):
        for n in range(2, 7):
            driver = work.add(DRIVERS, name=f"Водитель {n}", licence_series="7701", licence_number=f"00000{n}")
            work.add(ADMITTED, policy="П-000001", place=n, driver=driver["key"])

    sold.setup(admit)
    text = texts(sold.click("print_application").files[0])
    assert all(f"Водитель {n}" in text for n in range(2, 7))


def test_an_unissued_policy_prints_the_application_but_no_policy_sheet(sold):
    sold.setup(lambda work: work.set(POLICIES, work.get(POLICIES, "П-000001"), state="проект"))
    with pytest.raises(DocumentError, match="ещё не оформлен"):
        sold.click("print_policy")
    assert sold.click("print_application").files


def test_the_policy_sheet_names_every_driver_with_his_factor(sold):
    text = texts(sold.click("print_policy").files[0])
    assert "Иванов Пётр Сергеевич" in text and "0,46" in text


def test_termination_prints_the_estimate_of_the_refund(sold):
    text = texts(sold.click("print_termination", "1", "договор купли-продажи").files[0])
    assert "продажа автомобиля" in text and "договор купли-продажи" in text
    assert "77" in text or "23" in text
    assert "—" not in text, "what is not known is an empty line to write on"


def test_the_change_is_read_from_what_was_saved_last(sold, contract):
    sold.click("change_policy")
    sold.setup(lambda work: work.fill("form_", plate="А123ВС77"))
    sold.click("form_save")
    text = texts(sold.click("print_change", "01.12.2026", "СТС 77 11 123456").files[0])
    assert "Госномер" in text and "А123ВС77" in text and "СТС 77 11 123456" in text


def test_a_change_nobody_saved_is_asked_for(sold):
    text = texts(sold.click("print_change", "Цвет", "белый", "синий", "01.12.2026", "нет").files[0])
    assert "Цвет" in text and "белый" in text and "синий" in text


def test_consents_are_three_sheets_and_none_counts_as_given(sold):
    about_me(sold)
    made = sold.click("print_consents").files
    assert len(made) == 3
    assert {row["kind"] for row in sold.rows("tblDocs")} == {"прочее"}
    assert sold.row("tblClients", "К-000001")["advertising"] == "нет"


def test_consents_need_the_name_of_the_agent(sold):
    with pytest.raises(InputError, match="«Ваше имя»"):
        sold.click("print_consents")


def test_the_invoice_names_the_cells_it_lacks(sold):
    sold.setup(lambda work: work.set(POLICIES, work.get(POLICIES, "П-000001"), paid=None))
    with pytest.raises(InputError, match="«Расчётный счёт», «Банк», «БИК»"):
        sold.click("print_invoice")


def test_the_invoice_is_for_what_is_owed(sold):
    def owe(work):
        work.set(POLICIES, work.get(POLICIES, "П-000001"), paid=None)
        work.set(INSURERS, work.get(INSURERS, "Пример"), inn="7707083893", kpp="770701001",
                 account="40702810138250123017", bank="ПАО СБЕРБАНК", bic="044525225",
                 correspondent="30101810400000000225")  # fmt: skip

    sold.setup(owe)
    premium = sold.row("tblPolicies", "П-000001")["premium"]
    text = texts(sold.click("print_invoice").files[0]).replace("\u00a0", "")
    assert f"{premium:.2f}".replace(".", ",") in text


def test_a_paid_policy_has_no_invoice(sold):
    with pytest.raises(InputError, match="платить нечего"):
        sold.click("print_invoice")


def test_the_a7_receipt_is_off_until_switched_on(sold):
    with pytest.raises(DocumentError, match="выключена"):
        sold.click("print_a7")
    about_me(sold, cfg_a7="да")
    assert "Квитанция А-7" in sold.click("print_a7").files[0].name


def test_history_offer_and_envelope(sold):
    about_me(sold)
    assert "ХХХ 0123456789" in texts(sold.click("print_history").files[0])
    assert "Уважаемый Пётр Сергеевич!" in texts(sold.click("print_offer").files[0])
    assert "ул. Садовая" in texts(sold.click("print_envelope").files[0])


def test_a_batch_makes_what_it_can_and_names_the_rest(sold):
    def second(work):
        work.add(POLICIES, client="К-000001", product="ОСАГО", insurer="Пример", state="проект",
                 starts=sold.today, ends=sold.today, premium=Decimal(1))  # fmt: skip

    sold.setup(second)
    sold.select("tblPolicies", "П-000001", "П-000002")
    report = sold.click("print_application")
    assert report.text == "Документов: 1, не получилось: 1." and "П-000002" in report.details[0]


def test_a_book_never_saved_has_no_place_for_papers(sold):
    sold.book._path = None
    with pytest.raises(DocumentError, match="Сохраните книгу"):
        sold.click("print_application")


def test_a_folder_that_cannot_be_made_is_named(sold, tmp_path):
    (tmp_path / "занято").write_text("файл")
    about_me(sold, cfg_folder=str(tmp_path / "занято"))
    with pytest.raises(DocumentError, match="занято"):
        sold.click("print_application")


def test_a_folder_of_templates_that_is_gone_is_named(sold):
    about_me(sold, cfg_templates="/нет/такой")
    with pytest.raises(DocumentError, match="нет/такой"):
        sold.click("print_application")


@pytest.mark.parametrize("name", ["CON", 'a/b\\c:"*?<>|', "..", "Петров\u202e\n{{ 7*7 }}"])
def test_hostile_names_stay_names(sold, name, tmp_path):
    sold.setup(lambda work: work.set(CLIENTS, work.get(CLIENTS, "К-000001"), name=name))
    made = sold.click("print_application").files[0]
    assert made.parent.parent == tmp_path / papers.FOLDER
    assert not set('\\/:*?"<>|\n') & set(made.parent.name + made.name)


def test_the_folder_opens_once_there_is_one(sold):
    with pytest.raises(DocumentError, match="ещё нет документов"):
        sold.click("open_folder")
    made = sold.click("print_application").files[0]
    assert sold.click("open_folder").files == [made.parent]


@pytest.mark.parametrize(("typed", "printed"), [(None, "1,17"), (Decimal("0.46"), "0,46")])
def test_a_driver_priced_without_a_history_has_that_kbm_on_the_policy(
    desk, contract, tmp_path, no_office, typed, printed
):
    """Nothing typed is class 3, 1,17: so the premium was computed, and so the policy says."""
    desk.book._path = tmp_path / "OSAGO.xlsm"
    contract["drivers"] = [contract["drivers"][0] | {"kbm": typed}]
    desk.setup(lambda work: [work.fill("form_", **contract), work.set_setting("cfg_my_name", "Образцов Иван Петрович")])
    desk.click("form_save")
    desk.select("tblPolicies", "П-000001")
    (path, *_) = desk.click("print_policy").files
    cells = [cell.text for table in Document(path).tables for row in table.rows for cell in row.cells]
    assert any(printed in cell for cell in cells)
