"""Circulars of the demo town (circulare): one half read, one to be answered (an e-mail came back), one read by all."""

from __future__ import annotations

from datetime import datetime, timedelta

from condica.config.demo.engine import one_batch
from condica.config.demo.raising import REGISTRARS, Town
from condica.correspondence import actions
from condica.correspondence.actions import Addressees
from condica.correspondence.models import CircularMail
from condica.correspondence.queries.circulars import contacts_with_email, holders_of
from condica.foundation import dates
from condica.law.calendar import add_working
from condica.organisation.api import head_of
from condica.registry.models import Direction, Entry
from condica.registry.signals import delivery_failed

MOST = 14


def show(town: Town, until: datetime) -> None:
    """At the moment of the demonstration; each through the verb of its page."""
    today, by = dates.bucharest_day(until), town.users[REGISTRARS[0]]
    with dates.frozen(until - timedelta(hours=3)), one_batch():
        kept = Entry.objects.filter(direction=Direction.IN, cancelled=False, register__is_default=True, answers=None)
        found = list(kept.exclude(kind="petition").exclude(subject="").order_by("-pk")[:2])
        if len(found) < 2:
            return
        paper, second = found
        headed = holders_of(list(town.units.values()), today)
        units = [unit for unit in town.units.values() if headed.get(unit.pk) == unit.pk][:MOST]
        day = add_working(today, 8)
        one = actions.make_distribution(name="Toate structurile cu public", by=by)
        for unit in units[:6]:
            actions.add_member(one, unit=unit, by=by)
        asked = actions.send_circular(
            paper, to=Addressees(units, list(contacts_with_email()[:2])), asked="answer", due_on=day, by=by,
            words="Trimiteți observațiile compartimentului, ca document intern.",
        )  # fmt: skip
        told = actions.send_circular(second, to=Addressees(units[:6]), asked="inform", by=by)
    with dates.frozen(until), one_batch():
        for place, unit in enumerate(units):
            head = head_of(unit, today)
            if head is None:
                continue
            if place % 3:
                actions.open_circular(asked, by=head)
            if place < len(units[:6]):
                actions.confirm_circular(told, by=head)
        if mail := asked.mails.last():
            _come_back(mail)


def _come_back(mail: CircularMail) -> None:
    """One address is wrong: the other server says so, and the page offers to send it again."""
    sent = actions.send_mail(mail)
    said = {"recipient": sent.email, "status": "5.1.1", "sentence": "Nu există căsuța de e-mail la care s-a trimis."}
    delivery_failed.send(CircularMail, message_id=sent.message_id, **said)
