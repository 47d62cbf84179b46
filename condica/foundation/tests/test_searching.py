"""Searching Romanian (căutarea): every pair of forms of a word shares a key, no two words do."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import defaultdict
from itertools import combinations
from time import perf_counter

import pytest
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from condica.foundation import lemmas, romanian
from condica.foundation.romanian import fold, query_groups, search_keys, word_keys
from condica.foundation.tests.words_of_the_field import spellings, words

WORDS = words()
#: „primării” and „primarii” are one string without diacritics, „delegații” even with them: nobody can tell them apart.
SAME_STRING = {frozenset(pair) for pair in (
    ("primărie", "primar"), ("judecătorie", "judecător"), ("delegație", "delegat"),
)}  # fmt: skip
APART = [
    ("plată plata plăți plății plăților", "plan planul planuri planului planurilor"),
    ("oraș orașul orașe orașelor", "orar orarul orare orarelor"),
    ("parc parcul parcuri parcului", "parcare parcarea parcări parcării parcărilor"),
    ("parc parcul parcuri parcului", "parchet parchetul parchete parchetului"),
    ("casă casa case casei caselor", "casare casarea casări casării"),
    ("cerere cererea cereri cererii cererilor", "cer cerul ceruri cerului"),
    ("drum drumul drumuri drumurilor", "drumeție drumeția drumeții drumeției drumețiilor"),
    ("școală școala școli școlii școlilor", "școlar școlarul școlari școlarilor"),
    ("cont contul conturi contului", "contract contractul contracte contractelor"),
    ("act actul acte actelor", "activ activul active activelor"),
    ("apă apa ape apei apelor", "apel apelul apeluri apelurilor"),
    ("Popa", "Pop"),
]


def keys(forms):
    return set().union(*(word_keys(form) for form in forms))


def test_the_list_is_long_enough():
    assert len(WORDS) >= 300
    assert sum(len(forms) for forms in WORDS.values()) >= 1900


def test_every_pair_of_forms_of_a_word_meets():
    missed = []
    for forms in WORDS.values():
        known = {form: set(word_keys(form)) for form in forms}
        missed += [(a, b) for a, b in combinations(known, 2) if not known[a] & known[b]]
    assert missed == []


def test_a_form_has_the_same_keys_however_it_is_typed():
    for form in (form for forms in WORDS.values() for form in forms):
        assert {tuple(word_keys(typed)) for typed in spellings(form)} == {tuple(word_keys(form))}


def test_no_two_words_meet():
    known = {word: keys(forms) for word, forms in WORDS.items()}
    joined = {frozenset(pair) for pair in combinations(known, 2) if known[pair[0]] & known[pair[1]]}
    assert joined == SAME_STRING
    for first, second in SAME_STRING:
        assert {fold(form) for form in WORDS[first]} & {fold(form) for form in WORDS[second]}


@pytest.mark.parametrize(("first", "second"), APART)
def test_words_that_only_look_alike_stay_apart(first, second):
    assert not keys(first.split()) & keys(second.split())


@pytest.fixture(scope="module")
def sample():
    """500 words of the dictionary with all the forms it knows, always the same ones."""
    forms = defaultdict(set)
    for form, lemma in DefaultDictionaryFactory().get_dictionary("ro").items():
        if form.isalpha() and lemma.isalpha() and form.islower() and lemma.islower():
            forms[lemma] |= {form, lemma}
    known = sorted(lemma for lemma in forms if len(forms[lemma]) >= 5 and len(lemma) >= 4)
    return {lemma: sorted(forms[lemma]) for lemma in random.Random(217).sample(known, 500)}


def test_no_form_of_500_words_of_the_dictionary_is_missed(sample):
    for forms in sample.values():
        known = [set(word_keys(form)) for form in forms]
        assert all(a & b for a, b in combinations(known, 2))


def test_almost_no_two_of_500_words_are_joined(sample):
    folded = {word: {fold(form) for form in forms} for word, forms in sample.items()}
    known = {word: keys(forms) for word, forms in sample.items()}
    pairs = [(a, b) for a, b in combinations(sample, 2) if not folded[a] & folded[b]]
    joined = [(a, b) for a, b in pairs if known[a] & known[b]]
    assert len(joined) / len(pairs) < 0.0001, joined


def test_words_that_the_dictionary_lacks_still_meet_in_their_forms():
    for forms in (
        "trotinetă trotineta trotinete trotinetei trotinetelor",
        "geolocație geolocația geolocației geolocații geolocațiilor",
        "hotspot hotspotul hotspotului hotspoturi hotspoturilor",
        "videointerfonul videointerfonului videointerfon",
    ):
        known = [set(word_keys(form)) for form in forms.split()]
        assert set.intersection(*known), forms


def test_the_old_spelling_finds_the_new_one():
    for old, new in (("cîine", "câine"), ("hotărîre", "hotărâre"), ("pîrîu", "pârâu"), ("pămîntului", "pământ")):
        assert set(word_keys(old)) & set(word_keys(new)), old


def test_numbers_stay_as_they_are():
    assert search_keys("nr. 38214/30.10.2026") == ["nr", "38214", "30", "10", "2026"]


def test_names_are_never_bent():
    assert romanian.name_keys("Popa-Ţăran Ștefan") == ["=popa", "=taran", "=stefan"]
    assert "=popescu" in query_groups("Popescu")[0]


def test_a_query_asks_for_each_of_its_words():
    groups = query_groups("petiții  canalizare PETIȚII")
    assert [group[0] for group in groups] == ["petitie", "canalizare"]


def test_a_word_still_being_typed_is_asked_as_it_stands():
    assert "ape" in query_groups("ape")[0]


def test_every_text_has_keys_and_nothing_breaks_them():
    for text in ("", " \t", "…—„”", "日本語", "ﬁșier", "a" * 5000, "x\x00y"):
        assert all(search_keys(text)) or not search_keys(text)


def test_starting_does_not_read_the_table():
    script = "import sys; import condica.foundation.romanian; print('simplemma' in sys.modules, 'mmap' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_the_table_is_built_once_and_only_mapped_afterwards(tmp_path, settings):
    settings.DATA = tmp_path
    lemmas._table.cache_clear()
    try:
        lemmas._table()
        written = list((tmp_path / "cache").iterdir())
        assert len(written) == 1
        lemmas._table.cache_clear()
        begun = perf_counter()
        assert lemmas.known("petitiilor") == ("petitie",)
        assert perf_counter() - begun < 0.5
        assert list((tmp_path / "cache").iterdir()) == written
    finally:
        lemmas._table.cache_clear()


def test_a_look_up_agrees_with_the_whole_table():
    table = dict(lemmas.build())
    for form in random.Random(9).sample(sorted(table), 500):
        assert list(lemmas.known(form)) == table[form]
    assert lemmas.known("zzzz") == lemmas.known("") == lemmas.known("aaaa") == ()
