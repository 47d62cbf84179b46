"""Finding people and places while typing (căutare în timp ce scrii)."""

from __future__ import annotations

import pytest

from condica.accounts.tests.factories import make_user
from condica.contacts import actions, api
from condica.contacts.tests.factories import GOOD_CNP, GOOD_CUI, make_contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return make_user("registrar")


def names(words, user, **more):
    return [match.label for match in api.find(words, user, **more)]


def test_names_are_found_by_any_beginning_with_or_without_diacritics(clerk):
    for name in ("Elena Chirilă", "Chirilă Instal S.R.L.", "Marius Chiriac", "Vasile Gligor"):
        make_contact(name)
    assert names("chir", clerk) == ["Chirilă Instal S.R.L.", "Elena Chirilă", "Marius Chiriac"]
    assert names("CHIRILĂ el", clerk) == ["Elena Chirilă"]
    assert names("el chirila", clerk) == ["Elena Chirilă"]
    assert names("gligor vas", clerk) == ["Vasile Gligor"]
    assert names("xyz", clerk) == []
    assert names("c", clerk) == []
    assert names("'; drop --", clerk) == []
    assert len(names("chir", clerk, limit=2)) == 2


def test_codes_phones_and_addresses_are_found(clerk):
    make_contact("Ion Pop", cnp=GOOD_CNP)
    make_contact("Apă S.A.", kind="company", cui=GOOD_CUI, email="office@apa.exemplu.ro")
    make_contact("Ana Pop", phone="0722 123 456")
    assert names(GOOD_CNP, clerk) == []  # by a form and with a reason only: test_seeing.py
    assert names(GOOD_CUI, clerk) == names(f"RO{GOOD_CUI}", clerk) == names(f"ro {GOOD_CUI}", clerk) == ["Apă S.A."]
    assert names("Office@apa", clerk) == ["Apă S.A."]
    for typed in ("0722", "0722 12", "+4072212", "0040722123456"):
        assert names(typed, clerk) == ["Ana Pop"]


def test_the_second_line_tells_namesakes_apart_and_masks(clerk):
    make_contact("Ion Pop", cnp=GOOD_CNP, address="str. Morii nr. 3")
    make_contact("Ion Pop", phone="0722 123 318", address="str. Gării nr. 4")
    make_contact("Ion Pop S.R.L.", kind="company", cui=GOOD_CUI)
    lines = [match.words for match in api.find("ion pop", clerk)]
    assert lines == [
        "str. Morii nr. 3 · CNP •••••••••1146",
        "str. Gării nr. 4 · tel. 07•• ••• 318",
        "CUI 1854••••",
    ]


def test_a_merged_contact_comes_once_as_what_it_is_now(clerk):
    kept, other = make_contact("Elena Chirilă"), make_contact("Chirilă E.", email="elena@exemplu.ro")
    actions.merge(kept, other, by=clerk)
    assert names("chiril", clerk) == ["Elena Chirilă"]
    assert names("elena@", clerk) == ["Elena Chirilă"]


def test_who_may_not_see_contacts_finds_none():
    make_contact("Elena Chirilă")
    assert api.find("elena", make_user()) == []


def test_localities_are_found_towns_first_and_told_apart():
    found = api.localities("arad")
    assert (found[0].name, found[0].county, found[0].words) == ("Arad", "Arad", "județul Arad")
    assert api.localities("targu mures")[0].name == "Târgu Mureș"
    assert api.localities("TÂRGU MUREȘ")[0].siruta == api.localities("targu mures")[0].siruta
    assert all(place.county == "Cluj" for place in api.localities("valea", county="Cluj"))
    assert len({place.words for place in api.localities("izvoarele", limit=20)}) > 5
    assert api.localities("garbova de")[0].name.split()[-2] == "de"
    assert api.localities("a") == []
    assert "Cluj-Napoca" in [place.name for place in api.localities("cluj")]
