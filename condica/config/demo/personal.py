"""What the demo town shows of people's data (date personale): the nomenclator, one erased petition, one copy asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from condica.accounts.api import Role, User, users_with_role
from condica.config.demo.raising import Town
from condica.contacts import actions as contacts
from condica.contacts.models import Contact
from condica.contacts.rules import Asked, ConsentWay, Ground, Purpose
from condica.foundation import dates
from condica.organisation import actions as organisation
from condica.organisation.actions import FileKindLine
from condica.registry.models import Entry

#: code · unit of the demo · title · years (none: permanent). Terms as town halls commonly have them.
NOMENCLATOR: tuple[tuple[str, str, str, int | None], ...] = (
    ("I-A-1", "", "Hotărâri ale consiliului local", None),
    ("I-A-2", "", "Dispoziții ale primarului", None),
    ("I-A-3", "", "Procese-verbale ale ședințelor consiliului local", None),
    ("I-B-1", "", "Proiecte de hotărâri și documentele lor", 10),
    ("I-B-2", "", "Corespondență cu prefectura și consiliul județean", 5),
    ("II-A-1", "SRP", "Registre de intrare-ieșire", None),
    ("II-A-10", "SRP", "Registrul petițiilor", None),
    ("II-A-12", "SRP", "Petiții și răspunsuri la petiții", 5),
    ("II-A-13", "SRP", "Petiții clasate (anonime, repetate)", 3),
    ("II-A-14", "SRP", "Cereri de informații de interes public (Legea 544/2001)", 5),
    ("II-A-15", "SRP", "Audiențe: registru și fișe", 5),
    ("II-A-16", "SRP", "Rapoarte privind petițiile și accesul la informații", 10),
    ("II-B-1", "", "Comunicate de presă, revista presei", 3),
    ("II-B-2", "", "Acreditări de jurnaliști", 3),
    ("III-A-1", "", "Buget: proiecte, rectificări, execuție", None),
    ("III-A-4", "", "Documente justificative contabile", 5),
    ("III-B-9", "DV", "Impozite și taxe: sesizări și răspunsuri", 5),
    ("III-B-10", "DV", "Dosare fiscale ale contribuabililor", 10),
    ("IV-B-3", "SD", "Drumuri: sesizări și intervenții", 5),
    ("IV-C-2", "SE", "Iluminat public: sesizări și intervenții", 5),
    ("IV-D-1", "SSV", "Spații verzi: sesizări și intervenții", 5),
    ("IV-E-2", "SSM", "Salubrizare: sesizări și controale", 5),
    ("V-A-1", "DU", "Autorizații de construire", None),
    ("V-A-2", "DU", "Certificate de urbanism", 10),
    ("V-A-7", "DU", "Urbanism: sesizări și răspunsuri", 5),
    ("VI-A-4", "DPL", "Poliția locală: sesizări și constatări", 5),
    ("VI-B-1", "", "Anchete sociale", 10),
    ("VII-A-1", "", "Dosare de personal", 75),
)
WORDS = "Sunt de acord să primesc răspunsurile la cererile mele pe e-mail, în loc de poștă."


def nomenclator(town: Town, since: date) -> None:
    """The nomenclator of the town hall, confirmed by the county's archives (said once the authority stands)."""
    for code, unit, title, years in NOMENCLATOR:
        line = FileKindLine(code, title, years, town.units.get(unit))
        organisation.set_file_kind(line, since=since, by=town.system)
    organisation.confirm_nomenclator(number="2417", on=since, by=town.system)


def tell(town: Town, until: datetime) -> None:
    """Consents, a request for a copy, and a petition sent in another's name, whose data had to go."""
    director, registrar = _one(Role.DIRECTOR), _one(Role.REGISTRAR)
    papers = Entry.objects.filter(kind="petition", settled_as="answered", sender__kind="person", sender__erased_at=None)
    newest = list(papers.select_related("sender").order_by("-number")[:5])
    if director is None or registrar is None or not newest:
        return
    with dates.frozen(until - timedelta(hours=2)):
        for entry in newest[:3]:
            _consent(entry.sender, registrar)
        _copy(newest[-1], registrar)
    oldest = papers.order_by("number").first()
    if oldest is not None and oldest.sender_id not in {entry.sender_id for entry in newest}:
        with dates.frozen(until - timedelta(hours=1)):
            _erased(oldest, registrar, director)


def _one(role: Role) -> User | None:
    return next(iter(users_with_role(role)), None)


def _consent(person: Contact | None, by: User) -> None:
    if person is not None and not person.consents.exists():
        contacts.give_consent(person, purpose=Purpose.EMAIL, text=WORDS, way=ConsentWay.FORM, by=by)


def _copy(entry: Entry, by: User) -> None:
    """A petitioner asks what is kept about them (art. 15); the month runs."""
    if entry.sender is not None:
        contacts.ask(entry.sender, kind=Asked.ACCESS, paper="cerere la ghișeu", identity="carte de identitate", by=by)


def _erased(entry: Entry, registrar: User, director: User) -> None:
    """Somebody wrote in another's name: the data were processed unlawfully and go also from the register (art. 17)."""
    if entry.sender is not None:
        request = contacts.ask(
            entry.sender, kind=Asked.ERASURE, paper="cerere la ghișeu", identity="carte de identitate", by=registrar
        )
        contacts.decide_erasure(request, ground=Ground.UNLAWFUL, by=director)
