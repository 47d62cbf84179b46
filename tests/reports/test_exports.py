"""The report as a file: typed spreadsheet whose totals are formulas, figures line by line, PDF."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

import openpyxl
import pypdfium2
import pytest

from condica.config.demo import DemoReport
from condica.registry.models import Entry
from condica.statistics import print as printing
from condica.statistics.queries import half_yearly, listing
from condica.statistics.rules import Sheet
from tests.reports.small import UNTIL, whole_time

pytestmark = pytest.mark.xdist_group("reports")


@pytest.fixture(scope="module")
def sheet(town: DemoReport) -> Sheet:
    return half_yearly(whole_time(), UNTIL, lambda table, row, column: "")


def book(sheet: Sheet, *, values: bool) -> Any:
    lines = listing(whole_time(), UNTIL, Entry.objects.select_related("register"))
    return openpyxl.load_workbook(io.BytesIO(printing.xlsx_bytes(sheet, lines)), data_only=values)


def test_each_table_has_its_leaf_and_the_list_the_last(sheet: Sheet) -> None:
    names = book(sheet, values=True).sheetnames
    assert names[0] == "Sinteză"
    assert names[-1] == "Lista"
    assert len(names) == len(sheet.tables) + 2


def test_totals_are_formulas_that_carry_their_values(sheet: Sheet) -> None:
    formulas, values = book(sheet, values=False), book(sheet, values=True)
    for table in sheet.tables:
        if not table.rows:
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


def test_the_figures_line_by_line_are_those_of_the_sheet(sheet: Sheet) -> None:
    text = printing.csv_text(sheet)
    assert text.startswith("\ufefftabel;rând;coloană;valoare\r\n")
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))[1:]
    table = sheet.tables[0]
    received = {row[1]: row[3] for row in rows if row[0] == table.title and row[2] == "Primite"}
    assert received == {row.label: str(int(row.cells[0].value or 0)) for row in (*table.rows, table.total)}


def test_a_name_that_begins_a_formula_stays_a_word(sheet: Sheet) -> None:
    assert printing._safe("=1+1") == "'=1+1"
    assert printing._safe("Iluminat") == "Iluminat"


def test_the_paper_holds_the_title_the_figures_and_every_table(sheet: Sheet) -> None:
    pdf = pypdfium2.PdfDocument(printing.pdf_bytes(sheet))
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)
    assert " ".join(sheet.title.split()) in text
    assert "Primăria Municipiului Valea Mureșului" in text
    assert all(table.title in text for table in sheet.tables if table.rows)
    assert f"Total {sheet.figures[0].text}" in text
    assert all(" ".join(chart.title.split()) in text for chart in sheet.charts)


def test_the_same_report_is_the_same_paper(sheet: Sheet) -> None:
    assert printing.pdf_bytes(sheet) == printing.pdf_bytes(sheet)
