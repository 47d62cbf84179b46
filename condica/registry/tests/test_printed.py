"""Lists of the registry office on paper (liste tipărite): read back, as filtered, with nothing that may not be seen."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from condica.accounts.tests.factories import make_user
from condica.registry import actions
from condica.registry import api as registry
from condica.registry.actions.releasing import Holder
from condica.registry.tests.test_blocks import make_block
from condica.registry.tests.test_custody import Office, make_office
from condica.registry.tests.test_release import make_issued

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def printed(user, name: str, query: str = "") -> str:
    client = Client()
    client.force_login(user)
    answer = client.post(reverse(f"registry:{name}") + query)
    assert answer.status_code == 200
    pages = pypdfium2.PdfDocument(BytesIO(answer.content))
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split()).replace("\xa0", " ")


def test_the_condica_prints_what_waits_what_was_given_and_what_came_back(office):
    first, second, third = office.papers(3)
    registry.hand_over([first, second], to_unit=office.urbanism, by=office.registrar)
    given = printed(office.registrar, "custody_print")
    assert f"{first.paper_number}" in given
    assert "predat de mine, neprimit" in given
    assert "azi" not in given, "a paper is read on another day"
    assert str(third) not in given
    waiting = printed(office.clerk, "custody_print")
    assert "2 rânduri, lista întreagă" in waiting
    assert "de primit" in waiting
    assert "0 rânduri" in printed(office.other, "custody_print")


def test_originals_print_as_they_are_filtered(office):
    paper, other = office.papers(2)
    registry.hand_over([paper], to_unit=office.urbanism, by=office.registrar)
    line = paper.handed.get()
    registry.accept([line], by=office.clerk)
    unit = printed(office.registrar, "originals_print", f"?compartiment={office.urbanism.pk}")
    assert paper.paper_number in unit
    assert other.paper_number not in unit
    assert f"Compartimentul: {office.urbanism}" in unit
    assert "Locul: " in printed(office.registrar, "originals_print", "?loc=desk")


def test_the_shelf_and_the_blocks_print():
    made = make_issued()
    by = made.received_by
    make_issued("77", by=by, holder=Holder("Dan Marc"))
    shelf = printed(by, "shelf_print", "?q=Marc")
    assert "Dan Marc" in shelf
    assert "caută: Marc" in shelf
    assert "Mureșan" not in shelf
    block = make_block(4, by=by)
    actions.annul(block, block.first, reason="spoilt", by=by)
    blocks = printed(by, "blocks_print")
    assert "0 / 4" in blocks
    assert "lucrări la cablu deschis" in blocks
    client = Client()
    client.force_login(make_user("clerk"))
    assert [client.post(reverse(f"registry:{name}")).status_code for name in ("shelf_print", "blocks_print")] == [
        404, 404,
    ]  # fmt: skip
