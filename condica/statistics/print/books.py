"""A register on paper and in a spreadsheet (registru tipărit): numbered pages, the totals at the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from condica.foundation import dates, typesetting
from condica.foundation.romanian import number_text, plural
from condica.organisation import api as organisation
from condica.statistics.print.spreadsheets import Workbook, new_book
from condica.statistics.rules import Book, BookColumn, BookLine, Question

Totals = Sequence[tuple[str, int]]


def stacked(columns: Sequence[BookColumn]) -> list[list[BookColumn]]:
    """The columns as they stand on paper: some under another, in one cell."""
    cells: list[list[BookColumn]] = []
    for column in columns:
        if column.under and cells:
            cells[-1].append(column)
        else:
            cells.append([column])
    return cells


def in_cells(book: Book, line: BookLine) -> list[list[str]]:
    """A line's words in the same cells, as text."""
    words = iter(_text(value) for value in line.cells)
    return [[next(words) for _ in column] for column in stacked(book.columns)]


def _text(value: Any) -> str:
    if isinstance(value, date):
        return dates.numeric(value)
    return "" if value is None else str(value)


def subtitle(question: Question) -> str:
    """The period, and what the lines know."""
    return f"{question.period.days}, situația la {dates.long_day(question.on, year=True)}"


def total_words(totals: Totals) -> str:
    """`Total 214 petiții: 180 răspunse în termen; 8 răspunse târziu.`"""
    (_, count), *parts = totals
    listed = "; ".join(f"{number_text(number)} {words}" for words, number in parts)
    return f"Total {plural(count, 'petiție', 'petiții')}{': ' if listed else ''}{listed}."


def hidden_words(hidden: int) -> str:
    """What is said of lines that are not the reader's to see."""
    if not hidden:
        return ""
    return f"{plural(hidden, 'petiție', 'petiții')} ale altor compartimente nu se văd aici."


def book_pdf(book: Book, question: Question, lines: Sequence[BookLine], totals: Totals, hidden: int) -> bytes:
    """The register as PDF/A, in landscape, its head on each page."""
    words, images = typesetting.letterhead(organisation.letterhead(question.on))
    cells = stacked(book.columns)
    data = {
        "letterhead": words,
        "title": book.title,
        "subtitle": subtitle(question),
        "basis": book.basis,
        "head": [[column.label for column in cell] for cell in cells],
        "widths": [cell[0].width for cell in cells],
        "rows": [{"late": line.late, "cells": in_cells(book, line)} for line in lines],
        "totals": total_words(totals),
        "hidden": hidden_words(hidden),
    }
    return typesetting.render("statistics/book.typ", data, moment=question.as_of, images=images)


def book_xlsx(book: Book, question: Question, lines: Sequence[BookLine], totals: Totals, hidden: int) -> bytes:
    """The register as a spreadsheet: each column its own, days as days, the totals under the lines."""
    file, made = new_book(book.title, book.basis, question.as_of)
    writer = Workbook(made)
    leaf = writer.leaf(book.title, book.title, subtitle(question))
    head = [column.label for column in book.columns]
    widths = [max(12.0, column.width * 14) for column in book.columns]
    line = writer.listing(leaf, [head, *(row.cells for row in lines)], widths)
    for words, count in totals:
        line += 1
        leaf.write_string(line, 0, words, writer.words)
        leaf.write_number(line, 1, count, writer.formats["count"])
    if hidden:
        leaf.write_string(line + 2, 0, hidden_words(hidden), writer.small)
    made.close()
    return file.getvalue()
