"""Who may see the mail and the mailboxes (drepturi asupra poștei)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.refusal import Refused
from condica.mailroom import queries
from condica.mailroom.models import Batch, Inventory, Mailbox, Message, PositionFile, Scanner, Stack
from condica.organisation import api as organisation
from condica.registry import api as registry


def visible_to(user: User) -> QuerySet[Message]:
    """All messages for those who sort the mail; for others none: what they need comes to them with a number."""
    found = queries.messages()
    return found if user.may(Permission.MAIL_SEE) else found.none()


def message_to_read(user: User, pk: int) -> Message:
    """The message, or 404: absent and forbidden look alike."""
    found = visible_to(user).select_related("raw", "mailbox__register", "mailbox__unit").filter(pk=pk).first()
    if found is None:
        raise Http404("Nu există acest mesaj sau nu ai drept să îl vezi.")
    return found


def message_to_decide(user: User, pk: int) -> Message:
    """The message for somebody who gives numbers."""
    message = message_to_read(user, pk)
    if not user.may(Permission.ENTRY_REGISTER):
        raise Refused("mail-register", "Numai registratura dă numere mesajelor.", remedy="Cere registraturii.")
    return message


def mailbox_to_change(user: User, pk: int) -> Mailbox:
    """The mailbox for the administrator, or 404."""
    found = queries.mailboxes().filter(pk=pk).first()
    if found is None or not user.may(Permission.MAIL_SETTINGS):
        raise Http404("Nu există această căsuță.")
    return found


# --- scanned paper ----------------------------------------------------------------------------------------------------


def stacks_visible_to(user: User) -> QuerySet[Stack]:
    """A desk's stacks for the people of that desk; those of no desk for the registry; the archive's for the archive."""
    stacks = Stack.objects.select_related("blob", "scanner", "desk", "taken_by")
    seen = Q(taken_by=user)
    if user.may(Permission.ENTRY_REGISTER):
        units = organisation.units_seen_by(user, dates.today())
        seen |= Q(for_archive=False) & (Q(desk=None) | Q(desk__unit__in=units))
    elif not user.may(Permission.ARCHIVE_SELECT):
        return stacks.none()
    if user.may(Permission.ARCHIVE_SELECT):
        seen |= Q(for_archive=True)
    return stacks.filter(seen)


def stack_to_read(user: User, pk: int) -> Stack:
    """The stack, or 404: absent and forbidden look alike."""
    found = stacks_visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Http404("Nu există acest teanc sau nu ai drept să îl vezi.")
    return found


def hidden_batches(user: User, stack: Stack) -> set[int]:
    """Groups that went to papers which this user may not see: their pages are not shown."""
    rows = stack.batches.exclude(entry=None)
    papers = registry.visible_to(user).filter(pk__in=rows.values("entry")).values("pk")
    return set(rows.exclude(entry__in=papers).values_list("pk", flat=True))


def waiting_for(user: User) -> QuerySet[Batch]:
    """Groups that wait for this person's decision, in the order of the paper."""
    rows = Batch.objects.filter(state="queued", stack__in=stacks_visible_to(user).order_by().values("pk"))
    seen = registry.seen_by(user)
    return rows.filter(Q(entry=None) | Q(entry__in=seen)).select_related(
        "stack__blob", "entry__register", "entry__number"
    )


def batch_to_decide(user: User, pk: int) -> Batch:
    """A group of a stack that the user sees, of no paper or of one that they see."""
    rows = Batch.objects.filter(pk=pk, stack__in=stacks_visible_to(user).order_by().values("pk"))
    found = rows.select_related("stack__blob", "entry__register", "entry__number", "document").first()
    if found is None or found.pk in hidden_batches(user, found.stack):
        raise Http404("Nu există acest grup de file sau nu ai drept să îl vezi.")
    return found


def scanner_to_change(user: User, pk: int) -> Scanner:
    """The scanner for the administrator, or 404."""
    found = queries.scanners().filter(pk=pk).first()
    if found is None or not user.may(Permission.MAIL_SETTINGS):
        raise Http404("Nu există acest scaner.")
    return found


def inventories_visible_to(user: User) -> QuerySet[Inventory]:
    """Old files for the archive and for the registry; for others none."""
    found = queries.inventories()
    may = user.may(Permission.ARCHIVE_SELECT) or user.may(Permission.ENTRY_SEE_ALL)
    return found if may else found.none()


def inventory_to_read(user: User, pk: int) -> Inventory:
    """The inventory, or 404."""
    found = inventories_visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Http404("Nu există acest inventar.")
    return found


def register_documents() -> None:
    """Scans of old files are seen by whoever sees their inventories."""
    documents.register_visibility(_scans_of_old_files)


def _scans_of_old_files(user: User) -> Q:
    if not inventories_visible_to(user).exists():
        return Q(pk__in=[])
    return Q(Exists(PositionFile.objects.filter(document=OuterRef("pk"), withdrawn_at=None)))
