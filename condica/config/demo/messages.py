"""The demo town's mailbox (căsuța de e-mail): what waits for a person at Poștă, and what the machine put aside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from types import MappingProxyType
from typing import NamedTuple

from condica.config.demo.engine import Engine, Life
from condica.config.demo.petition_plans import day_back
from condica.config.demo.raising import Town
from condica.foundation import dates
from condica.mailroom import actions as mailroom
from condica.mailroom.models import Mailbox
from condica.registry.models import Register


class Mail(NamedTuple):
    """An e-mail: how many days before the end and hours into the day it came, whose, what it says."""

    days: int
    hours: float
    name: str
    address: str
    subject: str
    text: str
    headers: Mapping[str, str] = MappingProxyType({})  # those of a machine


SEEN = (
    Mail(
        2, 1.2, "Corina Bălan", "corina.balan@example.com", "Trotuar surpat pe strada Viilor",
        "Bună ziua,\n\nTrotuarul din dreptul numărului 12 s-a surpat. Vă rog să îl reparați.\n\n"
        "Corina Bălan, str. Viilor nr. 12",
    ),
    Mail(
        1, 0.4, "Redacția Gazeta", "redactia@example.net", "Solicitare de informații de interes public",
        "În temeiul Legii 544/2001, vă rugăm să ne comunicați câte amenzi s-au dat anul acesta pentru parcare.",
    ),
    Mail(
        1, 3.1, "Ion Pop", "ion.pop@example.org", "Răspuns automat: în concediu", "Sunt în concediu până luni.",
        {"Auto-Submitted": "auto-replied"},
    ),
    Mail(
        1, 4.6, "Târgul de unelte", "oferte@example.net", "Reduceri la unelte de grădină",
        "Numai săptămâna aceasta.", {"List-Unsubscribe": "<mailto:iesire@example.net>", "Precedence": "bulk"},
    ),
)  # fmt: skip


def tell(town: Town, engine: Engine, until: datetime) -> None:
    """Put the messages on their days; each waits for a person or is put aside, so none draws a number here."""
    for place, mail in enumerate(SEEN):
        engine.begin(day_back(until, mail.days, town) + timedelta(hours=mail.hours), _arrived(town, place, mail))


def _arrived(town: Town, place: int, mail: Mail) -> Life:
    message = EmailMessage()
    message["From"], message["To"] = f"{mail.name} <{mail.address}>", "registratura@example.org"
    message["Subject"], message["Date"] = mail.subject, format_datetime(dates.now())
    message["Message-ID"] = f"<demo-{place}@{mail.address.partition('@')[2]}>"
    for header, value in mail.headers.items():
        message[header] = value
    message.set_content(mail.text)
    where = mailroom.Place("demo", "INBOX", name=f"{place}.eml", mailbox=_box(town))
    mailroom.take_in(message.as_bytes(), place=where, by=town.system)
    yield from ()


def _box(town: Town) -> Mailbox:
    """A mailbox that registers nothing by itself, and that nobody reads: there is no server behind it."""
    return Mailbox.objects.first() or mailroom.open_mailbox(
        password="", by=town.system, name="Registratura (demonstrativă)", address="registratura@example.org",
        host="imap.example.org", username="registratura", folders=["INBOX"], registers=False, is_active=False,
        register=Register.objects.get(key="general"),
    )  # fmt: skip
