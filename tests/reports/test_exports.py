"""The report as a file: typed spreadsheet whose totals are formulas, figures line by line, PDF."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import datetime
from typing import Any

import openpyxl
import pypdfium2
import pytest

from condica.config.demo import DemoReport
from condica.foundation.sheets import plain_cell
from condica.registry.models import Entry
from condica.statistics import print as printing
from condica.statistics.queries import half_yearly, lines
from condica.statistics.rules import Sheet
from tests.reports.small import whole

pytestmark = pytest.mark.xdist_group("reports")


@pytest.fixture(scope="module")
def sheet(town: DemoReport) -> Sheet:
    return half_yearly(whole(), lambda table, row, column: "")


def book(sheet: Sheet, *, values: bool) -> Any:
    return openpyxl.load_workbook(io.BytesIO(printing.xlsx_bytes(sheet, everything())), data_only=values)


def everything() -> list[Any]:
    return lines(whole(), Entry.objects.select_related("register"))


def test_each_table_has_its_leaf_and_the_list_the_last(sheet: Sheet) -> None:
    names = book(sheet, values=True).sheetnames
    assert names[0] == "Sinteză"
    assert names[-1] == "Lista"
    assert len(names) == len(sheet.tables) + 2


def test_totals_are_formulas_that_carry_their_values(sheet: Sheet) -> None:
    formulas, values = book(sheet, values=False), book(sheet, values=True)
    for table in sheet.tables:
        if not table.rows or table.total is None:
            continue
        name, line = table.title[:31], 5 + len(table.rows)
        counted, shown = formulas[name], values[name]
        assert counted.cell(line, 2).value == f"=SUM(B5:B{line - 1})"
        column = [shown.cell(row, 2).value for row in range(5, line)]
        assert shown.cell(line, 2).value == sum(column) == table.total.cells[0].value


def test_figures_are_numbers_and_days_are_dates(sheet: Sheet) -> None:
    leaf = book(sheet, values=True)["Lista"]
    head = [cell.value for cell in leaf[4]]
    first = dict(zip(head, (cell.value for cell in leaf[5]), strict=True))
    assert isinstance(first["Înregistrată"], datetime)
    assert leaf.max_row == 4 + (sheet.tables[0].total.cells[0].value or 0)
    assert isinstance(book(sheet, values=True)["Sinteză"].cell(4, 2).value, int)


def test_nobodys_name_is_in_the_list(sheet: Sheet) -> None:
    leaf = book(sheet, values=True)["Lista"]
    words = " ".join(str(cell.value) for row in leaf.iter_rows(min_row=5) for cell in row)
    assert "Elena Chirilă" not in words
    assert "Iluminat public stins pe strada Morii, nr. 3–21" in words


def test_every_petition_is_a_line_and_nobody_is_named(sheet: Sheet) -> None:
    text = printing.csv_text(everything(), without={"Conținut pe scurt"})
    assert text.startswith("\ufeffNr.;Înregistrată;")
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))
    assert len(rows) == sheet.figures[0].cell.value
    assert "Conținut pe scurt" not in rows[0]
    assert datetime.fromisoformat(rows[0]["Înregistrată"])
    by_unit = Counter(row["Compartiment"] or "Încă nerepartizate" for row in rows)
    table = sheet.tables[0]
    assert by_unit == {row.label: row.cells[0].value for row in table.rows}


def test_the_number_stands_only_where_the_paper_may_be_read(town: DemoReport) -> None:
    _, *found = lines(whole(), Entry.objects.none())
    assert found
    assert {(line[0], line[1]) for line in found} == {("", "")}


def test_a_name_that_begins_a_formula_stays_a_word(sheet: Sheet) -> None:
    assert plain_cell("=1+1") == "'=1+1"
    assert plain_cell("Iluminat") == "Iluminat"


def test_the_paper_holds_the_title_the_figures_and_every_table(sheet: Sheet) -> None:
    pdf = pypdfium2.PdfDocument(printing.pdf_bytes(sheet))
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)
    assert " ".join(sheet.title.split()) in text
    assert "Primăria Municipiului Valea Mureșului" in text
    assert all(table.title in text for table in sheet.tables if table.rows)
    assert f"Total {sheet.figures[0].text}" in text
    assert all(" ".join(chart.title.split()) in text for chart in sheet.charts)
    assert all(" ".join(words.split())[:60] in text for words in sheet.words)
    assert "Conducătorul autorității" in text


def test_the_same_report_is_the_same_paper(sheet: Sheet) -> None:
    assert printing.pdf_bytes(sheet) == printing.pdf_bytes(sheet)
