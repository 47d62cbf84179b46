"""Whose label it is (semnul casei): another house's waits, bars alone are confirmed, old labels stay good."""

from __future__ import annotations

import re
from datetime import timedelta

import pypdfium2
import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from condica.accounts.models import User
from condica.accounts.tests.factories import make_user
from condica.foundation import codes
from condica.mailroom import queries
from condica.mailroom.rules import BatchState, Finding, Said, understood
from condica.mailroom.tests.factories import stacks
from condica.mailroom.tests.test_scans import a_paper, a_pdf, brought, seen
from condica.organisation import api as organisation
from condica.organisation.models import HouseMark
from condica.registry.models import Entry
from condica.registry.print import label_code, paper_code, read_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return make_user("registrar")


def test_a_label_of_another_house_waits_and_bars_alone_are_confirmed(clerk: User) -> None:
    """Two towns run the same program and give the same numbers: the QR says whose the label is."""
    mine, same, bars = a_paper(clerk, 1), a_paper(clerk, 1), a_paper(clerk, 1)
    pdf = a_pdf(
        stacks.Paper(paper_code(mine)),
        stacks.Paper(paper_code(same), 1, stacks.OTHER_HOUSE),
        stacks.Paper(paper_code(bars), 1, stacks.BARS_ONLY),
    )
    stack = brought(pdf, clerk)
    assert [(row.state, row.finding, row.entry) for row in stack.batches.all()] == [
        (BatchState.ATTACHED, Finding.LABEL, mine),
        (BatchState.QUEUED, Finding.OTHER_HOUSE, None),
        (BatchState.QUEUED, Finding.UNMARKED, bars),
    ]
    assert not same.attachments.exists()


def test_old_labels_stay_good_and_two_houses_on_a_sheet_are_told_apart(clerk: User) -> None:
    paper = a_paper(clerk, 1)
    own, other = paper_code(paper), codes.checked("R2026000009")
    ours, theirs = label_code(paper), other + stacks.OTHER_MARK
    assert understood(seen(ours, own)) == Said(Finding.LABEL, own, marked=True)
    assert understood(seen(own, own)) == Said(Finding.LABEL, own)
    assert understood(seen(ours, own, theirs, other)) == Said(Finding.LABEL, own, marked=True)
    assert understood(seen(own, theirs)).finding == Finding.TWO_LABELS
    assert understood(seen(theirs, other)).finding == Finding.OTHER_HOUSE
    assert understood(seen(ours[:-5] + "?" + ours[-4:])).finding == Finding.FOREIGN
    assert read_code(theirs) is None
    assert read_code(ours) == read_code(own) == ("R", paper.year, paper.value)
    old = Entry(registered_at=organisation.house_mark().since - timedelta(days=1))
    assert [queries.bears_mark(one) for one in (old, paper)] == [False, True]
    assert queries.entries_typed(clerk, ours) == [paper]
    assert queries.entries_typed(clerk, own + stacks.OTHER_MARK) == []


def test_the_mark_is_drawn_once(clerk: User) -> None:
    mark = organisation.house_mark()
    assert re.fullmatch("[A-Z][0-9A-Z]{3}", mark.mark)
    for change in (lambda: HouseMark.objects.update(mark="AAAA"), lambda: HouseMark.objects.all().delete(),
                   lambda: HouseMark.objects.create(mark="AAAA", since=mark.since)):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_stacks_and_what_waits_print(clerk: User) -> None:
    brought(b"%PDF-1.4 rupt la mijloc", clerk, name="rupt.pdf")
    client = Client()
    client.force_login(clerk)
    printed = {
        name: words_of(client.post(reverse(f"mailroom:{name}")).content)
        for name in ("stacks_print", "scan_queue_print")
    }
    assert "rupt.pdf" in printed["stacks_print"]
    assert "tot teancul" in printed["scan_queue_print"]
    client.force_login(make_user("clerk"))
    assert client.post(reverse("mailroom:stacks_print")).status_code == 404


def words_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())
