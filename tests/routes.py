"""Every address of the house, and real things to open at it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse

TRIES = 25  # things of a kind offered to a person


@dataclass(frozen=True)
class Route:
    """One address: its name, its pattern, what it says about access."""

    name: str
    pattern: str
    view: Callable[..., Any]

    @property
    def access(self) -> Any:
        return getattr(self.view, "condica_access", None)

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(re.findall(r"<(?:\w+:)?(\w+)>", self.pattern))

    @property
    def is_api(self) -> bool:
        return self.name.startswith("api:")


def all_routes(resolver: Any = None) -> list[Route]:
    """Everything that can be asked for, in the order of the addresses."""
    return list(_walk(resolver or get_resolver(), "", ""))


def _walk(resolver: Any, prefix: str, space: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, pattern, ":".join(filter(None, (space, entry.namespace))))
        elif isinstance(entry, URLPattern):
            yield Route(":".join(filter(None, (space, entry.name))), pattern, entry.callback)


def paths(route: Route) -> Iterator[str]:
    """Addresses with something real behind them; a route without parameters has one."""
    if not route.parameters:
        yield reverse(route.name)
        return
    found = False
    for values in islice(_values(route), TRIES):
        found = True
        yield reverse(route.name, kwargs=values)
    if not found:  # nothing of the kind in the town: an address all the same
        yield reverse(route.name, kwargs={name: NOTHING.get(name, 1) for name in route.parameters})


def _values(route: Route) -> Iterator[dict[str, Any]]:
    fixed = {name: FIXED[name] for name in route.parameters if name in FIXED}
    for values in _things(route):
        missing = set(route.parameters) - fixed.keys() - values.keys()
        if missing:
            raise LookupError(f"{route.name}: nu se știe ce este {missing}; scrie în tests/routes.py")
        yield {name: {**fixed, **values}[name] for name in route.parameters}


def _things(route: Route) -> Iterable[dict[str, Any]]:
    wanted = set(route.parameters)
    if wanted <= FIXED.keys():
        return [{}]
    for needed, find in KINDS:
        if needed <= wanted and (found := find(route)) is not None:
            return found
    raise LookupError(f"{route.name}: nu se știe ce lucruri au adresa {route.pattern}; scrie-le în tests/routes.py")


def _papers(route: Route) -> Iterator[dict[str, Any]]:
    if "link" in route.parameters:
        for link in _model("registry.Connection").filter(undone_at=None).select_related("first__number__register"):
            yield {**_number(link.first.number), "link": link.pk}
        return
    cases = route.name.startswith(("casework:", "petitions:"))
    papers = _model("registry.Entry").order_by("-number__year", "-number__number")
    if "envelope" in route.name:
        papers = papers.filter(register__nature="envelopes")
    if cases:
        papers = papers.filter(pk__in=_model("casework.Case").values("entry"))
    if route.name.startswith("court_papers:"):
        papers = papers.filter(pk__in=_model("court_papers.CourtPaper").values("entry"))
    for entry in papers.select_related("number__register"):
        yield _number(entry.number)


def _number(number: Any) -> dict[str, Any]:
    return {"register": number.register.key, "year": number.year, "number": number.number}


def _in_folders(route: Route) -> Iterator[dict[str, Any]]:
    """A place or a paper of a folder; open folders first, each state has another face."""
    rows = _model("desk.FolderPaper").order_by("-folder__state", "folder", "position")
    for folder, paper, position in rows.values_list("folder", "pk", "position"):
        yield {"pk": folder, "paper": paper, "position": position}


def _dispatches(route: Route) -> Iterator[dict[str, Any]]:
    for pk, letter in _model("correspondence.Dispatch").order_by("-pk").values_list("pk", "letter"):
        yield {"pk": letter, "dispatch": pk}


def _beside_letters(route: Route) -> Iterator[dict[str, Any]]:
    name = next(name for name in ("visa", "annex", "original") if name in route.parameters)
    for pk, letter in _model(f"correspondence.{name.capitalize()}").order_by("-pk").values_list("pk", "letter"):
        yield {"pk": letter, name: pk}


def _days(route: Route) -> Iterator[dict[str, Any]]:
    for number in _model("registry.Number").select_related("register").order_by("-moment")[:1]:
        yield {"register": number.register.key, "year": number.moment.year, "month": number.moment.month,
               "day": number.moment.day}  # fmt: skip


def _keys(route: Route) -> Iterable[dict[str, Any]] | None:
    if route.name.startswith("statistics:"):
        from condica.statistics.api import books, reports

        offered = books() if route.name.startswith("statistics:book") else reports()
        return [{"key": one.key} for one in offered]
    if route.name == "court_papers:book":
        return [{"key": "acte"}, {"key": "afisari"}]
    if route.name == "organisation:choose":
        from condica.organisation.rules import SETTINGS

        return [{"key": key} for key in SETTINGS]
    if route.name.startswith("registry:"):
        return _each("registry.Register", "key")
    return _each("correspondence.LetterTemplate", "key")


def _of_uuid(route: Route) -> str:
    if route.name == "queue:ticket_paper":
        return "queue.Ticket"
    return "contacts.PersonExport" if route.name.startswith("contacts:") else "documents.Document"


def _each(model: str, field: str = "pk", name: str = "") -> Iterator[dict[str, Any]]:
    for value in _model(model).order_by("-pk").values_list(field, flat=True):
        yield {name or field: value}


def _model(label: str) -> Any:
    return apps.get_model(label)._default_manager.all()


def _tokens(route: Route) -> Iterator[dict[str, Any]]:
    """The links that institutions got with their circulars."""
    from django.conf import settings

    from condica.correspondence.rules.circulars import token_of

    for nonce in _model("correspondence.CircularMail").order_by("pk").values_list("nonce", flat=True):
        yield {"token": token_of(bytes(nonce), settings.SECRET_KEY)}


def _screens(route: Route) -> Iterator[dict[str, Any]]:
    """Public screens by their secret addresses; a ticket's page belongs to the screen that gave it."""
    if "uuid" in route.parameters:
        tickets = _model("queue.Ticket").filter(screen__isnull=False).order_by("-pk")
        for secret, uuid in tickets.values_list("screen__secret", "uuid"):
            yield {"secret": secret, "uuid": uuid}
        return
    kind = "kiosk" if route.name == "queue:kiosk" else "display"
    for secret in _model("queue.Screen").filter(kind=kind, closed_at=None).values_list("secret", flat=True):
        yield {"secret": secret}


NOTHING = {"secret": "nimic", "token": "nimic", "uuid": UUID(int=1), "key": "nimic", "register": "nimic"}
FIXED = {"papers": "etichete", "step": "ce", "page": 1, "number": 1, "form": "xlsx", "month": 1, "day": 5, "year": 2026}
OWNERS = (  # the thing that the number in an address counts
    ("(casework:by_id|desk:term)", "casework.Case"),
    ("desk:(prepare_folder|end_presenting)", "desk.Presenting"),
    ("desk:acknowledge", "desk.NamedUnit"),
    ("desk:drop_phrase", "desk.Phrase"),
    ("desk:", "desk.Folder"),
    ("casework:(opinion|part_)", "casework.JointUnit"),
    ("casework:(commission|minutes)", "casework.Commission"),
    ("organisation:drop_view", "organisation.SavedView"),
    ("casework:", "casework.Task"),
    ("registry:by_id", "registry.Entry"),
    ("registry:(book|stop_book)$", "registry.BookPrint"),
    ("registry:end_desk", "registry.RegisterDesk"),
    ("registry:let_out", "registry.RegisterReader"),
    ("registry:offline_line", "registry.OfflineLine"),
    ("registry:(block|fill_block|annul_number|reconcile)", "registry.Block"),
    ("queue:(desk|call|give)$", "organisation.Desk"),
    ("queue:remove_desk", "queue.ServiceDesk"),
    ("queue:(edit_service|close_service|add_desk)", "queue.Service"),
    ("queue:close_screen", "queue.Screen"),
    ("queue:", "queue.Ticket"),
    ("registry:(lost|found)_original", "registry.Entry"),
    ("registry:(handover|count_handed|sign_here|sign_difference)", "registry.Handover"),
    ("registry:end_issued_kind", "registry.IssuedKind"),
    ("registry:(issued|release_sheet)", "registry.Issued"),
    ("mailroom:.*mailbox", "mailroom.Mailbox"),
    ("mailroom:.*scanner", "mailroom.Scanner"),
    ("mailroom:(stack|sheet)", "mailroom.Stack"),
    ("mailroom:batch", "mailroom.Batch"),
    ("mailroom:(inventory|add_position|separators|position)", "mailroom.Inventory"),
    ("mailroom:", "mailroom.Message"),
    ("correspondence:phrase_end", "correspondence.Phrase"),
    ("correspondence:duty_end", "correspondence.VisaDuty"),
    ("correspondence:mandate_end", "correspondence.Mandate"),
    ("correspondence:circular", "correspondence.Circular"),
    ("correspondence:distribution", "correspondence.DistributionList"),
    ("correspondence:envelope", "correspondence.Envelope"),
    ("correspondence:post_list", "correspondence.PostList"),
    ("court_papers:", "court_papers.Display"),
    ("correspondence:", "correspondence.Letter"),
    ("organisation:.*(unit|new_post)", "organisation.Unit"),
    ("organisation:vacate_post", "organisation.Holding"),
    ("organisation:.*post", "organisation.Post"),
    ("organisation:end_substitution", "organisation.Substitution"),
    ("organisation:end_absence", "organisation.Absence"),
    ("organisation:(.*desk|hours)", "organisation.Desk"),
    ("organisation:.*file_kind", "organisation.FileKind"),
    ("organisation:coat_of_arms", "organisation.Letterhead"),
    ("organisation:remove_bridge_day", "organisation.BridgeDay"),
    ("documents:distrust", "documents.TrustedItem"),
    ("documents:(confirm|withdraw)", "documents.PersonCertificate"),
    ("registry:(selection|confirm_selection)", "registry.Selection"),
    ("organisation:(edit|end)_file_kind", "organisation.FileKind"),
    ("contacts:(request|extend_request|decide_access|decide_erasure|order_export)$", "contacts.PersonRequest"),
    ("contacts:withdraw_consent", "contacts.Consent"),
    ("contacts:unmerge", "contacts.MergeLink"),
    ("contacts:end_role", "contacts.ContactRole"),
    ("contacts:", "contacts.Contact"),
    ("accounts:withdraw", "accounts.Grant"),
    ("accounts:revoke", "accounts.ApiToken"),
    ("accounts:", "accounts.User"),
    ("mfa_", "mfa.Authenticator"),
)


def _owned(route: Route) -> Iterable[dict[str, Any]] | None:
    for pattern, model in OWNERS:
        if re.match(pattern, route.name):
            return _each(model, name="pk")
    return None


KINDS: list[tuple[set[str], Callable[[Route], Iterable[dict[str, Any]] | None]]] = [
    ({"register", "year", "month", "day"}, _days),
    ({"register", "year", "number"}, _papers),
    ({"position"}, _in_folders),
    ({"paper"}, _in_folders),
    ({"token"}, _tokens),
    ({"secret"}, _screens),
    ({"dispatch"}, _dispatches),
    ({"visa"}, _beside_letters),
    ({"annex"}, _beside_letters),
    ({"original"}, _beside_letters),
    ({"uuid"}, lambda route: _each(_of_uuid(route), "uuid" if route.name.startswith("queue:") else "pk", "uuid")),
    ({"key"}, _keys),
    ({"pk"}, _owned),
]
