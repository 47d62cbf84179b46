"""The folder of letters to sign with certificates: one passphrase, each letter its outcome, nothing half signed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from condica.accounts.api import system_user
from condica.accounts.models import User
from condica.accounts.tests.factories import make_user
from condica.correspondence import actions
from condica.correspondence.models import Letter, Mandate
from condica.correspondence.tests.factories import Town, make_letter, make_letterhead, make_paper, make_town
from condica.correspondence.tests.test_signing import approved, found_in, key_of
from condica.documents import api as documents
from condica.documents.models import Signature
from condica.documents.tests.factories import PASSPHRASE, authority, issued_to
from condica.organisation import actions as organisation


@pytest.fixture(autouse=True)
def store_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENT_ROOT = tmp_path


def raise_town() -> Town:
    make_letterhead()
    documents.trust(authority().root.der, by=system_user())
    organisation.choose("signature_means", 1, by=system_user())
    made = make_town()
    for user, email in ((made.head, "sorin.farcas@example.org"), (made.mayor, "victor.morariu@example.org")):
        user.email = email
        user.save(update_fields=["email"])
    return made


@pytest.fixture
def town(db: None) -> Town:
    return raise_town()


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sent(user: User, letters: list[Letter], word: str = PASSPHRASE) -> dict[str, Any]:
    file = SimpleUploadedFile("primar.p12", issued_to(user).pkcs12(PASSPHRASE))
    return {"ales": [letter.pk for letter in letters], "means": "file", "file": file, "passphrase": word}


FOLDER = "correspondence:signing"


def test_one_passphrase_signs_all_that_were_chosen(town: Town) -> None:
    letters = [approved(town) for _ in range(3)]
    client = browser(town.mayor)
    page = client.get(reverse(FOLDER)).text
    assert "din care 3 cu certificat" in page
    assert page.count('name="passphrase"') == 1
    answer = client.post(reverse(FOLDER), sent(town.mayor, letters[:2]), follow=True)
    assert "Ai semnat 2 scrisori" in answer.text
    assert list(Letter.objects.order_by("pk").values_list("stage", flat=True)) == ["numbered", "numbered", "approved"]
    assert [one.verdict for one in found_in(Letter.objects.get(pk=letters[0].pk))] == ["valid", "valid"]


def test_one_failing_does_not_stop_the_others(town: Town) -> None:
    letters = [approved(town) for _ in range(4)]
    documents.path_of(letters[1].pdf.blob_id).unlink()  # type: ignore[union-attr]
    Letter.objects.filter(pk=letters[2].pk).update(pdf=documents.store(b"%PDF-1.7", name="x.pdf", by=town.head))
    other = make_letter(town, make_paper(town))
    client = browser(town.mayor)
    answer = client.post(reverse(FOLDER), sent(town.mayor, [*letters, other]), headers={"Accept": "application/json"})
    outcomes = answer.json()["outcomes"]
    found = {one["pk"]: (one["signed"], one["words"]) for one in outcomes}
    assert [found[letter.pk][0] for letter in letters] == [True, False, False, True]
    assert "lipsește din depozit" in found[letters[1].pk][1]
    assert "stricat" in found[letters[2].pk][1]
    assert other.pk not in found


def test_a_wrong_passphrase_signs_nothing_and_keeps_the_choice(town: Town) -> None:
    letters = [approved(town) for _ in range(2)]
    client = browser(town.mayor)
    answer = client.post(reverse(FOLDER), sent(town.mayor, letters, "greșită"))
    assert answer.status_code == 422
    assert "Nu s-a semnat nimic" in answer.text
    assert answer.text.count(" checked") >= 2
    assert "greșită" not in answer.text.replace("parola e greșită", "")
    told = client.post(reverse(FOLDER), sent(town.mayor, letters, "greșită"), headers={"Accept": "application/json"})
    assert told.status_code == 422
    assert "nu s-a deschis" in told.json()["stop"]
    assert not Signature.objects.filter(place="cap").exists()


def test_one_letter_is_approved_and_signed_from_its_page(town: Town) -> None:
    letter = make_letter(town)
    for user, step in ((town.head, "approve"), (town.mayor, "sign")):
        client = browser(user)
        page = client.get(letter.get_absolute_url()).text
        assert 'id="semnatura"' in page
        assert f'name="step" value="{step}"' in page
        answer = client.post(
            reverse("correspondence:sign_one", args=[letter.pk]), sent(user, []) | {"step": step}, follow=True
        )
        assert "semnat electronic" in answer.text
    letter.refresh_from_db()
    assert letter.stage == "numbered"
    assert "pentru" not in letter.signatory_head_title


def test_the_plain_step_says_what_is_missing(town: Town) -> None:
    letter = make_letter(town)
    answer = browser(town.head).post(reverse("correspondence:step", args=[letter.pk]), {"step": "approve"})
    assert answer.status_code == 422
    assert 'data-code="letter-needs-certificate"' in answer.text
    empty = browser(town.head).post(reverse("correspondence:sign_one", args=[letter.pk]), {"step": "approve"})
    assert 'data-code="letter-needs-certificate"' in empty.text
    assert browser(town.head).post(reverse("correspondence:sign_one", args=[letter.pk])).status_code == 404


def test_the_folder_is_for_who_signs(town: Town) -> None:
    assert browser(town.head).get(reverse(FOLDER)).status_code == 404
    assert browser(town.clerk).get(reverse(FOLDER)).status_code == 404
    address = reverse("correspondence:mandates")
    assert browser(town.clerk).get(address).status_code == 404
    mayor = browser(town.mayor)
    words = {"user": town.head.pk, "act": "Dispoziția nr. 9", "since": "2020-01-01"}
    assert mayor.post(address, words | {"user": town.mayor.pk}).status_code == 422
    assert mayor.post(address, words).status_code == 302
    assert "Dispoziția nr.\xa09" in mayor.get(address).text
    assert browser(town.head).get(reverse(FOLDER)).status_code == 200
    mayor.post(reverse("correspondence:mandate_end", args=[Mandate.objects.get().pk]))
    assert Mandate.objects.get().until is not None
    assert browser(make_user("administrator")).get(address).status_code == 200


# --- killed in the middle ---------------------------------------------------------------------------------------------

SIGN = """
import sys, time, django
django.setup()
from django.conf import settings
from pathlib import Path
settings.DOCUMENT_ROOT = Path(sys.argv[1])
from condica.accounts.models import User
from condica.correspondence import actions
from condica.correspondence.models import Letter
from condica.documents import actions as documents
from condica.documents.actions import signing
mayor = User.objects.get(pk=int(sys.argv[2]))
key = documents.key_from_file(sys.stdin.buffer.read(), sys.argv[3], by=mayor)
remember = signing._remember
def dies(*words, **more):
    remember(*words, **more)
    if Letter.objects.filter(stage="numbered").count() == int(sys.argv[4]):
        print("acum", flush=True)
        time.sleep(60)
signing._remember = dies
for letter in Letter.objects.filter(stage="approved").order_by("pk"):
    actions.sign(letter, by=mayor, key=key)
"""


@pytest.mark.parametrize("after", [0, 2])
def test_a_kill_leaves_each_letter_whole_or_untouched(
    own_database: str, django_db_blocker: Any, tmp_path: Path, after: int
) -> None:
    with django_db_blocker.unblock():
        town = raise_town()
        letters = [approved(town) for _ in range(4)]
        environment = os.environ | {"DATABASE_URL": own_database}
        process = subprocess.Popen(
            [sys.executable, "-c", SIGN, str(tmp_path), str(town.mayor.pk), PASSPHRASE, str(after)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment,
        )  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(issued_to(town.mayor).pkcs12(PASSPHRASE))
        process.stdin.close()
        assert process.stdout.readline() == b"acum\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
        stages = [Letter.objects.get(pk=letter.pk).stage for letter in letters]
        assert stages == ["numbered"] * after + ["approved"] * (4 - after)
        for letter in Letter.objects.order_by("pk"):
            whole = letter.stage == "numbered"
            assert [one.verdict for one in found_in(letter)] == ["valid"] * (2 if whole else 1)
            assert letter.pdf.signatures.filter(place="cap").exists() == whole  # type: ignore[union-attr]
        for letter in Letter.objects.filter(stage="approved"):
            actions.sign(letter, by=town.mayor, key=key_of(town.mayor))
        assert set(Letter.objects.values_list("stage", flat=True)) == {"numbered"}
