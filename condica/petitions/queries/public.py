"""What a petitioner is told (mersul petiției, drepturile): steps in plain words and what the law lets him do after.

No stage name and no employee's name: who works on it is said by the department. The words follow the active language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from condica.casework.api import Case, StageChange
from condica.foundation import dates, languages
from condica.law import og27
from condica.petitions.models import Petition


@dataclass(frozen=True, slots=True)
class PublicStep:
    """A step as the petitioner reads it: what we did, when, a detail; done, or where we are now."""

    label: str
    done: bool
    on: datetime | None = None
    detail: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Rights:
    """The legal term and what follows it: each sentence with its article."""

    due_on: date | None
    passed: bool = False
    court_until: date | None = None
    sentences: Sequence[str] = ()


#: Stages of the ordinary way that mean the same to a petitioner.
WORKING = frozenset({"accepted", "contributions", "in_commission"})
WRITING = frozenset({"drafted", "approved", "signed"})
ENDED = frozenset({"answered", "closed"})
OTHER_ENDS = frozenset({"redirected", "joined", "filed", "withdrawn", "reclassed"})


def public_steps(case: Case) -> list[PublicStep]:
    """The way of a petition in plain words: what was done and when, where it is, what follows."""
    changes = list(case.stages.all())
    reached = {change.stage: change.at for change in changes}
    steps = [_received(case)]
    way = _way_out(case, reached)
    if way:
        return [*steps, *_given(case, reached), _other_end(case, changes, way)]
    steps += _given(case, reached) or [PublicStep(_("O dăm celor care o rezolvă"), done=False)]
    if case.stage == "redirecting":
        return _with_current(
            [*steps, PublicStep(_("E de competența altei autorități: i-o trimitem și vă anunțăm"), True)]
        )
    return _with_current([*steps, _worked(case, reached), _written(case, reached), _sent(case, reached)])


def _received(case: Case) -> PublicStep:
    return PublicStep(_("Am primit-o și i-am dat un număr"), done=True, on=case.entry.registered_at)


def _given(case: Case, reached: Mapping[str, datetime]) -> list[PublicStep]:
    if case.stage == "registered" or "assigned" not in reached:
        return []
    task = case.tasks.order_by("pk").first()
    joint = [str(unit) for unit in task.joint.all()] if task else []
    together = _(", împreună cu %s") % ", ".join(joint) if joint else ""
    detail = f"{case.unit}{together}" if case.unit else ""
    return [PublicStep(_("Am trimis-o celor care o rezolvă"), done=True, on=reached["assigned"], detail=detail)]


def _first(reached: Mapping[str, datetime], stages: frozenset[str]) -> datetime | None:
    return min((at for stage, at in reached.items() if stage in stages), default=None)


def _worked(case: Case, reached: Mapping[str, datetime]) -> PublicStep:
    at = _first(reached, WORKING)
    return PublicStep(_("Se lucrează la ea"), done=at is not None or case.stage in WRITING | ENDED, on=at)


def _written(case: Case, reached: Mapping[str, datetime]) -> PublicStep:
    done = case.stage in WRITING | ENDED
    words = _("Îl semnează conducătorul instituției și șeful compartimentului (OG 27/2002, art. 13).")
    return PublicStep(_("Scriem răspunsul"), done=done, on=_first(reached, WRITING) if done else None, detail=words)


def _sent(case: Case, reached: Mapping[str, datetime]) -> PublicStep:
    if case.stage in ENDED:
        return PublicStep(_("V-am trimis răspunsul"), done=True, on=reached.get("answered"))
    until = _("cel mai târziu %s") % languages.long_day(case.due_on) if case.due_on else ""
    return PublicStep(_("Vă trimitem răspunsul"), done=False, detail=until)


def _with_current(steps: list[PublicStep]) -> list[PublicStep]:
    """The last step reached is where we are, unless all is done."""
    if steps[-1].done:
        return steps
    place = max(number for number, step in enumerate(steps) if step.done)
    return [replace(step, current=number == place) for number, step in enumerate(steps)]


def _way_out(case: Case, reached: Mapping[str, datetime]) -> str:
    """The other way by which it ended, if any; one joined to another closes together with it."""
    if case.stage == "closed" and "answered" not in reached:
        return "joined"
    return case.stage if case.stage in OTHER_ENDS else ""


def _other_end(case: Case, changes: Sequence[StageChange], way: str) -> PublicStep:
    last = changes[-1] if changes else None
    on, petition = (
        (last.at if last else None),
        Petition.objects.select_related("joined_to__case__entry").get(pk=case.pk),
    )
    label, detail = _end_words(way, petition)
    return PublicStep(label, done=True, on=on, detail=detail)


def _end_words(stage: str, petition: Petition) -> tuple[str, str]:
    if stage == "redirected":
        words = _("Vă răspunde ea, în 30 de zile de când o înregistrează (OG 27/2002, art. 6¹ și 8).")
        return _("Am trimis-o la autoritatea competentă: %s") % petition.redirected_to, words
    if stage == "joined" and petition.joined_to is not None:
        number = petition.joined_to.case.entry.paper_number
        words = _("Primiți un singur răspuns, pentru amândouă (OG 27/2002, art. 10).")
        return _("Am legat-o de petiția dumneavoastră nr. %s") % number, words
    if stage == "withdrawn":
        return _("Ați retras-o"), ""
    if stage == "reclassed":
        words = _("Are alt termen; îl aflați la telefon sau la ghișeu, cu numărul ei.")
        return _("Am văzut că e alt fel de cerere, rezolvată după legea ei"), words
    return _("Am clasat-o, fără răspuns"), _("Temeiul: OG 27/2002, art. 7 sau art. 10 alin. (2).")


def rights_after(case: Case, today: date | None = None) -> Rights:
    """The legal term, and what can be done when it passes or when the answer does not satisfy (Legea 554/2004)."""
    today = today or dates.today()
    if case.stage in OTHER_ENDS - {"filed"} or case.due_on is None:
        return Rights(case.due_on if case.stage not in OTHER_ENDS else None)
    if case.stage in ENDED | {"filed"}:
        return Rights(case.due_on, sentences=_after_answer())
    until = og27.silence(case.due_on).court_until
    return Rights(case.due_on, passed=today > case.due_on, court_until=until, sentences=_after_silence(until))


def _after_answer() -> list[str]:
    return [
        _(
            "Dacă răspunsul vă vatămă un drept, ne puteți cere în scris să îl schimbăm: plângere prealabilă, în 30 de "
            "zile de când l-ați primit (Legea 554/2004, art. 7 alin. (1))."
        ),
        _(
            "Dacă nici atunci nu sunteți mulțumit, vă puteți adresa instanței de contencios administrativ, în 6 luni "
            "(Legea 554/2004, art. 11 alin. (1))."
        ),
    ]


def _after_silence(until: date) -> list[str]:
    return [
        _(
            "Lipsa răspunsului până la termen se socotește refuz nejustificat de a rezolva cererea (Legea 554/2004, "
            "art. 2 alin. (1) lit. h) și alin. (2))."
        ),
        _(
            "Puteți cere instanței de contencios administrativ să ne oblige să răspundem, în 6 luni de la împlinirea "
            "termenului, adică până %(day)s (Legea 554/2004, art. 11 alin. (1)). Nu e nevoie de plângere prealabilă "
            "(art. 7 alin. (5))."
        )
        % {"day": languages.long_day(until)},
        _(
            "Termenul se poate prelungi o singură dată, cu cel mult 15 zile, și numai dacă vă anunțăm înainte (OG "
            "27/2002, art. 9)."
        ),
    ]
