"""Every column that may name somebody has a keeper that erases it, or stands here with its reason (date personale)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from django.apps import apps
from django.db import models

from condica.contacts.api import PersonalKeeper, keepers

#: Rooms that keep nothing about the town's people, or whose words are the house's own.
OWN = {
    "accounts": "oamenii casei: conturi, nu persoane care ne scriu",
    "organisation": "structuri, posturi, alegeri ale casei",
    "journal": "partea personală a fiecărui rând se șterge cu obiectul lui",
    "statistics": "numai cifre",
}
#: Columns of other rooms that hold words, but never a person's; each with what it holds.
NO_PERSON: Mapping[str, str] = {
    "contacts.consent.text": "textul casei pe care persoana l-a acceptat",
    "contacts.personrequest.paper": "numărul cererii",
    "contacts.personrequest.identity": "felul actului văzut",
    "contacts.personrequest.outcome": "ce s-a hotărât, fără nume",
    "contacts.personrequest.extension_reason": "motivul prelungirii, al casei",
    "contacts.personexport.problem": "o eroare tehnică",
    "contacts.erasure": "numere de procese-verbale și mențiunea",
    "contacts.erased": "tabela, rândul și mențiunile puse în loc",
    "documents.blob": "amprenta și felul fișierului",
    "documents.document.kind": "felul fișierului",
    "documents.blobtext.method": "cum s-a citit textul",
    "casework.case.due_rule": "cheia termenului",
    "casework.stagechange.previous": "stadiul dinainte",
    "casework.learned": "cuvinte din rezoluții, fără numele oamenilor",
    "desk.phrase": "fraze de rezoluție",
    "desk.presenting": "felurile de documente ale unui decident",
    "desk.folderpaper.number": "numărul documentului",
    "desk.folderpaper.kind": "felul documentului",
    "court_papers.courtpaper.court": "o instanță",
    "court_papers.courtpaper.file_number": "numărul dosarului",
    "court_papers.display.basis_words": "un articol sau numărul unui act",
    "court_papers.display.places": "locuri dintr-o listă",
    "correspondence.lettertemplate": "modele ale casei",
    "correspondence.distributionlist": "numele listelor casei",
    "correspondence.circularmail.nonce": "un număr la întâmplare",
    "correspondence.circularmail.remedy": "ce se poate face, fără nume",
    "correspondence.phrase": "fraze ale casei",
    "correspondence.visaduty": "vize ale casei",
    "correspondence.contract": "contractul cu poșta",
    "correspondence.tariff": "prețurile poștei",
    "correspondence.numberrange": "numerele date de poștă",
    "correspondence.postlist.carrier": "firma sau agentul casei",
    "correspondence.postlist.stamp": "ștampila oficiului poștal",
    "correspondence.postlist.cancelled_for": "motivul anulării unui borderou, fără nume",
    "correspondence.envelope.number": "numărul recomandatei; nu numește pe nimeni",
    "correspondence.envelope.tracking": "numărul curierului; nu numește pe nimeni",
    "correspondence.mandate": "actul de delegare a semnăturii",
    "correspondence.letter.signatory_unit_title": "funcția semnatarului",
    "correspondence.letter.signatory_head_title": "funcția semnatarului",
    "correspondence.dispatch.remedy": "ce se poate face, fraza casei",
    "correspondence.visa.title": "numele vizei",
    "documents.checkedsignature.issuer": "cine a emis certificatul",
    "documents.checkedsignature.changed": "ce s-a schimbat după semnare, fraza casei",
    "documents.checkedsignature.note": "ce s-a găsit, fraza casei",
    "documents.trusteditem": "certificate acceptate de casă",
    "documents.personcertificate": "certificatele angajaților",
    "documents.signature": "semnăturile angajaților pe actele casei",
    "documents.signaturecheck.problem": "o eroare tehnică",
    "mailroom.mailbox": "căsuțele casei",
    "mailroom.reconciliation": "numere de mesaje",
    "mailroom.acknowledging": "textul casei",
    "mailroom.scanner": "scanerele casei și dosarele lor",
    "mailroom.inventory": "inventarele dosarelor, păstrate după Legea 16/1996",
    "mailroom.position": "inventarele dosarelor, păstrate după Legea 16/1996",
    "mailroom.positionfile": "de ce a fost desprinsă scanarea unui dosar vechi",
    "mailroom.refusedrow": "rânduri ale inventarelor, păstrate după Legea 16/1996",
    "documents.rendition.problem": "o eroare tehnică",
    "documents.rendition.pages_without_words": "numere de pagini",
    "petitions.petition.received_from": "o autoritate",
    "petitions.description": "valori din liste, ce numără rapoartele",
    "petitions.ending.solution": "o valoare din listă",
    "petitions.redirection.to": "o autoritate",
    "petitions.redirection.address": "adresa unei autorități",
    "petitions.redirection.email": "e-mailul unei autorități",
    "petitions.courtruling": "instanța și numărul hotărârii",
    "portal.draftfile": "fișierele ciornei, șterse cu ea de ceas",
    "portal.submission.consents": "ce casete a bifat",
    "registry.register": "registre",
    "registry.number": "numărul și codul de urmărire",
    "registry.entry.kind": "felul documentului",
    "registry.entry.document_number": "numărul dat de emitent",
    "registry.entry.file_code": "indicativul din nomenclator",
    "registry.entry.settled_note": "un număr sau un articol",
    "registry.entry.written": "se golește odată cu rândul, cu amprenta celor rămase",
    "registry.correction.field": "numele câmpului",
    "registry.exit.way": "modul rezolvării",
    "registry.differing": "coduri de pe etichete care nu sunt ale noastre",
    "registry.sign": "amprentele semnelor de ghișeu ale angajaților",
    "registry.loss.minute_number": "numărul procesului-verbal",
    "registry.issuedkind": "feluri de acte, alegeri ale casei",
    "registry.issued.number": "numărul actului",
    "registry.issued.shelf": "raftul",
    "registry.outcome.identity": "felul actului de identitate",
    "registry.outcome.reference": "numărul poștei",
    "registry.outcome.return_reason": "motivul poștei, din lista ei",
    "registry.repeat": "chei ale programelor",
    "registry.sentmessage": "identificatori de mesaje",
    "registry.block": "de ce s-au rezervat numerele, fără nume",
    "registry.reserved.written": "ghișeul rezervării",
    "queue.service": "numele serviciilor",
    "queue.screen": "unde stau ecranele",
    "registry.selection": "numerele procesului-verbal și confirmării",
    "registry.yearclosing": "numărul procesului-verbal și cifrele anului",
    "registry.bookprint.problem": "de ce s-a oprit tipărirea",
    "registry.selected": "indicativul",
}
#: Names of columns that hold codes, never words about somebody.
CODES = frozenset(
    {
        "kind", "key", "code", "stage", "state", "digest", "sha256", "mime", "language", "fingerprint", "message_id",
        "references", "about_message_id", "in_reply_to", "account", "folder", "outcome", "way", "channel", "cites",
        "legal_basis", "rule", "verb", "mark", "place", "signature", "term", "explanation",
    }
)  # fmt: skip


def words_of(model: type[models.Model]) -> Iterable[str]:
    """The columns in which somebody may write freely."""
    for column in model._meta.concrete_fields:
        free = isinstance(column, models.TextField | models.CharField | models.JSONField)
        if free and not column.choices and not column.is_relation and column.name not in CODES:
            yield column.name


def of_people(all_models: Iterable[type[models.Model]]) -> list[type[models.Model]]:
    """Our own models, but those of the rooms that know nobody."""
    return [m for m in all_models if m.__module__.startswith("condica.") and m._meta.app_label not in OWN]


def uncovered(all_models: Iterable[type[models.Model]], known: Iterable[PersonalKeeper]) -> list[str]:
    """Columns with words that no keeper erases and nobody explained."""
    keeping = list(known)
    found = []
    for model in of_people(all_models):
        covered = set().union(*(k.covered(model) for k in keeping if model in k.models))
        label = model._meta.label_lower
        found += [
            f"{label}.{name}"
            for name in words_of(model)
            if name not in covered and label not in NO_PERSON and f"{label}.{name}" not in NO_PERSON
        ]
    return found


def stale(all_models: Iterable[type[models.Model]]) -> list[str]:
    """Explanations of columns that are no more."""
    there = {m._meta.label_lower for m in all_models}
    there |= {f"{m._meta.label_lower}.{f.name}" for m in all_models for f in m._meta.concrete_fields}
    return sorted(NO_PERSON.keys() - there)


def test_every_column_with_words_is_erased_by_a_keeper_or_explained() -> None:
    assert uncovered(apps.get_models(), keepers()) == []


def test_no_explanation_is_left_behind() -> None:
    assert stale(apps.get_models()) == []


def test_every_model_that_declares_people_has_a_keeper() -> None:
    declared = [m for m in apps.get_models() if getattr(m, "personal_fields", ())]
    kept = {model for keeper in keepers() for model in keeper.models}
    assert [m._meta.label for m in declared if m not in kept] == []


def test_every_keeper_says_how_it_erases_and_what_stays() -> None:
    assert [k.key for k in keepers() if not k.how.endswith(".") or not k.keeps.endswith(".") or not k.label] == []


def test_a_model_without_a_keeper_is_found() -> None:
    without = [keeper for keeper in keepers() if keeper.key != "registry"]
    found = uncovered(apps.get_models(), without)
    assert "registry.exit.addressee" in found
    assert "registry.correction.reason" in found


@pytest.mark.django_db
def test_guards_of_all_rooms_are_open_to_an_erasure_and_to_nothing_else() -> None:
    """After the migrations no guard was forgotten; those of numbers and seals let nothing through (see `NEVER`)."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT condica_open_guards()")
        assert cursor.fetchone()[0] == 0
