"""Parallel registers in the demo town (registre paralele): audiences, and the special register with its envelopes."""

from __future__ import annotations

from datetime import datetime, timedelta

from condica.accounts.api import User
from condica.config.demo.raising import Town
from condica.foundation import dates
from condica.registry import actions
from condica.registry import api as registry
from condica.registry.actions.envelopes import Outside, hand_envelope, register_envelope, take_envelope
from condica.registry.models import Register

LEAST = 100  # a town with fewer papers has none of these
ENVELOPES = (
    Outside("00417", "Instituția Prefectului", "strict", "intact", "plt. adj. Sorin Crăciun", "DT 118/2026"),
    Outside("S 2204", "Inspectoratul pentru Situații de Urgență", "service", "intact", "plt. adj. Sorin Crăciun",
            "DT 118/2026"),
    Outside("31870", "Direcția Fiscală", "none", "damaged", "curier Dan Oprea", "borderou 77", "sigiliu rupt pe colț"),
)  # fmt: skip
AUDIENCES = ("Locuință socială", "Autorizație pentru terasă", "Gropi în curtea școlii nr. 4")
LINES = len(ENVELOPES) + len(AUDIENCES)


def lines_of(papers: int) -> int:
    """How many of the town's papers stand in these registers."""
    return LINES if papers >= LEAST else 0


def show(town: Town, papers: int, until: datetime) -> None:
    """Open them on the last days: a few papers in the one, three envelopes in the other, each further on."""
    if not lines_of(papers):
        return
    clerk, head = (User.objects.get(username=name) for name in ("registrator", "primar"))
    with dates.frozen(until - timedelta(minutes=5)):
        audiences = _opened(town, "Registrul audiențelor", "AU-", "11")
        special = _opened(town, "Registrul special", "PS-", "12", nature=Register.Nature.ENVELOPES)
        actions.let_in(special, user=clerk, may_write=True, by=town.system)
        actions.let_in(special, user=head, by=town.system)
        for subject in AUDIENCES:
            registry.register_incoming(
                register=audiences.key, channel="counter", kind="audience_request",
                subject=f"Înscriere în audiență: {subject.lower()}", by=clerk,
            )  # fmt: skip
        envelopes = [register_envelope(one, register_key=special.key, by=clerk) for one in ENVELOPES]
        for entry in envelopes[:2]:
            hand_envelope(entry, head, by=clerk)
    with dates.frozen(until):
        take_envelope(envelopes[0], by=head)


def _opened(town: Town, name: str, prefix: str, minute: str, nature: str = Register.Nature.PAPERS) -> Register:
    return actions.open_register(
        name=name, prefix=prefix, minute_number=minute, minute_on=dates.today(), nature=nature, by=town.system
    )
