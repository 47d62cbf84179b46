"""What will be late next week, and why (săptămâna viitoare): the reason read off the facts, the one next act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet

from condica.accounts.models import User
from condica.casework import access
from condica.casework.models import OPEN_PARTS, Case, Commission, CommissionState, JointUnit, Task, TaskState
from condica.casework.queries.lists import running, units_led
from condica.casework.queries.load import monday
from condica.correspondence.api import Letter
from condica.correspondence.api import Stage as LetterStage
from condica.foundation import dates
from condica.organisation import api as organisation
from condica.registry.api import TermState

#: The reasons in the order of the page, each with its heading.
REASONS: Mapping[str, str] = {
    "nobody": "Nerepartizate nimănui",
    "uncovered": "La cineva care lipsește, fără înlocuitor",
    "not_accepted": "Repartizate, dar nepreluate",
    "opinion": "Așteaptă un punct de vedere",
    "commission": "Așteaptă procesul-verbal al comisiei",
    "no_draft": "Fără răspuns început",
    "draft": "Răspuns neterminat",
    "check": "Răspuns de verificat",
    "approve": "Răspuns de aprobat",
    "visas": "Răspuns la vize",
    "sign": "Răspuns de semnat",
    "dispatch": "Răspuns semnat, de trimis",
}


@dataclass(frozen=True, slots=True)
class Blocked:
    """Why a case does not move (de ce stă): the reason's key, the sentence with its day, and what to do about it."""

    reason: str
    words: str
    act: str
    url: str


@dataclass(slots=True)
class Ahead:
    """A case that will be late, with what holds it and the chip of its term."""

    case: Case
    blocked: Blocked
    term: TermState | None = None


@dataclass(slots=True)
class Group:
    """The cases held by the same reason (același motiv)."""

    key: str
    label: str
    rows: list[Ahead] = field(default_factory=list)


def late_by(user: User, until: date) -> QuerySet[Case]:
    """Cases of the units led whose safe day comes by a day, or has passed, and that nothing ended yet."""
    cases = access.visible_to(user).filter(running(), safe_on__lte=until)
    return cases.filter(unit__in=units_led(user)) | cases.filter(unit=None)


def end_of_next_week(today: date) -> date:
    """The Sunday after the coming one."""
    return monday(today) + timedelta(days=13)


def late_next_week(user: User, today: date) -> QuerySet[Case]:
    """The same until the end of next week: the question of one screen."""
    return late_by(user, end_of_next_week(today)).order_by()


def grouped(cases: Iterable[Case]) -> list[Group]:
    """The cases by what holds them; empty groups are left out."""
    groups = {key: Group(key, label) for key, label in REASONS.items()}
    for one in ahead(list(cases)):
        groups[one.blocked.reason].rows.append(one)
    return [group for group in groups.values() if group.rows]


def ahead(cases: list[Case]) -> Iterator[Ahead]:
    """Each case with its reason; a handful of questions for all of them."""
    facts = Facts.of(cases)
    for case in cases:
        yield Ahead(case, facts.why(case))


@dataclass
class Facts:
    """What is known of some cases: resolutions, letters, what others owe, who is away."""

    tasks: dict[int, Task]
    letters: dict[int, Letter]
    parts: dict[int, JointUnit]
    commissions: dict[int, Commission]
    away: dict[int, organisation.Away]

    @classmethod
    def of(cls, cases: list[Case]) -> Facts:
        """Read them all, one question a table."""
        pks = [case.pk for case in cases]
        tasks = Task.objects.filter(case__in=pks, state__in=[TaskState.GIVEN, TaskState.ACCEPTED, TaskState.DONE])
        letters = Letter.objects.filter(entry__in=[case.entry_id for case in cases], is_answer=True)
        letters = letters.exclude(stage=LetterStage.DROPPED).select_related("unit", "drafted_by")
        parts = JointUnit.objects.filter(case__in=pks, state__in=OPEN_PARTS).select_related("unit", "assignee")
        open_ones = Commission.objects.filter(case__in=pks, state=CommissionState.OPEN).select_related("chair")
        return cls(
            tasks={task.case_id: task for task in tasks.select_related("lead", "assignee").order_by("pk")},
            letters={letter.entry_id: letter for letter in letters.order_by("pk") if letter.entry_id},
            parts={part.case_id: part for part in parts.order_by("-asked_at")},
            commissions={one.case_id: one for one in open_ones},
            away=organisation.away(),
        )

    def why(self, case: Case) -> Blocked:
        """The first thing that holds it, looked for from the end of the way backwards."""
        letter = self.letters.get(case.entry_id)
        return (
            (letter and self._letter(letter)) or self._people(case) or self._others(case) or self._writing(case, letter)
        )

    def _letter(self, letter: Letter) -> Blocked | None:
        since = dates.short(dates.bucharest_day(letter.changed_at))
        unit = letter.unit.short_name if letter.unit else "compartimentului"
        waits = {
            LetterStage.SUBMITTED: (
                "check",
                f"proiectul așteaptă verificarea la {unit} din {since}",
                "Deschide proiectul",
            ),
            LetterStage.CHECKED: (
                "approve",
                f"verificat; așteaptă șeful de la {unit} din {since}",
                "Deschide proiectul",
            ),
            LetterStage.VISAS: ("visas", f"la vize din {since}", "Deschide proiectul"),
            LetterStage.APPROVED: (
                "sign",
                f"aprobat; așteaptă semnătura conducătorului din {since}",
                "Deschide răspunsul",
            ),
            LetterStage.SIGNED: ("dispatch", f"semnat din {since}; n-a plecat", "Trimite răspunsul"),
            LetterStage.NUMBERED: ("dispatch", f"semnat din {since}; n-a plecat", "Trimite răspunsul"),
        }
        said = waits.get(LetterStage(letter.stage))
        return Blocked(*said, letter.get_absolute_url()) if said else None

    def _people(self, case: Case) -> Blocked | None:
        task = self.tasks.get(case.pk)
        if task is None:
            since = dates.short(dates.bucharest_day(case.stage_since))
            return Blocked(
                "nobody", f"așteaptă o rezoluție din {since}", "Repartizează", access.address(case, "assign")
            )
        person = case.owner_id or task.assignee_id
        away = self.away.get(person) if person else None
        if away and away.substitute is None:
            who = case.owner or task.assignee
            words = f"{who} lipsește până {dates.short(away.until)}"
            return Blocked("uncovered", words, "Dă altcuiva", access.address(case, "assign"))
        if task.state == TaskState.GIVEN:
            whom = str(task.assignee or task.lead.short_name)
            words = f"{whom} n-a primit-o încă; dată {dates.short(dates.bucharest_day(task.given_at))}"
            return Blocked("not_accepted", words, "Deschide lucrarea", case.get_absolute_url())
        return None

    def _others(self, case: Case) -> Blocked | None:
        part, commission = self.parts.get(case.pk), self.commissions.get(case.pk)
        if part:
            who = f" ({part.assignee})" if part.assignee else ""
            since = dates.short(dates.bucharest_day(part.asked_at))
            words = f"lipsește punctul de vedere: {part.unit.short_name}{who}, cerut {since}"
            return Blocked("opinion", words, "Vezi cererea", f"{case.get_absolute_url()}#puncte")
        if commission:
            since = dates.short(dates.bucharest_day(commission.named_at))
            words = f"comisia condusă de {commission.chair}, numită {since}"
            return Blocked("commission", words, "Vezi comisia", commission.get_absolute_url())
        return None

    def _writing(self, case: Case, letter: Letter | None) -> Blocked:
        if letter is None:
            return Blocked(
                "no_draft",
                f"răspunsul nu e început; lucrează {case.owner or 'compartimentul'}",
                "Deschide lucrarea",
                case.get_absolute_url(),
            )
        state = "întors la autor" if letter.stage == LetterStage.RETURNED else "început"
        since = dates.short(dates.bucharest_day(letter.changed_at))
        return Blocked(
            "draft", f"{state} {since}, la {letter.drafted_by}", "Deschide proiectul", letter.get_absolute_url()
        )
