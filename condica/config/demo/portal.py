"""The demo town at the portal (portalul): petitions in three languages, and what people say of the answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from django.utils import translation

from condica.casework.models import Case
from condica.config.demo.engine import Engine, Life
from condica.config.demo.petition_plans import day_back
from condica.config.demo.raising import Town
from condica.foundation import dates
from condica.mailroom import actions as mailroom
from condica.mailroom.models import Outgoing
from condica.portal import api as portal

#: days before the end · hour and a half past nine · language · what is written
SENT: tuple[tuple[int, float, str, dict[str, object]], ...] = (
    (3, 11.5, "hu", {
        "subject": "Hiányzó gyalogátkelő a Petőfi Sándor utcában",
        "text": "Az iskola előtt nincs gyalogátkelő, a gyerekek autók között járnak.\n\nKérem, festessenek fel egyet.",
        "who": "person", "name": "Kovács Ilona", "address": "str. Petőfi Sándor nr. 3, Valea Mureșului",
        "way": "email", "email": "kovacs.ilona@example.com",
    }),
    (2, 9.5, "en", {
        "subject": "Street lamp shining into the bedroom, str. Horea 12",
        "text": "A new street lamp stands two metres from our window.\n\nPlease turn it or shield it.",
        "who": "person", "name": "Thomas Baker", "address": "str. Horea nr. 12, Valea Mureșului",
        "way": "email", "email": "thomas.baker@example.net", "phone": "0700 000 112",
    }),
    (1, 6.25, "ro", {
        "subject": "Loc de joacă degradat, aleea Florilor",
        "text": "Leagănele sunt rupte și tobogenul are muchii tăioase.\n\nVă rugăm să le reparați sau să le scoateți.",
        "who": "group", "signatories": 27, "name": "Daniela Mureșan", "address": "aleea Florilor, bl. B2",
        "way": "email", "email": "daniela.muresan@example.com",
    }),
)  # fmt: skip
SAID = ("Mulțumesc, s-a rezolvat.", "A durat mult, dar a fost bine.", "Răspunsul nu spune când.", "", "", "", "")
USEFUL = ("yes", "yes", "yes", "partly", "no")


def tell(town: Town, engine: Engine, until: datetime) -> int:
    """Put the petitions on their evenings, and the opinions on their weeks; returns how many petitions they are."""
    for days, hours, language, words in SENT:
        engine.begin(day_back(until, days, town) + timedelta(hours=hours), _sent(town, engine, language, words))
    engine.begin(day_back(until, 240, town), _opinions(town, until))
    return len(SENT)


def _sent(town: Town, engine: Engine, language: str, words: dict[str, object]) -> Life:
    """Written and sent in one evening, without anybody at the register; the confirmation leaves at once."""
    with translation.override(language):
        draft = portal.keep(portal.begin(language=language, network=""), words, language=language)
        portal.send(draft, network="", by=town.system)
    engine.registered += 1
    for waiting in Outgoing.objects.filter(state=Outgoing.State.WAITING):
        mailroom.deliver(waiting)
    yield from ()


def _opinions(town: Town, until: datetime) -> Life:
    """Each Friday some of those answered in the week before say whether the answer was of use."""
    rng = Random(f"{town.seed}-opinions")  # noqa: S311 - a made-up town
    while dates.now() < until - timedelta(days=7):
        week = dates.now() - timedelta(days=7)
        cases = Case.objects.filter(kind="petition", stage__in=["answered", "closed"], stage_since__gte=week)
        for case in cases.exclude(entry__sender_email="").filter(feedback=None).order_by("pk"):
            if rng.random() < 0.3:
                portal.give_feedback(
                    case, useful=rng.choice(USEFUL), words=rng.choice(SAID), language="ro", by=town.system
                )
        yield dates.now() + timedelta(days=7)
