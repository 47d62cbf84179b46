"""The petitions register (Registrul petițiilor, OG 27/2002 art. 6): one line a petition, from number to answer.

How a petition stood is read from the events up to the moment asked, as in the report; words that may be corrected or
erased by law (the sender, the content) are those that stand in the register now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from condica.accounts.models import User
from condica.correspondence.api import Letter
from condica.foundation import dates, masks
from condica.foundation.romanian import plural
from condica.petitions.models import Ending, Extension, Redirection
from condica.petitions.rules import DOMAINS, KIND, NOT_ANSWERS, Ended
from condica.registry.access import visible_to
from condica.registry.models import Channel, Connection, Entry
from condica.statistics.queries.facts import facts_about, facts_of
from condica.statistics.queries.parts import PARTITIONS
from condica.statistics.rules import BookColumn, BookLine, Question
from condica.statistics.rules.petitions import COLUMN_WORDS, SOLUTIONS, Fact, Outcome

COLUMNS = (
    BookColumn("number", "Nr. și data", 1.15),
    BookColumn("petitioner", "Petiționar", 1.9),
    BookColumn("address", "Adresa", under=True),
    BookColumn("email", "E-mail", under=True),
    BookColumn("channel", "Calea", 0.75),
    BookColumn("subject", "Obiectul", 2.3),
    BookColumn("domain", "Domeniul", under=True),
    BookColumn("unit", "Compartimentul", 1.3),
    BookColumn("due", "Termen", 1.15),
    BookColumn("extension", "Prelungire", under=True),
    BookColumn("redirect", "Redirecționată", 1.25),
    BookColumn("connected", "Conexată la", under=True),
    BookColumn("answer", "Răspuns: nr. și data", 1.25),
    BookColumn("solution", "Soluția", under=True),
    BookColumn("signatories", "Semnatari", 2.0),
    BookColumn("legal_basis", "Temei legal", under=True),
    BookColumn("on_time", "În termen", 0.85),
)
ENDS = {
    "anonymous": "clasat, anonim",
    "repeated": "clasat, repetat",
    "withdrawn": "clasat, retras",
}
ON_TIME = {
    Outcome.ON_TIME: "da",
    Outcome.LATE: "nu",
    Outcome.OPEN: "în lucru",
    Outcome.OVERDUE: "peste termen",
    Outcome.MOVED: "da",
}
LATE = {Outcome.LATE, Outcome.OVERDUE}
#: Whose name is nobody's personal data.
ORGANISATIONS = {"company", "association", "institution", "media"}


def papers(question: Question, user: User) -> tuple[QuerySet[Entry], int]:
    """The papers of the register's lines that a person may read, in its order, and how many more there are."""
    since, until = question.period.moments
    asked = Q(case__kind=KIND, number__moment__gte=since, number__moment__lt=min(until, question.as_of))
    gone = Q(cancellation__at__lt=question.as_of)
    if question.unit is not None:
        asked &= Q(pk__in=[fact.entry for fact in facts_of(question)])
    ended = Ending.objects.filter(petition__case__entry=OuterRef("pk"), at__lt=question.as_of).order_by("-pk")
    last = Subquery(ended.values("kind")[:1])  # what proved to be no petition stands in no line
    asked &= Q(last__isnull=True) | ~Q(last=Ended.RECLASSED)
    found, all_ = (
        some.alias(last=last).filter(asked).exclude(gone) for some in (visible_to(user), Entry.objects.all())
    )
    hidden = all_.count() - found.order_by().count()
    return found.order_by("register", "year", "value"), hidden


def totals(question: Question, found: QuerySet[Entry]) -> list[tuple[str, int]]:
    """How many lines, and how they stand: the parts add up to the whole."""
    readable = set(found.order_by().values_list("pk", flat=True))
    counted = Counter(fact.outcome for fact in facts_of(question) if fact.entry in readable)
    parts = [(COLUMN_WORDS[outcome], counted[outcome]) for outcome in Outcome if counted[outcome]]
    return [("petiții", counted.total()), *parts]


def lines(question: Question, found: Sequence[Entry], masked: bool) -> list[BookLine]:
    """The lines of these papers; names and addresses masked for who may not read them, or does not want them."""
    ids = [paper.pk for paper in found]
    known = _Known(ids, question)
    return [_line(paper, known, masked) for paper in found if paper.pk in known.facts]


class _Known:
    """All that stands in the lines of some papers, read at once."""

    def __init__(self, ids: Collection[int], question: Question) -> None:
        self.facts = facts_about(ids, question)
        self.sent_to = {row.petition.case.entry_id: row.to for row in _sent(ids, question)}
        self.answers = {letter.entry_id: letter for letter in _answers(ids, question)}
        self.extensions = {row.petition.case.entry_id: row for row in _extensions(ids, question)}
        self.connected = {link.second_id: link.first for link in _connections(ids, question)}
        self.units = PARTITIONS["compartimente"].labels({str(fact.unit or "") for fact in self.facts.values()})


def _answers(ids: Collection[int], question: Question) -> QuerySet[Letter]:
    """The letters that answered, the last one winning."""
    left = Letter.objects.filter(entry__in=ids, is_answer=True, dispatched_at__lt=question.as_of)
    notices = Q(way__in=NOT_ANSWERS)
    return left.exclude(notices).select_related("signatory_head", "signatory_unit").order_by("dispatched_at")


def _extensions(ids: Collection[int], question: Question) -> QuerySet[Extension]:
    """More time that counted by then."""
    counted = Extension.objects.filter(petition__case__entry__in=ids, counted_at__lt=question.as_of)
    return counted.select_related("petition__case")


def _sent(ids: Collection[int], question: Question) -> QuerySet[Redirection]:
    sent = Redirection.objects.filter(petition__case__entry__in=ids, sent_on__isnull=False, at__lt=question.as_of)
    return sent.select_related("petition__case").order_by("pk")


def _connections(ids: Collection[int], question: Question) -> QuerySet[Connection]:
    """The links that stood at the moment, to the oldest paper last, so that it wins."""
    stood = Q(undone_at__isnull=True) | Q(undone_at__gte=question.as_of)
    links = Connection.objects.filter(stood, second__in=ids, at__lt=question.as_of)
    return links.select_related("first__register").order_by(F("first").desc())


def _line(paper: Entry, known: _Known, masked: bool) -> BookLine:
    fact = known.facts[paper.pk]
    answer = known.answers.get(paper.pk) if fact.answered else None
    cells = (
        paper.paper_number,
        *_sender(paper, fact, masked),
        Channel(paper.channel).label,
        masks.words(paper.subject) if masked else paper.subject,
        DOMAINS.get(fact.domain, ""),
        known.units[str(fact.unit)] if fact.unit else "",
        fact.due_on,
        _extension(known.extensions.get(paper.pk)),
        f"{known.sent_to.get(paper.pk, '')}, {_day(fact)}" if fact.outcome is Outcome.MOVED else "",
        _connected(known.connected.get(paper.pk), fact),
        f"{paper.register.prefix}{paper.value}/{_day(fact)}" if fact.answered else "",
        _solution(fact),
        _signatories(answer),
        answer.legal_basis if answer else "",
        _on_time(fact),
    )
    return BookLine(paper.pk, paper.get_absolute_url(), cells, fact.outcome in LATE)


def _day(fact: Fact) -> str:
    return dates.numeric(fact.ended_on) if fact.ended_on else ""


def _sender(paper: Entry, fact: Fact, masked: bool) -> tuple[str, str, str]:
    """The petitioner, the address, the e-mail; of a collective one, how many signed."""
    name, where, email = paper.sender_name, paper.sender_address, paper.sender_email
    if masked and fact.applicant not in ORGANISATIONS:
        name, where, email = masks.name(name), where and masks.STARS, email and masks.email(email)
    signed = f" și alții, în total {plural(fact.signatories, 'semnatar', 'semnatari')}" if fact.signatories > 1 else ""
    return (name or "fără nume") + signed, where, email


def _extension(extension: Extension | None) -> str:
    if extension is None:
        return ""
    told = f", petiționarul anunțat la {dates.numeric(extension.told_on)}" if extension.told_on else ""
    decided = dates.numeric(extension.decided_on)
    return f"prelungit cu {plural(extension.days, 'zi', 'zile')}, hotărât la {decided}{told}"


def _connected(first: Entry | None, fact: Fact) -> str:
    if first is None:
        return ""
    return f"{'repetă' if fact.reason == 'repeated' else 'la'} {first.paper_number}"


def _solution(fact: Fact) -> str:
    if fact.answered:
        return SOLUTIONS.get(fact.solution, "răspuns").lower()
    if fact.reason:
        return ENDS[fact.reason]
    return {Outcome.MOVED: "redirecționat", Outcome.JOINED: "conexat"}.get(fact.outcome, "")


def _signatories(answer: Letter | None) -> str:
    if answer is None:
        return ""
    return ", ".join(str(user) for user in (answer.signatory_head, answer.signatory_unit) if user)


def _on_time(fact: Fact) -> str:
    if fact.outcome is Outcome.MOVED and fact.sent_on == "late":
        return "nu (art. 6¹)"
    return ON_TIME.get(fact.outcome, "–")
