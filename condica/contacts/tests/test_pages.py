"""Pages of contacts (contacte)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from condica.accounts.tests.factories import make_user
from condica.contacts import actions, api, queries
from condica.contacts.models import Contact
from condica.contacts.tests.factories import GOOD_CNP, GOOD_CUI, make_contact
from condica.journal.models import Line

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"contacts:{name}", args=args)


@pytest.fixture
def head(client):
    user = make_user("unit_head")
    client.force_login(user)
    return user


@pytest.fixture
def registrar(client):
    user = make_user("registrar")
    client.force_login(user)
    return user


def test_who_may_open_what(client):
    contact = make_contact("Ion Pop", cnp=GOOD_CNP)
    assert client.get(address("list")).status_code == 302
    client.force_login(make_user("archivist"))
    assert client.get(address("card", contact.pk)).status_code == 200
    assert address("edit", contact.pk) not in client.get(address("card", contact.pk)).content.decode()
    for name, args in (("new", ()), ("edit", (contact.pk,)), ("duplicates", ())):
        assert client.get(address(name, *args)).status_code == 404
    assert client.post(address("cnp", contact.pk)).status_code == 404
    client.force_login(make_user())
    assert client.get(address("list")).status_code == 404


def test_the_list_is_in_romanian_order_searched_and_paged(client, head):
    for name in ("Țiriac Ion", "Toma Ana", "Ăbrudan Ion", "Zaharia Ana"):
        make_contact(name)
    text = client.get(address("list")).content.decode()
    assert text.index("Ăbrudan") < text.index("Toma Ana") < text.index("Țiriac") < text.index("Zaharia")
    assert "Toma Ana" not in client.get(address("list"), {"q": "tir"}).content.decode()
    assert "Nimeni nu se potrivește" in client.get(address("list"), {"q": "xyz"}).content.decode()
    assert "Nimeni nu se potrivește" in client.get(address("list"), {"fel": "company"}).content.decode()
    for number in range(60):
        make_contact(f"Persoana {number:02}")
    page = client.get(address("list")).context["page"]
    assert len(page.items) == 50
    following = client.get(address("list"), {"dupa": page.next}).context["page"]
    assert len(following.items) == 14
    assert not set(page.items) & set(following.items)


def test_a_contact_is_written_and_corrected(client, head):
    form = {"kind": "company", "name": "Apă S.A.", "emails": "a@exemplu.ro\nb@exemplu.ro", "phones": "0257 281 850"}
    assert client.post(address("new"), {**form, "cui": GOOD_CUI}).status_code == 302
    contact = Contact.objects.get()
    assert contact.points.count() == 3
    page = client.get(address("edit", contact.pk)).content.decode()
    assert "b@exemplu.ro" in page
    client.post(
        address("edit", contact.pk), {**form, "name": "Apa Exemplu S.A.", "emails": "b@exemplu.ro", "cui": GOOD_CUI}
    )
    contact.refresh_from_db()
    assert contact.name == "Apa Exemplu S.A."
    assert {p.normal for p in contact.points.all()} == {"b@exemplu.ro", "+40257281850"}


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("cnp", "123", "are 13 cifre"),
        ("cui", "18547291", "Cifra de control"),
        ("phones", "abc", "nu arată a număr de telefon"),
        ("emails", "nu-e-adresa", "adresă de e-mail întreagă"),
        ("name", "", "obligatoriu"),
    ],
)
def test_what_is_wrong_stands_under_its_field(client, head, field, value, words):
    answer = client.post(address("new"), {"kind": "person", "name": "Ion Pop", field: value})
    assert answer.status_code == 200
    assert words in " ".join(answer.context["form"].errors[field])
    assert not Contact.objects.exists()


def test_a_cnp_is_masked_shown_to_few_and_every_look_is_written(client, registrar):
    contact = make_contact("Ion Pop", cnp=GOOD_CNP)
    for page in (address("card", contact.pk), address("edit", contact.pk), address("list")):
        assert GOOD_CNP not in client.get(page).content.decode()
    assert client.get(address("cnp", contact.pk)).status_code == 405
    answer = client.post(address("cnp", contact.pk))
    assert GOOD_CNP in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert Line.objects.filter(verb="contacts.cnp_seen").count() == 1
    assert client.post(address("cnp", make_contact("Fără").pk)).status_code == 404


def test_a_cnp_stays_unless_changed_or_forgotten(client, head):
    contact = make_contact("Ion Pop", cnp=GOOD_CNP)
    client.post(address("edit", contact.pk), {"kind": "person", "name": "Ioan Pop"})
    contact.refresh_from_db()
    assert (contact.name, contact.cnp) == ("Ioan Pop", GOOD_CNP)
    client.post(address("edit", contact.pk), {"kind": "person", "name": "Ioan Pop", "forget_cnp": "on"})
    contact.refresh_from_db()
    assert contact.cnp == ""


def test_an_address_takes_county_and_postal_code_from_its_locality(client, head):
    contact = make_contact("Ion Pop")
    place = api.localities("pecica")[0]
    form = {"kind": "home", "text": "nr. 5", "locality": place.name, "siruta": place.siruta}
    client.post(address("address", contact.pk), form)
    now = contact.addresses.get()
    assert (now.county, now.postal_code, now.siruta) == (place.county, place.postal_code, place.siruta)
    client.post(address("address", contact.pk), {**form, "locality": "Altundeva"})
    assert contact.addresses.get(is_current=True).siruta is None
    assert client.get(address("address", contact.pk)).status_code == 200


def test_roles_on_the_card(client, head):
    person, firm = make_contact("Ana Pop"), make_contact("Gazeta", kind="media")
    client.post(address("role", person.pk), {"title": "jurnalist", "of_name": "Gazeta", "of": firm.pk})
    assert "jurnalist" in client.get(address("card", firm.pk)).content.decode()
    answer = client.post(address("role", person.pk), {"title": "redactor", "of_name": "Necunoscută"})
    assert "Alege organizația din listă" in answer.content.decode()
    role = person.roles.get()
    client.post(address("end_role", role.pk))
    role.refresh_from_db()
    assert role.until is not None


def test_options_while_typing(client, head):
    contact = make_contact("Elena Chirilă", address="str. Morii nr. 11")
    text = client.get(address("find"), {"q": "chir"}).content.decode()
    assert f'data-value="{contact.pk}"' in text
    assert "<mark>Chir</mark>ilă" in text
    assert 'role="option"' in client.get(address("localities"), {"q": "arad"}).content.decode()
    assert client.get(address("find"), {"q": ""}).content.decode().strip() == ""


def test_duplicates_are_merged_told_apart_and_taken_apart(client, registrar):
    one, two = make_contact("Ion Pop", email="ion@exemplu.ro"), make_contact("I. Pop", email="ion@exemplu.ro")
    three = make_contact("Ana Pop", email="ion@exemplu.ro")
    assert "aceeași adresă de e-mail" in client.get(address("duplicates")).content.decode()
    assert "Seamănă cu" in client.get(address("card", one.pk)).content.decode()
    client.post(address("tell_apart"), {"first": one.pk, "second": three.pk})
    client.post(address("tell_apart"), {"first": two.pk, "second": three.pk, "inapoi": "fisa"})
    assert client.post(address("merge"), {"first": one.pk, "second": two.pk}).url == address("card", one.pk)
    assert client.get(address("card", two.pk)).url == address("card", one.pk)
    assert "Niciun duplicat" in client.get(address("duplicates")).content.decode()
    card = client.get(address("card", one.pk)).content.decode()
    assert "I. Pop" in card
    link = queries.card(one).merges[0]
    client.post(address("unmerge", link.pk))
    assert client.get(address("card", two.pk)).status_code == 200
    assert client.post(address("merge"), {"first": "x", "second": two.pk}).status_code == 404


def test_rooms_above_show_their_part_on_the_card(client, head):
    contact, other = make_contact("Ion Pop"), make_contact("I. Pop")
    actions.merge(contact, other, by=head)
    seen = []

    def rows(ids, user):
        seen.append((sorted(ids), user))
        return [api.SectionRow("38214/30.10.2026", "Iluminat stins", "/registratura/")]

    api.register_section(api.Section("papers", "Documente de probă", rows))
    try:
        client.post(address("reveal", contact.pk))
        text = client.get(address("card", contact.pk)).content.decode()
    finally:
        queries.sections._sections.pop("papers")
    assert "Documente de probă" in text
    assert "38214/30.10.2026" in text
    assert seen == [([contact.pk, other.pk], head)]
