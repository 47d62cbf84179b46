"""Letters signed electronically: two people, two revisions, the right words at the right places; and all refusals."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.db import DatabaseError, transaction

from condica.accounts.api import system_user
from condica.accounts.models import User
from condica.accounts.tests.factories import make_user
from condica.correspondence import actions, queries
from condica.correspondence.models import Letter, Mandate
from condica.correspondence.tests.factories import (
    Town,
    make_letter,
    make_letterhead,
    make_paper,
    make_signed,
    make_town,
)
from condica.documents import api as documents
from condica.documents.models import Signature
from condica.documents.tests.factories import PASSPHRASE, authority, issued_to
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.signatures.checking import check
from condica.journal.models import Line
from condica.organisation import actions as organisation
from condica.organisation.tests.factories import make_member, make_unit, place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENT_ROOT = tmp_path


@pytest.fixture
def town() -> Town:
    make_letterhead()
    documents.trust(authority().root.der, by=system_user())
    made = make_town()
    for user, email in ((made.head, "sorin.farcas@example.org"), (made.mayor, "victor.morariu@example.org")):
        user.email = email
        user.save(update_fields=["email"])
    return made


@pytest.fixture
def electronic(town: Town) -> Town:
    organisation.choose("signature_means", 1, by=system_user())
    return town


def key_of(user: User) -> documents.Key:
    return documents.key_from_file(issued_to(user).pkcs12(PASSPHRASE), PASSPHRASE, by=user)


def approved(town: Town, **words: Any) -> Letter:
    return actions.approve(make_letter(town, **words), by=town.head, key=key_of(town.head))


def bytes_of(letter: Letter) -> bytes:
    assert letter.pdf is not None
    return documents.open_blob(letter.pdf.blob)


def found_in(letter: Letter) -> list[Any]:
    return check(bytes_of(letter), "application/pdf", documents_trust(), dates.now() + timedelta(seconds=2)).signatures


def documents_trust() -> Any:
    from condica.documents.queries import trust

    return trust()


def text_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def test_two_people_sign_one_file_after_another(electronic: Town) -> None:
    letter = approved(electronic)
    before = bytes_of(letter)
    letter = actions.sign(letter, by=electronic.mayor, key=key_of(electronic.mayor))
    assert letter.stage == "numbered"
    assert bytes_of(letter).startswith(before)
    unit, head = found_in(letter)
    assert [(one.verdict, one.place, one.name) for one in (unit, head)] == [
        ("valid", "sef", "Sorin Fărcaș"), ("valid", "cap", "Victor Morariu"),
    ]  # fmt: skip
    assert (unit.changed, head.whole) == ("signatures", True)
    assert [one.version for one in documents.versions_of(letter.pdf)] == [1, 2]  # type: ignore[arg-type]
    assert list(Signature.objects.order_by("pk").values_list("place", "user", "profile", "means")) == [
        ("sef", electronic.head.pk, "B-B", "file"), ("cap", electronic.mayor.pk, "B-B", "file"),
    ]  # fmt: skip


def test_the_file_is_final_archival_and_says_who_when_and_as_what(electronic: Town) -> None:
    letter = actions.sign(approved(electronic), by=electronic.mayor, key=key_of(electronic.mayor))
    content = bytes_of(letter)
    words = text_of(content)
    assert "Proiect" not in words
    assert f"{letter.entry.value}/{dates.numeric(dates.today())}" in words  # type: ignore[union-attr]
    assert "Primar" in words
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.open_metadata().pdfa_status == "2A"
        assert len(pdf.Root.OutputIntents) == 1
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        assert str(fields["cap"].TU) == "Semnătura: Primar, Victor Morariu"
        assert str(fields["sef"].TU).startswith("Semnătura: Șef")
        left, right = (float(fields[name].Rect[0]) for name in ("cap", "sef"))
        assert left < right
        for field in fields.values():
            drawn = field.AP.N.Resources.XObject
            assert b"Do" in field.AP.N.read_bytes() or len(drawn) == 1


def test_the_signatures_are_seen_in_the_preview(electronic: Town) -> None:
    letter = approved(electronic)
    unsigned = queries.pages_of(letter)
    signed = queries.pages_of(actions.sign(letter, by=electronic.mayor, key=key_of(electronic.mayor)))
    assert unsigned != signed
    from PIL import Image, ImageChops

    changed = ImageChops.difference(*(Image.open(io.BytesIO(pages[-1])).convert("L") for pages in (unsigned, signed)))
    box = changed.getbbox()
    assert box is not None
    assert box[2] - box[0] > 150  # the stamp with its frame and words, not a dot


def test_the_journal_has_the_digest_of_what_leaves(electronic: Town) -> None:
    letter = actions.sign(approved(electronic), by=electronic.mayor, key=key_of(electronic.mayor))
    lines = Line.objects.filter(verb="correspondence.pdf_signed").order_by("pk")
    assert [line.data["sha256"] for line in lines][-1] == letter.pdf.blob_id  # type: ignore[union-attr]
    assert len(lines) == 2
    sent = actions.dispatch(letter, "email", by=electronic.registrar)
    from condica.correspondence.actions.dispatching import email_of

    attached = email_of(sent).attachments[0]
    assert attached.content == bytes_of(letter)  # type: ignore[union-attr]
    assert not list(documents.verify())
    path = documents.path_of(letter.pdf.blob_id)  # type: ignore[union-attr]
    path.chmod(0o600)
    path.write_bytes(bytes_of(letter) + b" ")
    assert "schimbat" in next(documents.verify()).what


@pytest.mark.parametrize("who", ["head", "mayor"])
def test_without_a_certificate_nobody_signs(electronic: Town, who: str) -> None:
    letter = make_letter(electronic) if who == "head" else approved(electronic)
    verb = actions.approve if who == "head" else actions.sign
    with pytest.raises(RuleBroken) as refusal:
        verb(letter, by=getattr(electronic, who))
    assert (refusal.value.code, refusal.value.cites) == ("letter-needs-certificate", ("Legea 214/2024",))


def test_somebody_elses_certificate_is_refused(electronic: Town) -> None:
    file = issued_to(electronic.mayor).pkcs12(PASSPHRASE)
    with pytest.raises(RuleBroken, match="Victor Morariu"):
        documents.key_from_file(file, PASSPHRASE, by=electronic.head)


def test_one_person_does_not_sign_twice(electronic: Town) -> None:
    letter = approved(electronic)
    Letter.objects.filter(pk=letter.pk).update(signatory_unit=electronic.mayor)
    with pytest.raises(RuleBroken, match="de două ori"):
        actions.sign(letter, by=electronic.mayor, key=key_of(electronic.mayor))


def test_the_database_wants_both_electronic_signatures(electronic: Town) -> None:
    letter = approved(electronic)
    other = documents.store(b"%PDF-1.7 altul", name="x.pdf", by=electronic.mayor)
    with pytest.raises(DatabaseError, match="două semnături electronice"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(
            stage="signed", pdf=other, signatory_head=electronic.mayor, signed_at=dates.now()
        )


def test_a_returned_letter_loses_its_signature_and_gets_another(electronic: Town) -> None:
    letter = actions.return_to_author(approved(electronic), reason="Spune data.", by=electronic.mayor)
    assert letter.pdf is None
    actions.edit(letter, "<p>Altfel.</p>", by=electronic.clerk)
    letter = actions.approve(letter, by=electronic.head, key=key_of(electronic.head))
    letter = actions.sign(letter, by=electronic.mayor, key=key_of(electronic.mayor))
    assert "Altfel." in text_of(bytes_of(letter))
    assert [one.verdict for one in found_in(letter)] == ["valid", "valid"]


def test_a_letter_begun_on_paper_is_finished_on_paper(town: Town) -> None:
    yesterday = dates.now() - timedelta(days=1)
    letter = actions.approve(make_letter(town), by=town.head, now=yesterday)
    organisation.choose("signature_means", 1, by=system_user())
    assert queries.way_of(letter) == 0
    letter = actions.sign(letter, by=town.mayor)
    assert not Signature.objects.exists()
    assert "Semnat în Condica" in text_of(bytes_of(letter))


def test_the_seal_is_put_once_both_have_signed(town: Town, settings: Any, tmp_path: Path) -> None:
    organisation.choose("signature_means", 2, by=system_user())
    (tmp_path / "sigiliu.p12").write_bytes(authority().issue("Primăria DEMO").pkcs12(PASSPHRASE))
    (tmp_path / "parola").write_text(PASSPHRASE)
    settings.SEAL_FILE, settings.SEAL_PASSPHRASE_FILE = str(tmp_path / "sigiliu.p12"), str(tmp_path / "parola")
    letter = make_signed(town)
    (seal,) = found_in(letter)
    assert (seal.verdict, seal.place, seal.name) == ("valid", "sigiliu", "Primăria DEMO")
    assert text_of(bytes_of(letter)).count("Semnat în Condica") == 2
    assert Signature.objects.get().means == "seal"


def test_a_letter_from_office_gets_its_number_before_the_first_signature(electronic: Town) -> None:
    letter = actions.draft(
        entry=None, by=electronic.clerk, unit=electronic.unit, addressee_name="Prefectura", addressee_address="Arad",
        subject="Situația lunii", body="<p>Vă transmitem situația.</p>", legal_basis="art. 5",
    )  # fmt: skip
    letter = actions.approve(letter, by=electronic.head, key=key_of(electronic.head))
    assert letter.entry is not None
    assert f"{letter.entry.value}/" in text_of(bytes_of(letter))
    number = letter.entry_id
    letter = actions.return_to_author(letter, reason="Nu încă.", by=electronic.mayor)
    assert letter.entry_id == number
    letter = actions.drop(letter, reason="Nu mai e nevoie.", by=electronic.clerk)
    letter.entry.refresh_from_db()  # type: ignore[union-attr]
    assert letter.entry.cancelled  # type: ignore[union-attr]


# --- who signs instead ------------------------------------------------------------------------------------------------


def test_a_substitute_signs_for_the_mayor_and_the_letter_says_so(electronic: Town) -> None:
    deputy = make_user(full_name="Ileana Pop", email="ileana.pop@example.org")
    place(deputy, electronic.unit.ancestors()[0], title="Viceprimar")
    today = dates.today()
    organisation.name_substitute(
        electronic.mayor, deputy, since=today, until=today + timedelta(days=7), by=system_user()
    )
    letter = actions.sign(approved(electronic), by=User.objects.get(pk=deputy.pk), key=key_of(deputy))
    assert letter.signatory_head_title == "pentru Primar, Viceprimar"
    assert "pentru Primar, Viceprimar" in text_of(bytes_of(letter))


def test_a_substitute_of_the_units_head_is_named_so(town: Town) -> None:
    colleague = make_member(town.unit, "unit_head", full_name="Dana Rus")
    today = dates.today()
    organisation.name_substitute(town.head, colleague, since=today, until=today, by=system_user())
    letter = actions.approve(make_letter(town), by=colleague)
    assert letter.signatory_unit_title.startswith("pentru Șef")


@pytest.fixture
def secretary(town: Town) -> User:
    other = make_unit("Secretariat", parent=town.unit.ancestors()[0])
    return make_member(other, "unit_head", is_head=True, full_name="Elena Vlad", email="elena.vlad@example.org")


def test_one_empowered_signs_between_its_days_with_the_act_in_the_line(electronic: Town, secretary: User) -> None:
    letter = approved(electronic)
    with pytest.raises(RuleBroken, match="împuternicitul"):
        actions.sign(letter, by=secretary, key=key_of(secretary))
    today = dates.today()
    mandate = actions.give_mandate(
        secretary, act="Dispoziția nr. 214/2026", since=today, until=today, by=electronic.mayor
    )
    again = User.objects.get(pk=secretary.pk)
    assert letter in queries.letters_in(queries.BOX["de-semnat"], again)
    assert "de-semnat" in [box.key for box in queries.boxes_of(again)]
    signed = actions.sign(letter, by=again, key=key_of(again))
    assert re.fullmatch(r"pentru Primar, .+ \(Dispoziția nr. 214/2026\)", signed.signatory_head_title)
    actions.end_mandate(mandate, until=today, by=electronic.mayor)
    with dates.frozen(dates.now() + timedelta(days=1)), pytest.raises(RuleBroken):
        actions.sign(letter_of(electronic), by=User.objects.get(pk=secretary.pk))


def letter_of(town: Town) -> Letter:
    return make_letter(town, make_paper(town))


def test_a_mandate_is_given_by_the_head_to_a_head(town: Town, secretary: User) -> None:
    today = dates.today()
    for user, act, by, code in (
        (secretary, " ", town.mayor, "mandate-act"),
        (town.clerk, "D 1", town.mayor, "mandate-not-head"),
        (town.mayor, "D 1", town.mayor, "mandate-self"),
        (secretary, "D 1", town.head, "mandate-edit"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            actions.give_mandate(user, act=act, since=today, by=by)
        assert refusal.value.code == code
    row = actions.give_mandate(secretary, act="D 1", since=today, by=town.mayor)
    actions.end_mandate(row, until=today + timedelta(days=3), by=town.mayor)
    for harm in ({"act": "D 2"}, {"until": today + timedelta(days=9)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Mandate.objects.filter(pk=row.pk).update(**harm)
    verbs = set(Line.objects.filter(kind="correspondence.mandate").values_list("verb", flat=True))
    assert verbs == {"correspondence.mandate_given", "correspondence.mandate_ended"}
