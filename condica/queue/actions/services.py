"""Services, their desks and the public screens (servicii, ghișee, ecrane): opened and closed with their days."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction

from condica.accounts.models import User
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.actions import record
from condica.journal.rules import Verb
from condica.organisation.models import Desk
from condica.queue.models import Screen, Service, ServiceDesk


@transaction.atomic
def open_service(
    *, letter: str, name: str, name_en: str = "", name_hu: str = "", sort_order: int = 0, by: User
) -> Service:
    """Open a service with its letter, from today."""
    letter = letter.strip().upper()
    if Service.objects.filter(letter=letter, until=None).exists():
        raise RuleBroken("queue-letter-taken", f"Litera {letter} este a altui serviciu.", remedy="Alege altă literă.")
    made = Service.objects.create(
        letter=letter, name=name, name_en=name_en, name_hu=name_hu, sort_order=sort_order, since=dates.today()
    )
    record(Verb.QUEUE_SERVICE_OPENED, on=made, by=by)
    return made


@transaction.atomic
def change_service(service: Service, *, name: str, name_en: str, name_hu: str, sort_order: int, by: User) -> Service:
    """Write the names and the place of a service again; its letter stands on tickets and stays."""
    service = Service.objects.select_for_update(no_key=True).get(pk=service.pk)
    service.name, service.name_en, service.name_hu, service.sort_order = name, name_en, name_hu, sort_order
    service.save(update_fields=["name", "name_en", "name_hu", "sort_order"])
    record(Verb.QUEUE_SERVICE_CHANGED, on=service, by=by)
    return service


@transaction.atomic
def close_service(service: Service, *, by: User) -> Service:
    """Close a service with the end of today; tickets already taken are still called."""
    service = Service.objects.select_for_update(no_key=True).get(pk=service.pk)
    if service.until is None:
        service.until = dates.today()
        service.save(update_fields=["until"])
        record(Verb.QUEUE_SERVICE_CLOSED, on=service, by=by)
    return service


@transaction.atomic
def add_desk(service: Service, desk: Desk, *, by: User) -> ServiceDesk:
    """Let a desk serve a service from today on; said twice, it stays one."""
    service = Service.objects.select_for_update(no_key=True).get(pk=service.pk)
    known = ServiceDesk.objects.filter(service=service, desk=desk, until=None).first()
    if known:
        return known
    made = ServiceDesk.objects.create(service=service, desk=desk, since=dates.today())
    record(Verb.QUEUE_DESK_ADDED, on=service, by=by, data={"desk": desk.name, "since": dates.numeric(made.since)})
    return made


@transaction.atomic
def remove_desk(row: ServiceDesk, *, by: User) -> None:
    """Take a service from a desk: from today it calls nobody for it."""
    row = (
        ServiceDesk.objects.select_for_update(no_key=True, of=("self",))
        .select_related("service", "desk")
        .get(pk=row.pk)
    )
    if row.until is not None:
        return
    row.until = max(row.since, dates.today() - timedelta(days=1))
    row.save(update_fields=["until"])
    record(Verb.QUEUE_DESK_REMOVED, on=row.service, by=by, data={"desk": row.desk.name})


@transaction.atomic
def open_screen(kind: str, *, name: str, by: User) -> Screen:
    """Give an address that nobody can guess to a public screen."""
    made = Screen.objects.create(kind=kind, name=name, secret=secrets.token_urlsafe(24), opened_at=dates.now())
    record(Verb.QUEUE_SCREEN_OPENED, on=made, by=by)
    return made


@transaction.atomic
def close_screen(screen: Screen, *, by: User) -> None:
    """Withdraw an address: whoever has it sees nothing any more."""
    screen = Screen.objects.select_for_update(no_key=True).get(pk=screen.pk)
    if screen.closed_at is None:
        screen.closed_at = dates.now()
        screen.save(update_fields=["closed_at"])
        record(Verb.QUEUE_SCREEN_CLOSED, on=screen, by=by)
