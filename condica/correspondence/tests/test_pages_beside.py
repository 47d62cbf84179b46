"""What stands beside a letter on its page: visas, annexes, the way to Word and back, the two days of its term."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from condica.accounts.models import User
from condica.accounts.tests.factories import make_user
from condica.correspondence import actions, queries
from condica.correspondence.models import Letter, VisaDuty
from condica.correspondence.tests.factories import Town, make_letter, make_letterhead, make_paper, make_town
from condica.correspondence.tests.test_pages import as_user
from condica.documents import api as documents
from condica.foundation import dates
from condica.organisation.tests.factories import make_member, make_unit
from condica.registry import api as registry
from condica.registry.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    make_letterhead()
    return make_town()


def at_visas(town: Town) -> tuple[Letter, User]:
    lawyer = make_member(make_unit("Juridic"), "clerk", full_name="Mirela Pleș")
    letter = make_letter(town)
    unit = lawyer.holdings.get().post.unit
    as_user(town.clerk).post(
        reverse("correspondence:ask_visa", args=[letter.pk]), {"title": "viză de legalitate", "unit": unit.pk}
    )
    actions.check(letter, by=town.head)
    return letter, lawyer


def test_a_visa_is_asked_and_given_from_the_letters_page(town: Town) -> None:
    letter, lawyer = at_visas(town)
    client, visa = as_user(lawyer), letter.visas.get()
    address = reverse("correspondence:visa", args=[letter.pk, visa.pk])
    page = client.get(letter.get_absolute_url()).text
    assert f'name="verdict" value="give" formaction="{address}" data-key="z"' in page
    assert 'data-dialog="refuz"' in page
    assert client.post(address, {"verdict": "altceva"}).status_code == 404
    assert client.post(address, {"verdict": "refuse", "note": " "}).status_code == 422
    answer = client.post(address, {"verdict": "give"}, follow=True)
    assert "Ai dat „viză de legalitate”." in answer.text
    assert "dată · Mirela Pleș" in answer.text
    assert "vizată" in answer.text


def test_a_refused_visa_stands_with_its_reason_and_the_editor_warns(town: Town) -> None:
    letter, lawyer = at_visas(town)
    address = reverse("correspondence:visa", args=[letter.pk, letter.visas.get().pk])
    as_user(lawyer).post(address, {"verdict": "refuse", "note": "Temeiul e altul."})
    page = as_user(town.head).get(letter.get_absolute_url()).text
    assert "<q>Temeiul e altul.</q>" in page
    assert "Viză refuzată: viză de legalitate (Juridic)" in page
    text = as_user(town.clerk).get(reverse("correspondence:text", args=[letter.pk])).text
    assert "Dacă schimbi textul, cad și se cer din nou." in text
    assert "<q>Temeiul e altul.</q>" in text


def test_one_asked_by_hand_is_withdrawn(town: Town) -> None:
    letter, _ = at_visas(town)
    address = reverse("correspondence:visa", args=[letter.pk, letter.visas.get().pk])
    answer = as_user(town.clerk).post(address, {"verdict": "withdraw"}, follow=True)
    assert "nu se mai cere" in answer.text
    assert as_user(make_town().clerk).post(address, {"verdict": "withdraw"}).status_code == 404


def test_needed_visas_are_offered_before_the_approval(town: Town) -> None:
    lawyer = make_member(make_unit("Juridic"), "clerk")
    admin = as_user(make_user("administrator"))
    sent = {"title": "viză de legalitate", "unit": lawyer.holdings.get().post.unit_id, "place": 1, "template_key": ""}
    admin.post(reverse("correspondence:duties"), sent)
    duty = VisaDuty.objects.get()
    assert "viză de legalitate</b>, Juridic" in admin.get(reverse("correspondence:models")).text
    assert admin.post(reverse("correspondence:duties"), {"title": "x"}).status_code == 422
    letter = actions.submit(make_letter(town), by=town.clerk)
    page = as_user(town.head).get(letter.get_absolute_url()).text
    assert 'name="step" value="visas"' in page
    assert "Lipsesc vize: viză de legalitate (Juridic)" in page
    as_user(town.head).post(reverse("correspondence:step", args=[letter.pk]), {"step": "visas"})
    letter.refresh_from_db()
    assert letter.stage == "visas"
    admin.post(reverse("correspondence:duty_end", args=[duty.pk]))
    duty.refresh_from_db()
    assert duty.until is not None


def test_an_annex_is_put_and_taken_out(town: Town) -> None:
    letter = make_letter(town)
    client = as_user(town.clerk)
    address = reverse("correspondence:add_annex", args=[letter.pk])
    sent = {"file": SimpleUploadedFile("schita.txt", b"strada Morii"), "title": "Schița", "sheets": 2}
    page = client.post(address, sent, follow=True).text
    assert "Schița" in page
    assert "2 file" in page
    assert "Alege un fișier" in client.post(address, {}, follow=True).text
    annex = letter.annexes.get()
    client.post(reverse("correspondence:remove_annex", args=[letter.pk, annex.pk]))
    assert not letter.annexes.filter(out_at=None).exists()


def test_a_papers_own_file_goes_as_annex(town: Town) -> None:
    letter = make_letter(town)
    kept = documents.store(b"plan", name="plan.txt", by=town.registrar)
    assert letter.entry is not None
    registry.attach(letter.entry, kept, by=town.registrar)
    as_user(town.clerk).post(reverse("correspondence:add_annex", args=[letter.pk]), {"document": str(kept.pk)})
    assert letter.annexes.get().document == kept


def test_the_text_goes_out_to_word_and_comes_back(town: Town) -> None:
    letter = make_letter(town)
    client = as_user(town.clerk)
    out = client.get(reverse("correspondence:word_file", args=[letter.pk]))
    assert out.headers["Content-Type"].endswith("wordprocessingml.document")
    assert ".docx" in out.headers["Content-Disposition"]
    back = reverse("correspondence:bring_back", args=[letter.pk])
    answer = client.post(back, {"file": SimpleUploadedFile("r.docx", out.content), "revision": 1}, follow=True)
    assert "versiunea din urmă" in answer.text
    actions.edit(letter, "<p>al șefului</p>", by=town.head)
    late = client.post(back, {"file": SimpleUploadedFile("r.docx", out.content)})
    assert late.status_code == 422
    assert "Cele două texte" in late.text
    versions = client.get(reverse("correspondence:versions", args=[letter.pk])).text
    assert "textul nu a intrat singur" in versions
    assert client.post(back, {"file": SimpleUploadedFile("r.docx", b"MZ")}).status_code == 422


def test_the_target_and_the_legal_day_stand_beside_each_other(town: Town) -> None:
    entry = make_paper(town)
    today = dates.today()
    registry.set_term(entry, due_on=today + timedelta(days=20), safe_on=today + timedelta(days=20))
    letter = make_letter(town, Entry.objects.get(pk=entry.pk))
    terms = queries.terms_of(letter)
    assert terms is not None
    assert terms.target_on < terms.legal_on == today + timedelta(days=20)
    page = as_user(town.clerk).get(letter.get_absolute_url()).text
    assert "ținta internă" in page
    assert page.count('class="cd-term cd-term-calm"') == 2
    late = queries.terms_of(letter, today=terms.target_on + timedelta(days=1))
    assert late is not None
    assert (late.target.state, late.legal.state) == ("past", "near")  # colour of the target passed, not of lateness


def test_phrases_and_opinions_are_in_the_editor(town: Town) -> None:
    page = as_user(town.clerk).get(reverse("correspondence:text", args=[make_letter(town).pk])).text
    assert 'role="combobox"' in page
    assert re.search(r'<li role="option" id="pune-1" data-from="fraza-\d+"', page)
