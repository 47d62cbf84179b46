"""The lives of petitions (vieți de petiții): from the letterbox to the closed case, by every way that the law knows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from condica.accounts.api import User
from condica.casework import api as casework
from condica.casework.models import Task
from condica.config.demo import moments, post_room, visas
from condica.config.demo.engine import Engine, Life
from condica.config.demo.people import Person
from condica.config.demo.raising import Town
from condica.config.demo.subjects import Domain
from condica.config.demo.writing import Wording, answer_html, known_text, letter_file
from condica.correspondence import api as correspondence
from condica.correspondence.models import Dispatch, Letter, LetterTemplate
from condica.documents import api as documents
from condica.foundation import dates
from condica.petitions import actions as petitions
from condica.petitions.models import Petition
from condica.petitions.rules import KIND, WORKED_ON, NoticeKind, Stage
from condica.registry import api as registry
from condica.registry.models import Entry

RESOLUTIONS = (
    "Verificați în teren și propuneți răspuns.",
    "Spre soluționare, cu răspuns în termen.",
    "Analizați și răspundeți petentului.",
    "Verificați împreună și propuneți măsuri.",
)
OPINIONS = (
    "Am verificat în teren; cele sesizate se confirmă.",
    "Cele sesizate se confirmă în parte; anexăm constatarea.",
    "Nu avem alte constatări față de cele comunicate.",
)
RETURNS = (
    "Nu intră în atribuțiile serviciului nostru, potrivit ROF.",
    "Lipsește anexa la care se face referire; a mai fost repartizată unui alt compartiment.",
)
LETTER_RETURNS = ("Adăugați temeiul legal.", "Răspundeți și la al doilea punct.", "Corectați adresa petentului.")
EXTENSION_REASONS = (
    "este nevoie de o expertiză tehnică",
    "așteptăm punctul de vedere al operatorului de utilități",
    "verificarea cere măsurători repetate",
)


MAYOR_UNIT = "PMVM"
OFFICE = "registratura@example.org"  # of the authorities that papers are sent on to
#: To whom a paper goes by mistake, before it goes to whom it belongs.
WRONG = {
    "SD": "SE",
    "SE": "SD",
    "SSV": "SSM",
    "SSM": "SSV",
    "DPL": "SD",
    "DU": "DP",
    "DP": "DU",
    "DV": "DE",
    "DAS": "DP",
}
#: The file of the archive's list in which each unit keeps its petitions.
FILE_CODES = {
    "SD": "IV-B-3",
    "SE": "IV-C-2",
    "SSV": "IV-D-1",
    "SSM": "IV-E-2",
    "DPL": "VI-A-4",
    "DU": "V-A-7",
    "DV": "III-B-9",
}


@dataclass(slots=True)
class Fate:
    """What will become of a petition, as far as the town's time lets it (soarta)."""

    draft_after: float = 12.0  # days from acceptance to the draft
    wrong_unit: bool = False
    letter_returned: bool = False
    extended: bool = False
    stop: str = ""  # the step that nobody does: assign, accept, draft, submit, visas, approve, sign, dispatch, hand
    quick: bool = False  # each step within hours, so that a stage is surely reached
    joint: tuple[str, ...] = ()
    resolution: str = ""
    assignee: str = ""
    solver: str = ""  # the unit, when not the domain's
    opinions: dict[str, str] = field(default_factory=dict)
    way: str = ""  # how the answer leaves, when not by chance
    visas: bool = False  # the lawyers are asked before the approval


@dataclass(slots=True)
class Plan:
    """A petition to come: who, what, how; `others` are later papers of the same person that join it."""

    number: int
    person: Person
    domain: Domain
    wording: Wording
    channel: str
    rng: Random
    fate: Fate = field(default_factory=Fate)
    nature: str = ""
    joined: list[str] = field(default_factory=list)  # the numbers connected with it
    entry: Entry | None = None  # its paper, once registered


class Lives:
    """The steps of petitions, each through the action that its page calls."""

    def __init__(self, town: Town, engine: Engine) -> None:
        self.town, self.engine = town, engine
        self.models: dict[str, LetterTemplate] = {}

    # ── waiting ──

    def later(self, plan: Plan, low: float, high: float) -> datetime:
        """A moment in office hours between so many days from now; in a quick life within an hour or two."""
        rng = plan.rng
        days = rng.uniform(0.02, 0.06) if plan.fate.quick else rng.uniform(low, high)
        return moments.working_after(rng, dates.now(), self.town.days, timedelta(days=days))

    # ── steps ──

    def register(self, plan: Plan, *, nameless: bool = False) -> Entry:
        """The paper gets its number; the petition opens with it."""
        town, rng = self.town, plan.rng
        by = town.registrar(rng)
        now = dates.now()
        name, content = letter_file(plan.person, plan.wording, rng, plan.channel, now)
        text = known_text(name, content)
        file = documents.store(content, name=name, title="Petiția", kind="paper", text=text, by=by)
        facts: dict[str, Any] = {"sender_name": ""} if nameless else town.sender(plan.person, by)
        if plan.channel in {"email", "portal"}:
            facts["received_at"] = moments.mail_received(rng, now)
        if plan.channel == "counter":
            facts["desk"] = town.desks["RG"]
        entry = registry.register_incoming(
            by=by, channel=plan.channel, subject=plan.wording.subject, kind=KIND, documents=[file],
            leaves=rng.randint(1, 3), annexes=rng.choice((0, 0, 0, 1, 2, 3)), **facts,
        )  # fmt: skip
        self.engine.registered += 1
        plan.entry = entry
        return entry

    def assign(self, plan: Plan, entry: Entry, *, wrong: bool = False) -> Task:
        """The head of the directorate, or of public relations, writes the resolution."""
        town, fate = self.town, plan.fate
        by = town.users[plan.rng.choice(("Laura Dumitrescu", "Ruxandra Oltean", "Ruxandra Oltean"))]
        petition = petition_of(entry)
        if not wrong:
            nature = plan.nature or petition.nature
            petition = petitions.describe(petition, by=by, domain=plan.domain.key, nature=nature)
        lead = town.units[WRONG.get(plan.domain.unit, "DT") if wrong else fate.solver or plan.domain.unit]
        joint = [town.units[code] for code in fate.joint] if not wrong else []
        assignee = town.users[fate.assignee] if fate.assignee and not wrong else None
        text = fate.resolution or plan.rng.choice(RESOLUTIONS)
        return casework.assign(petition.case, text=text, lead=lead, joint=joint, assignee=assignee, by=by)

    def worker(self, plan: Plan, task: Task) -> User:
        """Who works on it: the one named, or somebody of the unit."""
        return task.assignee or self.town.worker(task.lead.code, plan.rng)

    def draft(self, plan: Plan, entry: Entry, by: User) -> Letter:
        """The clerk writes the answer."""
        number = entry.paper_number
        body = answer_html(plan.person, plan.wording, plan.domain, number, plan.joined)
        return correspondence.draft(
            entry=entry, template=self._model(favourable=plan.wording.favourable), by=by, body=body,
            unit=self.town.units[plan.fate.solver or plan.domain.unit],
            legal_basis=f"{plan.domain.basis}; OG 27/2002, art. 8 alin. (1)",
            way="favorabil" if plan.wording.favourable else "nefavorabil",
        )  # fmt: skip

    def _model(self, *, favourable: bool) -> LetterTemplate:
        """The model of the answer, read once."""
        if not self.models:
            self.models = {model.key: model for model in correspondence.templates_on()}
        return self.models["raspuns-favorabil" if favourable else "raspuns-nefavorabil"]

    def send(self, plan: Plan, letter: Letter, by: User) -> Dispatch | None:
        """The letter leaves at once by e-mail or at the counter; by post it waits to be handed over."""
        channel = "email" if plan.person.email else plan.rng.choice(("post", "post", "post", "counter"))
        channel = plan.fate.way or channel
        made = correspondence.dispatch(letter, channel, by=by, reference=plan.person.name, at_once=True)
        return made if channel == "post" else None

    # ── whole lives ──

    def ordinary(self, plan: Plan) -> Life:
        """Registered, given, accepted, looked into, answered, closed; as far as its fate lets it."""
        entry = self.register(plan)
        yield self.later(plan, 0.1, 1.6)
        if plan.fate.stop == "assign":
            return
        if plan.fate.wrong_unit:
            yield from self._wrong(plan, entry)
        task = self.assign(plan, entry)
        yield self.later(plan, 0.1, 1.8)
        if plan.fate.stop == "accept":
            return
        worker = self.worker(plan, task)
        casework.accept(task, by=worker)
        yield from self._opinions(plan, task)
        if plan.fate.extended:
            yield from self._extension(plan, entry, worker)
        yield self._draft_time(plan, entry)
        if plan.fate.stop == "draft":
            return
        yield from self._answer(plan, entry, worker)

    def _draft_time(self, plan: Plan, entry: Entry) -> datetime:
        """So many days from the registration, whatever came between."""
        aim = entry.registered_at + timedelta(days=plan.fate.draft_after)
        return moments.working_after(plan.rng, max(aim, dates.now()), self.town.days, timedelta(minutes=30))

    def _wrong(self, plan: Plan, entry: Entry) -> Life:
        task = self.assign(plan, entry, wrong=True)
        yield self.later(plan, 0.2, 1.5)
        casework.return_task(task, reason=plan.rng.choice(RETURNS), by=self.town.head_for(task.lead.code))
        if plan.fate.stop == "again":
            plan.fate.stop = "assign"
        yield self.later(plan, 0.1, 1.0)

    def _opinions(self, plan: Plan, task: Task) -> Life:
        for asked in task.joint_units.select_related("unit"):
            yield self.later(plan, 1.0, 4.0)
            head = self.town.head_for(asked.unit.code)
            casework.give_opinion(
                asked, text=plan.fate.opinions.get(asked.unit.code) or plan.rng.choice(OPINIONS), by=head
            )

    def _extension(self, plan: Plan, entry: Entry, worker: User) -> Life:
        aim = entry.registered_at + timedelta(days=plan.rng.uniform(18, 24))
        yield moments.working_after(plan.rng, aim, self.town.days, timedelta(0))
        reason = plan.rng.choice(EXTENSION_REASONS)
        petitions.ask_extension(petition_of(entry), days=15, reason=reason, by=worker)
        yield self.later(plan, 0.3, 1.4)
        if plan.fate.stop == "extend":
            plan.fate.stop = "draft"
            return
        mayor = self.town.heads[MAYOR_UNIT]
        petitions.extend(petition_of(entry), days=15, reason=reason, by=mayor)
        self._notice(plan, entry, NoticeKind.EXTENSION)

    def _notice(self, plan: Plan, entry: Entry, kind: NoticeKind) -> None:
        """A letter owed on the way is finished, signed and sent, all in one afternoon."""
        notice = petition_of(entry).notices.select_related("letter__unit").get(kind=kind, left_on=None, void_at=None)
        letter = notice.letter
        if letter is None:
            return
        body = re.sub(r"\[[^\[\]<>]+\]", plan.person.name, letter.body)
        letter = correspondence.edit(letter, body, by=letter.drafted_by)
        letter = correspondence.approve(letter, by=self.town.head_for(letter.unit.code if letter.unit else MAYOR_UNIT))
        letter = correspondence.sign(letter, by=self.town.heads[MAYOR_UNIT])
        way = "email" if letter.addressee_email.strip() else "counter"
        by = self.town.registrar(plan.rng)
        correspondence.dispatch(letter, way, by=by, reference=letter.addressee_name, at_once=True)

    def _answer(self, plan: Plan, entry: Entry, worker: User) -> Life:
        fate, rng, town = plan.fate, plan.rng, self.town
        letter = self.draft(plan, entry, worker)
        yield self.later(plan, 0.05, 0.5)
        if fate.stop == "submit":
            return
        letter = correspondence.submit(letter, by=worker)
        head = town.head_for(fate.solver or plan.domain.unit)
        yield self.later(plan, 0.1, 1.2)
        if fate.letter_returned:
            correspondence.return_to_author(letter, reason=rng.choice(LETTER_RETURNS), by=head)
            yield self.later(plan, 0.1, 1.0)
            if fate.stop == "correct":
                return
            letter = correspondence.submit(letter, by=worker)
            yield self.later(plan, 0.1, 0.6)
        if fate.visas:
            when = self.later(plan, 0.1, 1.0)
            yield from visas.asked(letter, town, given=fate.stop != "visas", by=worker, head=head, when=when, rng=rng)
        if fate.stop in {"approve", "visas"}:
            return
        key = town.key_of(head) if fate.stop == "sign" else None  # what waits for the mayor waits for his certificate
        letter = correspondence.approve(letter, by=head, key=key)
        yield self.later(plan, 0.1, 1.2)
        if fate.stop == "sign":
            return
        letter = correspondence.sign(letter, by=town.heads[MAYOR_UNIT])
        yield self.later(plan, 0.05, 0.9)
        if fate.stop == "dispatch":
            return
        yield from self._leaves(plan, entry, letter, worker)

    def _leaves(self, plan: Plan, entry: Entry, letter: Letter, worker: User) -> Life:
        registrar = self.town.registrar(plan.rng)
        waiting = self.send(plan, letter, registrar)
        if waiting is not None:
            if plan.fate.stop == "hand":
                self.town.kept_waiting.add(waiting.pk)
                return
            yield self.later(plan, 0.05, 1.0)
            post_room.run(self.town, waiting, by=registrar, rng=plan.rng)
        yield self.later(plan, 1.0, 9.0)
        if plan.fate.stop != "close":
            petitions.close(petition_of(entry), file_code=FILE_CODES.get(plan.domain.unit, "II-A-12"), by=worker)

    def anonymous(self, plan: Plan) -> Life:
        """No name and no address: filed under art. 7, once somebody has looked at it."""
        plan.channel = "post"
        entry = self.register(plan, nameless=True)
        yield self.later(plan, 0.3, 2.5)
        if plan.fate.stop != "file":
            petitions.file_anonymous(petition_of(entry), reason="", by=self.town.registrar(plan.rng))

    def misaddressed(self, plan: Plan, authority: str) -> Life:
        """Somebody else's business: sent on within five days (art. 6^1)."""
        entry = self.register(plan)
        yield self.later(plan, 0.5, 3.4)
        if plan.fate.stop == "redirect":
            return
        by = self.town.registrar(plan.rng)
        petitions.describe(petition_of(entry), by=by, domain="other")
        petitions.redirect(petition_of(entry), to=authority, email=OFFICE, by=by)
        if plan.fate.stop == "redirecting":
            return
        self._notice(plan, entry, NoticeKind.AUTHORITY)
        self._notice(plan, entry, NoticeKind.REDIRECTED)

    def again(self, plan: Plan, earlier: Plan) -> Life:
        """The same person writes again: joined to the open petition, or filed when it was answered (art. 10)."""
        entry = self.register(plan)
        yield self.later(plan, 0.1, 1.0)
        if plan.fate.stop == "connect" or earlier.entry is None:
            return
        by = self.town.registrar(plan.rng)
        petitions.describe(petition_of(entry), by=by, domain=plan.domain.key)
        first = petition_of(earlier.entry)
        if first.case.stage in WORKED_ON:
            petitions.connect(petition_of(entry), to=first, by=by)
            earlier.joined.append(entry.paper_number)
        elif first.case.stage in {Stage.ANSWERED, Stage.CLOSED}:
            petitions.file_repeated(petition_of(entry), answered=first, by=by)


def petition_of(entry: Entry) -> Petition:
    """The petition that was opened with its paper, as it is now."""
    return Petition.objects.select_related("case__entry__register", "case__entry__number").get(case__entry=entry)
