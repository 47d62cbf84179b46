"""De făcut azi: the verbs that wait for this person, first what is due first; each leads to where it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.casework import api as casework
from condica.correspondence import queries as correspondence
from condica.correspondence.models import Letter
from condica.correspondence.queries import circulars
from condica.court_papers import api as court_papers
from condica.desk.queries.folders import informations, left_in, originals_left, to_decide
from condica.foundation import romanian
from condica.registry import queries as registry
from condica.registry.queries import Filters, custody
from condica.registry.rules import TermState

SHOWN = 6
FAR = date.max
LETTER_STEPS = {
    "de-semnat": ("Semnează răspunsul", "signature"),
    "de-aprobat": ("Aprobă proiectul de răspuns", "rosette-discount-check"),
    "de-vizat": ("Dă sau refuză viza", "rosette-discount-check"),
    "de-verificat": ("Verifică proiectul de răspuns", "file-search"),
    "de-expediat": ("Expediază răspunsul semnat", "send"),
}


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: a verb, what it is about, until when."""

    verb: str
    icon: str
    url: str
    number: str
    about: str
    who: str
    term: TermState | None
    due: date = FAR
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class TodoList:
    """What stands first, and how many wait in all."""

    first: list[Todo]
    work_count: int  # open cases of mine
    late: int  # of those shown


def todo(user: User, today: date) -> TodoList:
    """What waits for this person, what is due first standing first; one paper stands once."""
    work = casework.work_list(user)
    rows = [*_letters(user, today), *_opinions(user), *_court_papers(user, today)]
    done = {one.entry for one in rows}
    for case, verb in [*((case, "Repartizează lucrarea") for case in casework.to_assign(user)[:SHOWN]),
                       *((case, "") for case in work[:SHOWN])]:  # fmt: skip
        if case.entry_id not in done:
            rows.append(_case(case, user, today, verb))
            done.add(case.entry_id)
    rows.sort(key=lambda one: one.due)
    lines = [*_folders(user), *_to_know(user), *_originals(user), *_of_folders(user), *_to_decide(user)]
    shown = [*rows[: SHOWN - len(lines)], *lines, *rows[SHOWN - len(lines) :]][:SHOWN]
    late = sum(1 for one in shown if one.term and one.term.state == "late")
    return TodoList(shown, work.order_by().count(), late)


def _letters(user: User, today: date) -> Iterator[Todo]:
    for box in correspondence.boxes_of(user):
        if box.key in LETTER_STEPS and (box.key in {"de-semnat", "de-vizat"} or not user.may(Permission.LETTER_SIGN)):
            verb, icon = LETTER_STEPS[box.key]
            for letter in correspondence.letters_in(box, user)[:SHOWN]:
                yield _letter(letter, verb, icon, today)


def _court_papers(user: User, today: date) -> Iterator[Todo]:
    """What is owed to courts and at the board, one line a deed: an act goes back, a paper comes down."""
    for duty in court_papers.duties(user, today):
        yield Todo(duty.words, duty.icon, duty.url, duty.numbers, "", "", duty.term, duty.due)


def _letter(letter: Letter, verb: str, icon: str, today: date) -> Todo:
    entry = letter.entry
    return Todo(
        verb=verb,
        icon=icon,
        url=letter.get_absolute_url(),
        number=str(entry.value) if entry else "",
        about=letter.subject,
        who=letter.addressee_name,
        term=registry.chip(entry, today) if entry else None,
        due=(entry.safe_on if entry else None) or FAR,
        entry=entry.pk if entry else None,
    )


def _case(case: casework.Case, user: User, today: date, verb: str) -> Todo:
    """The verb is that of the case's own next step."""
    step = None if verb else casework.next_step(case, user)
    return Todo(
        verb=verb or (step.label if step else "Continuă lucrarea"),
        icon=step.icon if step else "user-share",
        url=case.get_absolute_url(),
        number=str(case.entry.value),
        about=case.title,
        who=case.entry.sender_name,
        term=casework.term_state(case, today),
        due=case.safe_on or FAR,
        entry=case.entry_id,
    )


def _opinions(user: User) -> list[Todo]:
    if not user.may(Permission.CASE_WORK):
        return []
    asked = casework.opinions_asked(user)[:SHOWN]
    chaired = casework.commissions_open(user)[:SHOWN]
    return [*(_opinion(one) for one in asked), *(_minutes(one) for one in chaired)]


def _opinion(part: casework.JointUnit) -> Todo:
    url = reverse("casework:opinion", args=[part.pk])
    return _owed("Dă punctul de vedere", "message-question", url, part.case, part.due_on)


def _minutes(commission: casework.Commission) -> Todo:
    url = commission.get_absolute_url()
    return _owed("Încheie procesul-verbal al comisiei", "users", url, commission.case, commission.due_on)


def _owed(verb: str, icon: str, url: str, case: casework.Case, due: date | None) -> Todo:
    """What is owed to a case of others; its own term stands first, the chip is the case's."""
    term, number = casework.term_state(case), str(case.entry.value)
    return Todo(
        verb, icon, url, number, case.title, case.entry.sender_name, term, due or case.safe_on or FAR, case.entry_id
    )


def _folders(user: User) -> list[Todo]:
    """For a decider: the oldest folder presented, as one line."""
    waiting = to_decide(user)
    if not waiting:
        return []
    folder = waiting[0]
    left = left_in(folder)
    words = f"Dă rezoluții în mapă: {romanian.plural(left, 'document', 'documente')}" if left else "Închide mapa"
    whose = "" if folder.decider_id == user.pk else f"a lui {folder.decider}"
    url = reverse("desk:open_folder", args=[folder.pk])
    return [Todo(words, "folder", url, folder.number, whose, "", None)]


def _circulars(user: User) -> list[Todo]:
    """Circulars to be read by this person or by a unit they head, as one line."""
    count = circulars.mine_to_read(user).count()
    words = f"Citește {romanian.plural(count, 'circulară', 'circulare')}"
    return [Todo(words, "mail-forward", reverse("correspondence:circulars"), "", "", "", None)] if count else []


def _to_know(user: User) -> list[Todo]:
    """What the person's units were told for information, as one line."""
    if not user.may(Permission.CASE_WORK):
        return []
    count = informations(user, seen=False).count()
    words = f"Ia la cunoștință {romanian.plural(count, 'document', 'documente')}"
    return [Todo(words, "eye", reverse("desk:informations"), "", "spre știință", "", None)] if count else []


def _originals(user: User) -> list[Todo]:
    """Originals handed over to me or my unit, as one line (what waits for long says so); those refused, as another."""
    return [*_to_receive(user), *_come_back(user)]


def _come_back(user: User) -> list[Todo]:
    """Originals that were refused or not found by who should have received them: they are mine again."""
    back = custody.came_back(user, 100)
    if not back:
        return []
    words = f"Ia înapoi {romanian.plural(len(back), 'original nepredat', 'originale nepredate')}"
    about = f"{back[0].get_state_display()}{f': „{back[0].reason}”' if back[0].reason else ''}"
    numbers = ", ".join(str(line.entry.value) for line in back[:3])
    who = str(back[0].decided_by or "")
    return [Todo(words, "arrow-back-up", reverse("registry:custody"), numbers, about, who, None)]


def _to_receive(user: User) -> list[Todo]:
    waiting = list(custody.to_receive(user)[:100])
    if not waiting:
        return []
    late = any(custody.waits_too_long(line) for line in waiting)
    words = f"Primește {romanian.plural(len(waiting), 'original', 'originale')}"
    about = "așteaptă de peste o zi lucrătoare" if late else "predate prin condică"
    numbers = ", ".join(str(line.entry.value) for line in waiting[:3])
    return [Todo(words, "transfer-in", reverse("registry:custody"), numbers, about, "", None)]


def _of_folders(user: User) -> list[Todo]:
    """For the registry and who decides: originals that still lie in closed folders, as one line."""
    if not (user.may(Permission.ENTRY_REGISTER) or user.may(Permission.CASE_ASSIGN)):
        return []
    count, oldest = originals_left(user)
    if oldest is None:
        return []
    words = f"Predă {romanian.plural(count, 'original', 'originale')} din mapele închise"
    return [Todo(words, "transfer-out", f"{oldest.get_absolute_url()}#originale", oldest.number, str(oldest.decider),
                 "", None)]  # fmt: skip


def _to_decide(user: User) -> list[Todo]:
    """For the registry: papers whose kind nobody has decided yet, as one line."""
    if not user.may(Permission.ENTRY_REGISTER):
        return []
    waiting = registry.papers(user, Filters(state="neincadrate"))
    count = waiting.order_by().count()
    if not count:
        return []
    numbers = ", ".join(str(entry.value) for entry in waiting.order_by("-pk")[:3])
    words = f"Încadrează {romanian.plural(count, 'document', 'documente')}"
    return [
        Todo(
            words, "help-circle", reverse("registry:list") + "?stare=neincadrate", numbers, "fără fel hotărât", "", None
        )
    ]
