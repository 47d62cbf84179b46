"""The pages of correspondence: who opens what, what the buttons do, what stays typed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from condica.accounts.models import User
from condica.accounts.tests.factories import make_user
from condica.correspondence import actions
from condica.correspondence.models import Letter, LetterTemplate, Phrase
from condica.correspondence.tests.factories import (
    BASIS,
    Town,
    make_approved,
    make_letter,
    make_letterhead,
    make_paper,
    make_signed,
    make_town,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    make_letterhead()
    return make_town()


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(letter: Letter, **changed: Any) -> dict[str, Any]:
    names = (
        "subject",
        "addressee_name",
        "addressee_address",
        "addressee_email",
        "channel",
        "body",
        "legal_basis",
        "way",
    )
    return {name: getattr(letter, name) for name in (*names, "revision")} | changed


def test_each_opens_on_what_waits_for_him(town: Town) -> None:
    make_approved(town, make_paper(town, subject="Iluminat pe Morii"))
    page = as_user(town.mayor).get(reverse("correspondence:list"))
    assert 'href="?mapa=de-semnat" aria-current="page"' in page.text
    assert "Iluminat pe Morii" in page.text
    assert "Mapa de semnat" in page.text
    other = as_user(town.clerk).get(reverse("correspondence:list"), {"mapa": "ciorne"})
    assert "Iluminat pe Morii" not in other.text


def test_an_answer_is_begun_from_its_paper(town: Town) -> None:
    entry = make_paper(town)
    client = as_user(town.clerk)
    address = f"{reverse('correspondence:new')}?la={entry.register.key}/{entry.year}/{entry.value}"
    page = client.get(address)
    assert 'value="Elena Chirilă"' in page.text
    assert page.text.count('name="template"') == 12
    answer = client.post(
        address,
        {
            "template": "raspuns-favorabil",
            "addressee_name": "Elena Chirilă",
            "subject": entry.subject,
            "unit": town.unit.pk,
        },
    )
    letter = Letter.objects.get()
    assert answer.headers["Location"] == reverse("correspondence:text", args=[letter.pk])
    assert (letter.entry, letter.drafted_by, letter.unit) == (entry, town.clerk, town.unit)


def test_a_paper_not_seen_is_not_answered(town: Town) -> None:
    entry = make_paper(make_town())
    address = f"{reverse('correspondence:new')}?la={entry.register.key}/{entry.year}/{entry.value}"
    assert as_user(town.clerk).get(address).status_code == 404


def test_the_text_works_without_script(town: Town) -> None:
    letter = make_letter(town)
    client = as_user(town.clerk)
    page = client.get(reverse("correspondence:text", args=[letter.pk])).text
    typed = re.search(r'<textarea name="body"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)
    assert typed is not None
    assert "<p>" not in typed[1].replace("&lt;", "<")
    assert "**vineri, 4 decembrie 2026**" in typed[1]
    plain = "Bună ziua,\n\n- unu\n- doi\n\n**Cu stimă**,"
    client.post(reverse("correspondence:text", args=[letter.pk]), words(letter, body=plain))
    letter.refresh_from_db()
    assert letter.body == "<p>Bună ziua,</p><ul><li>unu</li><li>doi</li></ul><p><strong>Cu stimă</strong>,</p>"


def test_what_was_typed_stays_when_somebody_was_faster(town: Town) -> None:
    letter = make_letter(town)
    sent = words(letter, body="textul meu")
    actions.edit(letter, "al șefului", by=town.head)
    client = as_user(town.clerk)
    answer = client.post(reverse("correspondence:text", args=[letter.pk]), sent)
    assert answer.status_code == 422
    assert "schimbată între timp" in answer.text
    assert "textul meu" in answer.text
    again = re.search(r'name="revision" value="(\d+)"', answer.text)
    assert again is not None
    client.post(reverse("correspondence:text", args=[letter.pk]), sent | {"revision": again[1]})
    letter.refresh_from_db()
    assert letter.body == "<p>textul meu</p>"
    assert letter.versions.filter(body="<p>al șefului</p>").exists()


def test_autosave_answers_with_the_revision_or_the_reason(town: Town) -> None:
    letter = make_letter(town)
    client = as_user(town.clerk)
    address = reverse("correspondence:autosave", args=[letter.pk])
    saved = client.post(address, words(letter, body="<p>a [b c]</p>"))
    assert saved.json()["revision"] == 2
    assert saved.json()["blanks"] == 1
    late = client.post(address, words(letter, body="<p>c</p>"))
    assert (late.status_code, late.json()["code"]) == (409, "letter-changed-meanwhile")
    missing = client.post(address, words(letter, subject="", revision=2))
    assert missing.status_code == 422
    assert "Referitor la" in missing.json()["problem"]


def test_the_preview_is_a_picture_and_the_pdf_a_pdf(town: Town) -> None:
    letter = make_letter(town)
    client = as_user(town.clerk)
    page = client.get(reverse("correspondence:letter", args=[letter.pk])).text
    source = re.search(r'<img class="cd-sheet" src="([^"]+)" alt="Pagina 1 din 1"', page)
    assert source is not None
    picture = client.get(source[1])
    assert picture.content.startswith(b"\x89PNG")
    assert "private" in picture.headers["Cache-Control"]
    assert client.get(source[1].replace("/1.png", "/2.png")).status_code == 404
    pdf = client.get(reverse("correspondence:pdf", args=[letter.pk]))
    assert (pdf.headers["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")


def test_the_buttons_take_the_letter_to_its_end(town: Town) -> None:
    letter = make_letter(town)
    step, send = reverse("correspondence:step", args=[letter.pk]), reverse("correspondence:dispatch", args=[letter.pk])
    for user, name in ((town.clerk, "submit"), (town.head, "approve"), (town.mayor, "sign")):
        page = as_user(user).get(letter.get_absolute_url()).text
        assert f'class="btn btn-primary btn-lg" type="submit" name="step" value="{name}"' in page
        assert as_user(user).post(step, {"step": name}).status_code == 302
    answer = as_user(town.registrar).post(send, {"way": "counter", "reference": "Elena Chirilă"}, follow=True)
    assert "ieșirea e scrisă în registru" in answer.text
    letter.refresh_from_db()
    assert letter.stage == "dispatched"


def test_what_is_refused_stands_with_its_reason_and_article(town: Town) -> None:
    letter = make_letter(town, legal_basis=" ")
    page = as_user(town.head).get(letter.get_absolute_url()).text
    assert "Acum nu se poate" in page
    assert "Răspunsul nu spune temeiul legal" in page
    assert "art.\xa013" in page
    refused = as_user(town.head).post(reverse("correspondence:step", args=[letter.pk]), {"step": "approve"})
    assert refused.status_code == 422
    assert 'data-code="letter-no-basis"' in refused.text


def test_return_with_its_reason_is_shown_above_the_text(town: Town) -> None:
    letter = make_approved(town)
    step = reverse("correspondence:step", args=[letter.pk])
    assert as_user(town.mayor).post(step, {"step": "return", "note": " "}).status_code == 422
    as_user(town.mayor).post(step, {"step": "return", "note": "Spune și data."})
    page = as_user(town.clerk).get(reverse("correspondence:text", args=[letter.pk])).text
    assert "<q>Spune și data.</q>" in page


def test_many_letters_are_signed_at_once_and_one_refused_stops_no_other(town: Town) -> None:
    chosen = [make_approved(town) for _ in range(3)]
    untouched = make_approved(town)
    Letter.objects.filter(pk=chosen[1].pk).update(signatory_unit=town.mayor)
    client = as_user(town.mayor)
    shown = client.get(reverse("correspondence:signing"), {"citesc": str(chosen[2].pk)})
    assert f"/corespondenta/{chosen[2].pk}/pagina/1.png" in shown.text
    sent = {"ales": [letter.pk for letter in (chosen[0], chosen[2])] + [chosen[1].pk]}
    answer = client.post(reverse("correspondence:signing"), sent, follow=True)
    assert "Ai semnat 2 scrisori" in answer.text
    stages = dict(Letter.objects.values_list("pk", "stage"))
    assert [stages[letter.pk] for letter in (*chosen, untouched)] == ["numbered", "approved", "numbered", "approved"]


def test_a_proof_is_uploaded(town: Town) -> None:
    made = actions.dispatch(make_signed(town), "counter", by=town.registrar)
    client = as_user(town.registrar)
    address = reverse("correspondence:proof", args=[made.letter_id, made.pk])
    assert address in client.get(made.letter.get_absolute_url()).text
    client.post(address, {"file": SimpleUploadedFile("ar.txt", b"semnat de primire")})
    made.refresh_from_db()
    assert made.proof is not None
    assert client.post(reverse("correspondence:proof", args=[made.letter_id + 1, made.pk]), {}).status_code == 404


def test_a_failed_dispatch_is_told_with_its_remedy(town: Town) -> None:
    letter = make_signed(town)
    made = actions.dispatch(letter, "post", by=town.registrar)
    type(made).objects.filter(pk=made.pk).update(state="failed", problem="Nu s-a putut.", remedy="Încearcă altfel.")
    client = as_user(town.registrar)
    assert "Încearcă altfel." in client.get(letter.get_absolute_url()).text
    assert letter.subject in client.get(reverse("correspondence:list"), {"mapa": "probleme"}).text


def test_versions_side_by_side(town: Town) -> None:
    letter = actions.edit(make_letter(town), "<p>Altceva</p>", by=town.head)
    page = as_user(town.clerk).get(reverse("correspondence:versions", args=[letter.pk])).text
    assert re.search(r'<ins><span aria-hidden="true">\+</span><span class="cd-hide">adăugat: </span>Altceva', page)
    assert re.search(r'<del><span aria-hidden="true">−</span><span class="cd-hide">șters: </span>', page)
    assert "Versiunea 1, Ioana Hossu" in page
    assert as_user(town.clerk).get(reverse("correspondence:versions", args=[letter.pk]), {"de": "9"}).status_code == 404


def test_two_people_in_one_text_see_both_texts_side_by_side(town: Town) -> None:
    letter = make_letter(town)
    sent = words(letter, body="Textul meu de acum")
    actions.edit(letter, "Textul lui de acum", by=town.head)
    page = as_user(town.clerk).post(reverse("correspondence:text", args=[letter.pk]), sent)
    assert page.status_code == 422
    assert "Sorin Fărcaș" in page.text
    assert re.search(r"<del>.*?</span>lui</del>", page.text)
    assert re.search(r"<ins>.*?</span>meu</ins>", page.text)


def test_models_are_changed_from_today_and_printed(town: Town) -> None:
    client = as_user(make_user("administrator"))
    assert client.get(reverse("correspondence:models")).status_code == 200
    address = reverse("correspondence:model", args=["prelungire"])
    assert "{adresare}" in client.get(address).text
    sample = client.get(reverse("correspondence:model_sample", args=["prelungire"]))
    assert sample.content.startswith(b"\x89PNG")
    sent = {
        "key": "prelungire",
        "title": "Prelungire",
        "body": "{adresare}\n\nNou",
        "legal_basis": BASIS,
        "sort_order": 5,
    }
    assert client.post(address, sent).status_code == 302
    rows = LetterTemplate.objects.filter(key="prelungire").order_by("since")
    assert [row.title for row in rows] == ["Înștiințare de prelungire", "Prelungire"]
    assert rows[0].until is not None
    assert rows[1].until is None
    client.post(reverse("correspondence:model_end", args=["raspuns-favorabil"]))
    assert client.get(reverse("correspondence:model", args=["raspuns-favorabil"])).status_code == 404


def test_a_phrase_is_added_and_taken_out(town: Town) -> None:
    client = as_user(make_user("director"))
    client.post(reverse("correspondence:phrases"), {"title": "Mulțumire", "body": "Vă mulțumim."})
    phrase = Phrase.objects.get(title="Mulțumire")
    assert phrase.body == "<p>Vă mulțumim.</p>"
    client.post(reverse("correspondence:phrase_end", args=[phrase.pk]))
    phrase.refresh_from_db()
    assert phrase.until is not None
    assert client.post(reverse("correspondence:phrases"), {"title": "", "body": "x"}).status_code == 422


def test_a_stranger_sees_nothing(town: Town) -> None:
    letter = make_letter(town)
    stranger = as_user(make_town().clerk)
    for name in ("letter", "text", "pdf", "versions"):
        assert stranger.get(reverse(f"correspondence:{name}", args=[letter.pk])).status_code == 404
    assert stranger.post(reverse("correspondence:step", args=[letter.pk]), {"step": "submit"}).status_code == 404
    assert as_user(town.clerk).post(reverse("correspondence:dispatch", args=[letter.pk]), {}).status_code == 404
    assert as_user(town.clerk).get(reverse("correspondence:signing")).status_code == 404


def test_pages_ask_few_questions(town: Town, django_assert_max_num_queries: Any) -> None:
    for _ in range(5):
        make_approved(town)
    client = as_user(town.mayor)
    address = reverse("correspondence:list")
    client.get(address)
    with django_assert_max_num_queries(25):
        client.get(address)
