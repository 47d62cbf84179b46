"""Erasing people (ștergerea): the line stays, the words go, the chain stays whole, nothing else gets through."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from condica.accounts.tests.factories import make_user
from condica.contacts import actions as contacts
from condica.contacts.models import Contact, Erased, Erasure
from condica.contacts.rules import Asked, Ground
from condica.contacts.tests.factories import GOOD_CNP, make_contact
from condica.documents import api as documents
from condica.foundation import dates
from condica.journal import api as journal
from condica.journal.models import Line, Personal
from condica.organisation import actions as organisation
from condica.registry import actions, api, queries
from condica.registry.models import Correction, Entry, Number
from condica.registry.tests.factories import make_entry

pytestmark = pytest.mark.django_db
SECRET = "Mihaela Ardelean"
AT = "Legii 16/1996"


@pytest.fixture
def registrar():
    return make_user("registrar")


@pytest.fixture
def kept(registrar, settings, tmp_path):
    """A paper of a person with a file, corrected, answered and closed long ago, under a code kept for five years."""
    settings.DATA = tmp_path
    organisation.set_file_kind(organisation.FileKindLine("IP-1", "Petiții", 5), since=date(2010, 1, 1), by=registrar)
    with dates.frozen(dates.at(date(2015, 3, 2), 9)):
        person = make_contact(SECRET, email="mihaela@exemplu.ro", phone="0722 123 456", cnp=GOOD_CNP, by=registrar)
        paper = documents.store(
            b"Subsemnata Mihaela Ardelean", name="Ardelean.txt", by=registrar, text=f"{SECRET} cere"
        )
        entry = make_entry(
            by=registrar, sender=person, sender_name=SECRET, sender_email="mihaela@exemplu.ro",
            sender_address="str. Morii 1", subject=f"Cererea doamnei {SECRET}", file_code="IP-1", documents=[paper],
        )  # fmt: skip
        actions.correct(entry, reason=f"{SECRET} a cerut", subject=f"Petiția doamnei {SECRET}", by=registrar)
        actions.record_exit(entry, addressee=SECRET, channel="post", way="favorabil", by=registrar)
        api.settle(entry, settled_as="answered", on=date(2015, 4, 1))
    entry.refresh_from_db()
    return entry


def erase(entry, by):
    selection = actions.begin_selection([entry], number="3", on=dates.today(), by=by)
    actions.confirm_selection(selection, number="71", on=dates.today(), by=by)
    return actions.carry_out(selection, by=by)


def findings():
    with connection.cursor() as cursor:  # the chain is sealed at commit, which a test never sees
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return [str(one) for one in (*journal.verify(), *api.verify(), *documents.verify())]


def everything():
    """All the text that the database holds about papers and people, to look for somebody in."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ '^(registry|contacts|documents|journal)_'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found)


def test_the_line_stays_and_the_person_is_gone(kept, registrar, django_capture_on_commit_callbacks):
    before = Number.objects.get(pk=kept.pk)
    assert SECRET in everything()
    assert "mihaela" in everything()
    path = documents.path_of(kept.attachments.get().document.blob_id)
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        erase(kept, registrar)
    text = everything()
    assert SECRET not in text
    assert "Ardelean" not in text
    assert "ardelean" not in text  # search keys
    assert "mihaela@exemplu.ro" not in text
    assert GOOD_CNP not in text
    assert not path.exists()
    after = Entry.objects.get(pk=kept.pk)
    assert after.subject.startswith(f"[șters potrivit {AT}")
    assert (after.value, after.year, after.registered_at, after.channel) == (
        kept.value, kept.year, kept.registered_at, kept.channel,
    )  # fmt: skip
    assert (after.settled_as, after.settled_on, after.file_code) == ("answered", date(2015, 4, 1), "IP-1")
    number = Number.objects.get(pk=kept.pk)
    assert bytes(number.hash) == bytes(before.hash)
    assert bytes(number.digest) == bytes(before.digest)
    assert findings() == []
    assert queries.search(registrar, "Ardelean") == []
    assert [one.pk for one in queries.by_number(registrar, str(kept.value))] == [kept.pk]


def test_the_person_goes_with_their_last_paper_and_keeps_their_kind(kept, registrar):
    person = kept.sender
    second = make_entry(by=registrar, sender=person, sender_name=SECRET)
    erase(kept, registrar)
    person.refresh_from_db()
    assert person.name == SECRET  # another paper still names them
    assert second.sender_name == SECRET


def test_nothing_is_destroyed_before_the_confirmation(kept, registrar):
    """Legea 16/1996, rules.md R12."""
    from condica.foundation.refusal import RuleBroken

    selection = actions.begin_selection([kept], number="3", on=dates.today(), by=registrar)
    with pytest.raises(RuleBroken, match="Arhivele Naționale"):
        actions.carry_out(selection, by=registrar)
    with pytest.raises(DatabaseError), transaction.atomic():
        Erasure.objects.create(basis="retention", minute="3", mark="[șters]", by=registrar, at=dates.now())
    assert Entry.objects.get(pk=kept.pk).sender_name == SECRET


def test_what_is_still_kept_is_not_selected(kept, registrar):
    from condica.foundation.refusal import RuleBroken

    fresh = make_entry(by=registrar, file_code="IP-1")
    api.settle(fresh, settled_as="answered", on=dates.today())
    fresh.refresh_from_db()
    assert [row.papers for row in queries.expired(dates.today())] == [[kept]]
    with pytest.raises(RuleBroken, match="se păstrează până la"):
        actions.begin_selection([fresh], number="4", on=dates.today(), by=registrar)


@pytest.mark.parametrize(
    ("field", "value"),
    [("written", {}), ("salt", b""), ("registered_by_id", 1)],
)
def test_the_guard_opens_for_no_other_way(kept, registrar, field, value):
    """No mark without an erasure; and within one, only marks, only in the columns that it names."""
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(pk=kept.pk).update(**{field: value})
    erasure = Erasure.objects.create(
        basis="retention", minute="3", confirmed="7", mark="[șters]", by=registrar, at=dates.now()
    )
    Erased.objects.create(erasure=erasure, place="registry_entry", object_id=str(kept.pk), values={"salt": ""})
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('condica.erasure', %s, true)", [str(erasure.pk)])
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(pk=kept.pk).update(salt=b"other")
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(pk=kept.pk).update(written={"subject": "altceva"})
    with pytest.raises(DatabaseError), transaction.atomic():
        Erased.objects.create(erasure=erasure, place="registry_number", object_id=str(kept.pk), values={"hash": ""})


def test_a_forged_erasure_is_found_by_the_check(kept, registrar):
    """Words blanked through the open way, without the journal's line, do not pass `condica verify`."""
    erasure = Erasure.objects.create(
        basis="retention", minute="3", confirmed="7", mark="[șters]", by=registrar, at=dates.now()
    )
    values = {"salt": "", "sender_name": "[șters]", "written": {}}
    Erased.objects.create(erasure=erasure, place="registry_entry", object_id=str(kept.pk), values=values)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('condica.erasure', %s, true)", [str(erasure.pk)])
    written = {**kept.written, "sender_name": "[șters]"}
    Entry.objects.filter(pk=kept.pk).update(salt=b"", sender_name="[șters]", written=written)
    assert any("cele rămase după ștergere" in one for one in findings())


def test_erasures_and_their_rows_are_never_rewritten(kept, registrar):
    erase(kept, registrar)
    for model in (Erasure, Erased):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(**({"mark": "[șters]"} if model is Erasure else {"values": {}}))


def test_a_file_that_another_paper_holds_stays(kept, registrar, django_capture_on_commit_callbacks):
    document = kept.attachments.get().document
    other = make_entry(by=registrar)
    actions.attach(other, document, by=registrar)
    with django_capture_on_commit_callbacks(execute=True):
        erase(kept, registrar)
    document.refresh_from_db()
    assert document.erased_at is None
    assert documents.path_of(document.blob_id).exists()
    assert findings() == []


def test_the_same_content_brought_again_is_kept_again(kept, registrar, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase(kept, registrar)
    again = documents.store(b"Subsemnata Mihaela Ardelean", name="alt.txt", by=registrar, text="alt")
    assert documents.open_blob(again.blob) == b"Subsemnata Mihaela Ardelean"
    assert findings() == []


def test_a_request_meets_the_archives_duty(kept, registrar):
    """GDPR art. 17 alin. (3) lit. b): what the law obliges to keep is refused with the reason."""
    director = make_user("director")
    request = contacts.ask(kept.sender, kind=Asked.ERASURE, paper="12/2026", identity="CI", by=registrar)
    _, stays = contacts.decide_erasure(request, ground=Ground.OBJECTION, by=director)
    assert "selecționare" in next(item.kept for item in stays if item.thing == kept)
    assert Entry.objects.get(pk=kept.pk).sender_name == SECRET
    assert Contact.objects.get(pk=kept.sender_id).erased_at is not None  # the card is no archive
    assert findings() == []


def test_unlawful_data_go_also_from_the_register(kept, registrar, django_capture_on_commit_callbacks):
    """Art. 17 alin. (1) lit. d): what should never have been kept is not protected by the archives' duty."""
    request = contacts.ask(kept.sender, kind=Asked.ERASURE, paper="12/2026", identity="CI", by=registrar)
    with django_capture_on_commit_callbacks(execute=True):
        _, stays = contacts.decide_erasure(request, ground=Ground.UNLAWFUL, by=make_user("director"))
    assert [item for item in stays if item.thing == kept] == []
    assert Entry.objects.get(pk=kept.pk).sender_name == "[șters potrivit GDPR, art. 17]"
    assert SECRET not in "".join(map(str, Personal.objects.values_list("data", flat=True)))
    assert findings() == []


def test_names_are_not_written_back(kept, registrar):
    from condica.foundation.refusal import RuleBroken

    erase(kept, registrar)
    entry = Entry.objects.get(pk=kept.pk)
    with pytest.raises(RuleBroken, match="nu se mai scriu"):
        actions.correct(entry, reason="la loc", sender_name=SECRET, by=registrar)
    assert actions.correct(entry, reason="numărate", leaves=3, by=registrar).leaves == 3
    assert list(api.verify()) == []


def test_an_erased_line_tells_when_and_why_and_keeps_its_history(kept, registrar):
    erase(kept, registrar)
    line = Line.objects.get(verb="registry.erased")
    assert line.entry_id == kept.pk
    assert Line.objects.filter(entry_id=kept.pk, verb="registry.registered").exists()
    assert Correction.objects.get(entry=kept).new.startswith("[șters")
