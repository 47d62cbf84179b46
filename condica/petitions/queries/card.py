"""The petition's card on its page (fișa petiției): collective, extension, redirection, connected papers, silence."""

from __future__ import annotations

from collections.abc import Iterator

from condica.accounts.models import User
from condica.casework.api import CardRow, Case
from condica.foundation import dates
from condica.foundation.romanian import plural
from condica.law import og27
from condica.petitions import rules
from condica.petitions.actions.filing import missing_identity
from condica.petitions.actions.joining import joined_of
from condica.petitions.models import Extension, Petition, Redirection
from condica.petitions.queries.waiting import not_left, standing, wrong_hands
from condica.petitions.rules import APPLICANTS, DOMAINS, NATURES, WORKED_ON, Stage


def card(case: Case, user: User) -> list[CardRow]:
    """What is known about a petition, and what about it a person must see."""
    found = Petition.objects.select_related(
        "about", "joined_to__case__entry__register", "repeats__case__entry__register", "withdrawn_by__register",
        "extension",
    ).get(pk=case.pk)  # fmt: skip
    found.case = case
    return [*_wrong(found), *_who(found), *_term(found), *_way_out(found), *_letters(found), *_connected(found)]


def _wrong(petition: Petition) -> Iterator[CardRow]:
    for hands in wrong_hands(petition):
        yield CardRow("De mutat", f"{hands.what}: {hands.who}", "persoana vizată sau un subordonat al ei",
                      og27.ART_11, wrong=True)  # fmt: skip
    if petition.about:
        yield CardRow("Îl vizează pe", str(petition.about), cites=og27.ART_11)


def _who(petition: Petition) -> Iterator[CardRow]:
    words = [NATURES.get(petition.nature, ""), DOMAINS.get(petition.domain, ""), APPLICANTS.get(petition.applicant, "")]
    yield CardRow("Felul", " · ".join(word for word in words if word) or "necompletat")
    if petition.signatories:
        yield CardRow("Colectivă", plural(petition.signatories, "semnatar", "semnatari"),
                      f"răspunsul îl primește {petition.representative}", og27.ART_1_2)  # fmt: skip
    if petition.on_behalf_of:
        yield CardRow("În numele", petition.on_behalf_of, cites=og27.ART_1_2)
    missing = missing_identity(petition)
    if missing and petition.case.stage in WORKED_ON:
        yield CardRow("Lipsesc", missing, "se propune clasarea ca anonimă; hotărăște un om", og27.ART_7, wrong=True)
    if petition.received_from:
        yield CardRow("Primită de la", petition.received_from, "termen nou, de la înregistrarea aici", og27.ART_8_2)


def _term(petition: Petition) -> Iterator[CardRow]:
    extension = getattr(petition, "extension", None)
    if extension is not None:
        yield _extension(extension)
    for ruling in petition.rulings.all():
        yield CardRow("Instanța", str(ruling), plural(ruling.days, "zi", "zile") + " pentru răspuns", og27.RULING)
    due = petition.case.due_on
    if due and petition.case.stage in rules.ANSWERABLE:
        silence = og27.silence(due)
        words = f"e refuz din {dates.long(silence.since, year=True)}"
        line = f"instanța se poate sesiza până {dates.long(silence.court_until, year=True)}"
        yield CardRow("Lipsa răspunsului", words, line, "; ".join(silence.cites), wrong=dates.today() >= silence.since)


def _extension(extension: Extension) -> CardRow:
    days = plural(extension.days, "zi", "zile")
    if extension.counted_at:
        told = f"înștiințarea a plecat {dates.long(extension.told_on)}" if extension.told_on else "fără înștiințare"
        return CardRow("Prelungire", f"{days}, până {dates.long(extension.legal)}", told, og27.ART_9)
    if extension.told_on or dates.today() > extension.before:
        late = extension.told_on is None or extension.told_on > extension.before
        why = "înștiințarea n-a plecat la timp" if late else "între timp curge alt termen"
        return CardRow("Prelungire", "fără efect", why, og27.ART_9, wrong=True)
    line = f"contează după ce pleacă înștiințarea, cel târziu {dates.long(extension.before)}"
    return CardRow("Prelungire", f"{days}, hotărâtă", line, og27.ART_9)


def _way_out(petition: Petition) -> Iterator[CardRow]:
    sending = petition.sending
    if sending is not None:
        yield _redirection(sending)
    if petition.withdrawn_by:
        yield CardRow("Retrasă prin", petition.withdrawn_by.paper_number, url=petition.withdrawn_by.get_absolute_url())
    if petition.repeats:
        yield CardRow("Repetă", str(petition.repeats), "s-a răspuns acolo", og27.ART_10_2,
                      petition.repeats.get_absolute_url())  # fmt: skip


def _redirection(sending: Redirection) -> CardRow:
    if sending.sent_on:
        line = f"a plecat {dates.long(sending.sent_on)}, {rules.timing(sending.sent_on, sending.due_on)}"
    else:
        line = f"pleacă cel târziu {dates.long(sending.due_on)}"
    late = dates.today() > sending.due_on if sending.sent_on is None else sending.late
    return CardRow("Redirecționată la", sending.to, line, og27.ART_6_1, wrong=late)


def _letters(petition: Petition) -> Iterator[CardRow]:
    for notice in not_left(petition):
        url = notice.letter.get_absolute_url() if notice.letter else ""
        yield CardRow("N-a plecat încă", notice.label, standing(notice), url=url)


def _connected(petition: Petition) -> Iterator[CardRow]:
    if petition.joined_to and petition.case.stage in {Stage.JOINED, Stage.CLOSED}:
        yield CardRow("Conexată la", str(petition.joined_to), "un singur răspuns, acolo", og27.ART_10_1,
                      petition.joined_to.get_absolute_url())  # fmt: skip
    for one in joined_of(petition):
        yield CardRow("Conexată aici", str(one), "răspunsul o numește", og27.ART_10_1, one.get_absolute_url())
