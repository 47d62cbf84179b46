"""The case's page and the list of work (lucrări): what a person sees; the verbs have their own forms."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.print import Column, Listing, print_list
from condica.accounts.rules import Permission
from condica.casework import access, queries
from condica.casework.forms import BulkForm, NarrowForm
from condica.casework.models import Case, JointUnit, Task
from condica.casework.queries.lists import STATES
from condica.casework.rules import kind_of, stage_label
from condica.casework.views.parts import parts_for_page
from condica.correspondence import api as correspondence
from condica.foundation import dates, romanian
from condica.foundation.pages import keyset
from condica.organisation.models import Unit
from condica.registry import api as registry_api
from condica.registry import queries as registry

SEE = needs(Permission.ENTRY_SEE_ALL, Permission.ENTRY_SEE_UNIT)
PAGE = 25
NEIGHBOURS = 500
LISTS = {"ale-mele": "Ale mele", "de-repartizat": "De repartizat", "toate": "Toate deschise", "inchise": "Închise"}


@require_GET
@SEE
def case_by_id(request: HttpRequest, pk: int) -> HttpResponse:
    """A short address for links in the journal; on to the case's own."""
    return redirect(get_object_or_404(access.visible_to(_user(request)), pk=pk))


@require_GET
@SEE
def case_page(request: HttpRequest, register: str, year: int, number: int) -> HttpResponse:
    """The case: its paper on one side; on the other what to do next, who, what belongs to it, what happened."""
    user = _user(request)
    case = access.case_to_read(user, register, year, number)
    task = queries.resolutions(case).first()
    parts = parts_for_page(case)
    context = {
        "case": case,
        "entry": case.entry,
        "kind": kind_of(case.kind),
        "stage": stage_label(case.kind, case.stage),
        "term": queries.term_state(case),
        "offers": queries.next_actions(case, user),
        "card": kind_of(case.kind).card(case, user),
        "task": task,
        "people": [*_people(case, task, parts["parts"]), *_original(case)],
        "letters": correspondence.letters_of(case.entry, user),
        "lines": queries.timeline(case),
        "ledger": queries.clock(case),
        "place": _place(case, user),
        "may_write": user.may(Permission.ENTRY_REGISTER),
    }
    return render(request, "casework/case.html", context | parts | _papers(case, user))


def _papers(case: Case, user: User) -> dict[str, Any]:
    """The case's own files, and the papers that stand beside it."""
    files = list(case.entry.attachments.select_related("document__blob").order_by("ordinal"))
    belonging = list(queries.papers(case))
    inside = {row.entry_id for row in belonging}
    connected = [row for row in registry.connected(case.entry, user) if row["paper"].pk not in inside]
    return {
        "files": files,
        "first_file": files[0].document if files else None,
        "belonging": belonging,
        "connected": connected,
        "papers_count": len(belonging) + len(connected),
    }


def _people(case: Case, task: Task | None, parts: list[JointUnit]) -> list[dict[str, str]]:
    """Who asks, who answers for it, who solves, who joins; each a name and a line under it."""
    entry = case.entry
    who = {"title": "Petiționar" if case.kind == "petition" else "De la", "name": entry.sender_name or "fără nume"}
    rows = [who | {"line": entry.sender_address or entry.sender_email}]
    if case.owner:
        rows.append({"title": "Răspunde de lucrare", "name": str(case.owner), "line": _short(case.unit)})
    if task and task.is_open:
        rows.append({"title": "Rezolvă", "name": task.lead.short_name, "line": str(task.assignee or "încă nepreluată")})
        if joint := [one for one in parts if one.is_open or one.opinion]:
            named = ", ".join(one.unit.short_name for one in joint)
            rows.append({"title": "Împreună cu", "name": named, "line": _answered(joint)})
    elif case.unit and not case.owner:
        rows.append({"title": "La", "name": case.unit.short_name, "line": ""})
    return rows


def _original(case: Case) -> list[dict[str, str]]:
    """Where the paper's original is (unde e originalul), when it has one; its page in the register tells the way."""
    place = registry_api.where_is(case.entry)
    if place.kind is None:
        return []
    since = f"din {dates.moment(place.since)}" if place.since else ""
    line = place.waiting or ", ".join(filter(None, [since, f"răspunde {place.who}" if place.who else ""]))
    url = f"{case.entry.get_absolute_url()}?fisa=1#original"
    return [{"title": "Unde e originalul?", "name": place.words, "line": line, "url": url}]


def _short(unit: Any) -> str:
    return unit.short_name if unit else ""


def _answered(joint: list[Any]) -> str:
    given = sum(1 for one in joint if one.opinion)
    asked = romanian.plural(len(joint), "punct de vedere", "puncte de vedere")
    return f"{given} din {asked}" if len(joint) > 1 else ("a răspuns" if given else "punct de vedere așteptat")


def _place(case: Case, user: User) -> dict[str, Any] | None:
    """Where the case stands in my work list, with its neighbours; None when it is not in it."""
    mine = list(
        queries.work_list(user).values_list("pk", "entry__register__key", "entry__year", "entry__value")[:NEIGHBOURS]
    )
    at = next((place for place, row in enumerate(mine) if row[0] == case.pk), None)
    if at is None:
        return None
    urls = [reverse("casework:case", args=row[1:]) for row in mine[max(at - 1, 0) : at + 2]]
    before, after = (urls[0] if at else ""), (urls[-1] if at + 1 < len(mine) else "")
    return {"at": at + 1, "of": len(mine), "previous": before, "next": after}


@require_GET
@SEE
def work_list_page(request: HttpRequest) -> HttpResponse:
    """Lucrări: my work, the daily folder, all open, closed; of one person, unit or state when asked; by term."""
    user = _user(request)
    assigns = user.may(Permission.CASE_ASSIGN)
    lists = {name: label for name, label in LISTS.items() if name != "de-repartizat" or assigns}
    key, narrowed, found = listed(request)
    order = _order(key)
    page = keyset(found, order=order, after=request.GET.get("dupa"), size=PAGE)
    context = {
        "lists": lists,
        "chosen": key,
        "page": page,
        "rows": [_row(case) for case in page.items],
        "total_words": romanian.plural(found.order_by().count(), "lucrare", "lucrări"),
        "opinions": queries.opinions_asked(user)[:10] if key == "ale-mele" else [],
        "filters": _filters(narrowed),
        "bulk_form": BulkForm(units=queries.units_led(user)) if assigns and key != "inchise" else None,
        "assigns": assigns,
        "more_pages": bool(page.next or page.previous),
    }
    return render(request, "casework/list.html", context)


def listed(request: HttpRequest) -> tuple[str, queries.Narrowed, QuerySet[Case]]:
    """Which list the address asks for, how it is narrowed, and its cases."""
    user, key = _user(request), request.GET.get("lista", "ale-mele")
    allowed = key in LISTS and (key != "de-repartizat" or user.may(Permission.CASE_ASSIGN))
    key = key if allowed else "ale-mele"
    narrowed = queries.Narrowed(**NarrowForm(request.GET).asked())
    return key, narrowed, _listed(key, user).filter(narrowed.q)


def _order(key: str) -> tuple[str, str]:
    return ("-closed_at", "-id") if key == "inchise" else queries.WORK_ORDER


@require_POST
@SEE
def print_work(request: HttpRequest) -> HttpResponse:
    """The list of work on paper, as on the screen."""
    key, narrowed, found = listed(request)
    said = [LISTS[key].lower(), *(f"{label}: {value}" for _, label, value in _filters(narrowed))]
    listing = Listing("lucrari", "Lucrări", PRINTED, said)
    return print_list(
        listing, found.order_by(*_order(key)), by=_user(request), prepare=lambda cases: [_row(case) for case in cases]
    )


PRINTED: list[Column[dict[str, Any]]] = [
    Column("Nr.", 1.2, lambda row: row["entry"].paper_number),
    Column("Intrat", 1.3, lambda row: row["entry"].registered_at),
    Column("Despre ce", 4, lambda row: row["case"].title),
    Column("De la", 1.8, lambda row: row["entry"].sender_name or "–"),
    Column("Stadiu", 1.5, lambda row: row["stage"]),
    Column("Cine", 1.6, lambda row: row["case"].owner or (row["case"].unit and row["case"].unit.short_name) or "–"),
    Column("De trimis până la", 1.6, lambda row: f"{row['term'].words} {row['term'].date}".strip()),
]


def _filters(narrowed: queries.Narrowed) -> list[tuple[str, str, str]]:
    """The filters in words: the key in the address, the label, the value."""
    found = []
    if narrowed.owner:
        found.append(("cine", "Cine", str(User.objects.filter(pk=narrowed.owner).first() or "–")))
    if narrowed.nobody:
        found.append(("cine", "Cine", "nimeni"))
    if narrowed.unit:
        found.append(("structura", "Structura", str(Unit.objects.filter(pk=narrowed.unit).first() or "–")))
    if narrowed.state:
        found.append(("stare", "Termen", STATES[narrowed.state]))
    return found


def _listed(key: str, user: User) -> QuerySet[Case]:
    """The cases of a list, before order and page."""
    if key == "de-repartizat":
        return queries.to_assign(user)
    if key in {"toate", "inchise"}:
        return access.visible_to(user).filter(closed_at__isnull=key == "toate")
    return queries.work_list(user)


def _row(case: Case) -> dict[str, Any]:
    return {
        "case": case,
        "entry": case.entry,
        "term": queries.term_state(case, dates.today()),
        "stage": stage_label(case.kind, case.stage),
        "kind": kind_of(case.kind).label,
    }


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
