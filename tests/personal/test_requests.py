"""Requests about one's own data and consents (cereri și consimțăminte): their month, who decides, how they end."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from condica.accounts.tests.factories import make_user
from condica.contacts import actions
from condica.contacts.models import Consent, PersonExport, PersonRequest
from condica.contacts.rules import Asked, Ground
from condica.contacts.tests.factories import GOOD_CNP, make_contact
from condica.foundation import dates
from condica.foundation.refusal import Refused, RuleBroken
from condica.journal.models import Line
from condica.registry.tests.factories import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def director():
    return make_user("director")


@pytest.fixture
def person():
    return make_contact("Elena Chirilă", email="elena@exemplu.ro", cnp=GOOD_CNP, phone="0722 123 318")


def ask(person, kind, by, received=date(2026, 11, 3)):
    with dates.frozen(dates.at(date(2026, 11, 20), 10)):
        return actions.ask(person, kind=kind, paper="41/2026", identity="CI", received_on=received, by=by)


def test_the_month_runs_from_the_receipt(person, director):
    """GDPR art. 12 alin. (3)."""
    request = ask(person, Asked.ACCESS, director)
    assert request.due_on == date(2026, 12, 3)
    with dates.frozen(dates.at(date(2026, 11, 25), 10)):
        request = actions.extend_request(request, reason="Multe dosare.", by=director)
    assert request.due_on == date(2027, 2, 3)
    with dates.frozen(dates.at(date(2026, 11, 26), 10)), pytest.raises(RuleBroken, match="deja prelungit"):
        actions.extend_request(request, reason="Încă.", by=director)


def test_a_month_that_passed_is_not_extended(person, director):
    request = ask(person, Asked.ACCESS, director)
    with dates.frozen(dates.at(date(2026, 12, 4), 10)), pytest.raises(RuleBroken, match="a trecut"):
        actions.extend_request(request, reason="Târziu.", by=director)


def test_a_request_stays_as_it_was_taken_and_decided(person, director):
    request = actions.decide_access(ask(person, Asked.ACCESS, director), outcome="Copia a fost dată.", by=director)
    with pytest.raises(RuleBroken, match="deja răspuns"):
        actions.decide_access(request, outcome="Alt răspuns.", by=director)
    with pytest.raises(DatabaseError), transaction.atomic():
        PersonRequest.objects.update(outcome="altceva")
    with pytest.raises(DatabaseError), transaction.atomic():
        PersonRequest.objects.all().delete()


def test_somebody_without_papers_goes_whole(person, director):
    request = ask(person, Asked.ERASURE, director)
    actions.give_consent(person, purpose="newsletter", text="Da.", way="form", by=director)
    _, kept = actions.decide_erasure(request, ground=Ground.PURPOSE, by=director)
    person.refresh_from_db()
    assert person.name == "[șters potrivit GDPR, art. 17]"
    assert (person.cnp, person.addresses.count(), person.points.count(), person.roles.count()) == ("", 0, 0, 0)
    assert person.kind == "person"
    assert person.keys is None
    assert {type(item.thing) for item in kept} == {Consent, PersonRequest}  # proofs, without a name
    assert not Line.objects.get(verb="contacts.created", object_id=str(person.pk)).__dict__.get("personal")
    with pytest.raises(RuleBroken, match="au fost șterse"):
        actions.change(person, kind="person", name="Elena", by=director)
    with pytest.raises(DatabaseError), transaction.atomic():
        type(person).objects.filter(pk=person.pk).update(name="Elena Chirilă")


def test_an_access_request_is_no_ground_for_erasing(person, director):
    with pytest.raises(RuleBroken, match="nu a cerut ștergerea"):
        actions.decide_erasure(ask(person, Asked.ACCESS, director), ground=Ground.PURPOSE, by=director)


def test_only_some_may_decide(client, person):
    request = ask(person, Asked.ERASURE, make_user("registrar"))
    for role in ("registrar", "unit_head", "clerk", "administrator", "archivist"):
        client.force_login(make_user(role))
        answer = client.post(reverse("contacts:decide_erasure", args=[request.pk]), {"ground": "purpose"})
        assert answer.status_code == 404, role
    client.force_login(make_user("director"))
    page = client.get(request.get_absolute_url()).content.decode()
    assert "Hotărăște ștergerea" in page
    client.post(reverse("contacts:decide_erasure", args=[request.pk]), {"ground": "purpose"})
    assert PersonRequest.objects.get().decided_at is not None


# --- the copy ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def export(person, director, settings, tmp_path):
    settings.DATA = tmp_path
    make_entry(by=director, sender=person, sender_name=person.name, subject="Iluminat stins")
    return actions.order_export(ask(person, Asked.ACCESS, director), by=director)


def test_the_copy_holds_everything_that_is_kept(export, director):
    actions.make_export(export)
    export.refresh_from_db()
    assert export.done == export.total > 2
    with zipfile.ZipFile(io.BytesIO(actions.take_export(export, by=director))) as archive:
        data = json.loads(archive.read("date.json"))
        assert archive.read("rezumat.pdf").startswith(b"%PDF")
    kinds = {part["cheie"]: part["pozitii"] for part in data["evidente"]}
    assert kinds["contacts"][0]["CNP"] == GOOD_CNP
    assert kinds["registry"][0]["conținut"] == "Iluminat stins"
    assert {"contacts.export_ordered", "contacts.export_made", "contacts.export_taken"} <= set(
        Line.objects.values_list("verb", flat=True)
    )


def test_it_is_taken_once_and_by_who_asked(export, director, django_capture_on_commit_callbacks):
    from condica.contacts.actions.requests import place_of

    actions.make_export(export)
    with pytest.raises(Refused):
        actions.take_export(export, by=make_user("authority_head"))
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_export(export, by=director)
    assert not place_of(export).exists()
    with pytest.raises(RuleBroken, match="deja luată"):
        actions.take_export(export, by=director)


def test_what_nobody_took_in_time_is_thrown_away(export, director):
    actions.make_export(export)
    later = dates.now() + timedelta(days=8)
    with pytest.raises(RuleBroken, match="expirat"):
        actions.take_export(export, by=director, now=later)
    assert actions.sweep_exports(now=later) == 1
    assert actions.sweep_exports(now=later) == 0


def test_a_second_run_of_the_job_changes_nothing(export):
    actions.make_export(export)
    ready = PersonExport.objects.get().ready_at
    actions.make_export(PersonExport.objects.get())
    assert PersonExport.objects.get().ready_at == ready


def test_the_page_follows_the_copy(client, export, director):
    client.force_login(director)
    page = client.get(export.request.get_absolute_url()).content.decode()
    assert "every 2s" in page
    actions.make_export(export)
    fragment = client.get(reverse("contacts:export_progress", args=[export.pk])).content.decode()
    assert "Ia copia" in fragment
    assert "every 2s" not in fragment
    answer = client.post(reverse("contacts:take_export", args=[export.pk]))
    assert answer["Content-Type"] == "application/zip"
    client.force_login(make_user("authority_head"))
    assert client.get(reverse("contacts:export_progress", args=[export.pk])).status_code == 404


# --- consents ---------------------------------------------------------------------------------------------------------


def test_a_consent_has_its_days_and_is_withdrawn_not_rewritten(person, director):
    """GDPR art. 7."""
    consent = actions.give_consent(
        person, purpose="email", text="Accept răspunsuri pe e-mail.", way="form", since=date(2026, 1, 5), by=director
    )
    assert consent.holds_on(date(2026, 1, 5))
    with pytest.raises(RuleBroken, match="are deja"):
        actions.give_consent(person, purpose="email", text="Iar.", way="form", by=director)
    actions.withdraw_consent(consent, on=date(2026, 3, 1), by=director)
    consent.refresh_from_db()
    assert (consent.holds_on(date(2026, 3, 1)), consent.holds_on(date(2026, 3, 2))) == (True, False)
    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.update(text="altceva")
    actions.give_consent(person, purpose="email", text="Iar.", way="form", by=director)


def test_consents_on_the_card(client, person):
    client.force_login(make_user("registrar"))
    facts = {"purpose": "newsletter", "text": "Vreau știri.", "way": "form", "since": "2026-11-01"}
    assert client.post(reverse("contacts:consent", args=[person.pk]), facts).status_code == 302
    page = client.get(person.get_absolute_url()).content.decode()
    assert "buletinul de știri" in page
    client.post(reverse("contacts:withdraw_consent", args=[Consent.objects.get().pk]))
    assert "retras la" in client.get(person.get_absolute_url()).content.decode()
