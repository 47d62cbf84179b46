"""Pages of the people (paginile oamenilor): list, card, duplicates; data behind a click that the journal remembers."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.print import Column, Listing, print_list
from condica.accounts.rules import Permission
from condica.contacts import access, actions, queries
from condica.contacts.forms import AddressForm, CnpForm, ContactForm, PairForm, RoleForm
from condica.contacts.models import KIND_CHOICES, Consent, Contact, ContactPoint, ContactRole, MergeLink
from condica.contacts.rules import ContactKind, PointKind
from condica.foundation import dates, masks
from condica.foundation.pages import keyset
from condica.journal.queries import lines_about, sentence

SEE = needs(Permission.CONTACT_SEE)
EDIT = needs(Permission.CONTACT_EDIT)
MERGE = needs(Permission.CONTACT_MERGE)
PAGE = 50


def me(request: HttpRequest) -> User:
    """The person, whom the guard has let in."""
    return cast(User, request.user)


@require_GET
@SEE
def contacts(request: HttpRequest) -> HttpResponse:
    """All contacts by name, or those that fit (contacte)."""
    words, kind = _asked(request)
    page = keyset(queries.listed(words, kind), ("sort_key", "pk"), request.GET.get("dupa"), PAGE)
    sight = access.eyes(me(request), page.items)
    rows = [_row(contact, shown=sight.sees(contact)) for contact in page.items]
    facts = {"page": page, "rows": rows, "words": words, "kind": kind, "kinds": KIND_CHOICES, **_rights(request)}
    return render(request, "contacts/list.html", facts)


def _asked(request: HttpRequest) -> tuple[str, str]:
    words, kind = request.GET.get("q", "").strip(), request.GET.get("fel", "")
    return words, kind if kind in list(ContactKind) else ""


@require_POST
@SEE
def print_contacts(request: HttpRequest) -> HttpResponse:
    """The list of contacts on paper: what the screen masks is masked here too."""
    words, kind = _asked(request)
    said = [f"caută: {words}" if words else "", str(dict(KIND_CHOICES).get(kind, ""))]

    def rows(found: list[Contact]) -> list[dict[str, Any]]:
        sight = access.eyes(me(request), found)
        return [_row(contact, shown=sight.sees(contact)) for contact in found]

    listing = Listing("contacte", "Contacte", PRINTED, said)
    return print_list(listing, queries.listed(words, kind).order_by("sort_key", "pk"), by=me(request), prepare=rows)


PRINTED: list[Column[dict[str, Any]]] = [
    Column("Nume", 2.5, lambda row: row["name"]),
    Column("Fel", 1, lambda row: row["contact"].get_kind_display()),
    Column("Adresa", 3, lambda row: row["address"] or "–"),
    Column("E-mail și telefon", 2.5, lambda row: ", ".join(row["points"]) or "–"),
]


def _row(contact: Contact, *, shown: bool) -> dict[str, Any]:
    """A line of the list: in clear, or initials and the place only; numbers of persons are never in a list."""
    address = next(iter(contact.addresses.all()), None)
    points = [shown_point(point, whole=contact.kind not in access.PRIVATE) for point in contact.points.all()]
    if shown:
        return {"contact": contact, "name": contact.name, "address": str(address or ""), "points": points}
    where = masks.address(address.locality) if address else ""
    return {"contact": contact, "name": masks.name(contact.name), "address": where, "points": points}


def shown_point(point: ContactPoint, *, whole: bool) -> str:
    """An e-mail address or a phone number, whole or masked."""
    if whole:
        return str(point)
    return masks.email(point.value) if point.kind == PointKind.EMAIL else masks.phone(str(point))


@require_GET
@SEE
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything known of somebody (fișa contactului); a merged one opens as what it is now."""
    contact = get_object_or_404(Contact, pk=pk)
    now = queries.resolved(contact)
    if now != contact:
        return redirect(now)
    return render(request, "contacts/card.html", _card_facts(request, contact))


def _card_facts(request: HttpRequest, contact: Contact) -> dict[str, Any]:
    user, ids = me(request), queries.members(contact)
    lines = lines_about("contacts.contact", ids).select_related("personal")[:15]
    rights, found = _rights(request), queries.card(contact)
    sees = access.may_see(user, contact)
    shown = sees and access.is_open(user, contact, dates.now())
    others = [role.of for role in found.roles if role.of] + [role.contact for role in found.people]
    sight = access.eyes(user, others)
    return {
        "card": found,
        "contact": contact,
        "name": contact.name if sees else masks.name(contact.name),
        "sees": sees,
        "shown": shown,
        "points": [{"point": point, "text": shown_point(point, whole=shown)} for point in found.points],
        "addresses": [{"address": one, "text": str(one) if shown else masks.address(one.locality)}
                      for one in found.addresses],
        "roles": [{"role": role, "of": sight.name(role.of) if role.of else ""} for role in found.roles],
        "people": [{"role": role, "name": sight.name(role.contact)} for role in found.people],
        "consents": Consent.objects.filter(contact__in=ids) if sees else [],
        "requests": access.requests_visible(user).filter(contact__in=ids),
        "proposals": queries.duplicates_of(contact) if rights["may_merge"] and sees else [],
        "sections": queries.sections_of(ids, user) if shown or contact.kind not in access.PRIVATE else [],
        "lines": [{"sentence": sentence(line, personal=shown), "at": line.moment, "icon": "user"} for line in lines],
        "today": dates.today(),
        **rights,
    }  # fmt: skip


@require_POST
@SEE
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a person's data for an hour (arată datele); the journal remembers who, whom and why."""
    contact = access.contact_to_see(me(request), pk)
    actions.reveal(contact, reason=request.POST.get("reason", "")[:200], by=me(request))
    return redirect(contact)


@require_http_methods(["GET", "POST"])
@needs(Permission.CNP_SEE)
def search_cnp(request: HttpRequest) -> HttpResponse:
    """Look somebody up by their CNP (căutare după CNP): by a form, never by an address, always in the journal."""
    form = CnpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = actions.search_by_cnp(form.cleaned_data["cnp"], reason=form.cleaned_data["reason"], by=me(request))
        if found:
            return redirect(found)
        form.add_error("cnp", _("Nimeni nu are acest CNP în contacte."))
    words = _("Căutarea rămâne în jurnal, cu motivul.")
    return form_page(
        request, form, title=_("Caută după CNP"), back=reverse("contacts:list"), words=words, button=_("Caută")
    )


def _rights(request: HttpRequest) -> dict[str, bool]:
    """Which buttons are shown."""
    user = me(request)
    return {
        "may_edit": user.may(Permission.CONTACT_EDIT),
        "may_merge": user.may(Permission.CONTACT_MERGE),
        "may_see_cnp": user.may(Permission.CNP_SEE),
        "may_see_requests": user.may(Permission.PERSONAL_SEE),
    }


@require_http_methods(["GET", "POST"])
@EDIT
def new(request: HttpRequest) -> HttpResponse:
    """Write down somebody new (contact nou)."""
    form = ContactForm(request.POST or None, initial={"name": request.GET.get("nume", ""), "kind": ContactKind.PERSON})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        with transaction.atomic():
            contact = actions.create(
                kind=facts["kind"],
                name=facts["name"],
                cnp=facts["cnp"],
                cui=facts["cui"],
                note=facts["note"],
                by=me(request),
            )
            actions.set_points(contact, emails=facts["emails"], phones=facts["phones"], by=me(request))
        return redirect(contact)
    return form_page(request, form, title=_("Contact nou"), back=reverse("contacts:list"))


@require_http_methods(["GET", "POST"])
@EDIT
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is known of somebody (corectează)."""
    contact = access.contact_to_see(me(request), pk)
    form = ContactForm(request.POST or None, initial=_known(contact), contact=contact)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        own = {name: facts[name] for name in ("kind", "name", "cui", "note")}
        with transaction.atomic():
            actions.change(contact, **own, cnp=form.cnp_wanted(), by=me(request))
            actions.set_points(contact, emails=facts["emails"], phones=facts["phones"], by=me(request))
        return redirect(contact)
    return form_page(request, form, title=contact.name, back=contact.get_absolute_url())


def _known(contact: Contact) -> dict[str, str]:
    points = list(contact.points.all())
    return {
        "kind": contact.kind,
        "name": contact.name,
        "cui": contact.cui,
        "note": contact.note,
        "emails": "\n".join(str(point) for point in points if point.kind == PointKind.EMAIL),
        "phones": "\n".join(str(point) for point in points if point.kind == PointKind.PHONE),
    }


@require_http_methods(["GET", "POST"])
@EDIT
def address(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the address of now (adresă nouă)."""
    contact = access.contact_to_see(me(request), pk)
    form = AddressForm(request.POST or None, initial={"kind": "home" if contact.is_person else "seat"})
    if request.method == "POST" and form.is_valid():
        actions.set_address(contact, **form.cleaned_data, by=me(request))
        return redirect(contact)
    return render(request, "contacts/address.html", {"form": form, "contact": contact})


@require_http_methods(["GET", "POST"])
@EDIT
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what somebody is (calitate nouă)."""
    contact = access.contact_to_see(me(request), pk)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("title", "of", "since", "until")}
        actions.add_role(contact, **facts, by=me(request))
        return redirect(contact)
    return render(request, "contacts/role.html", {"form": form, "contact": contact})


@require_POST
@EDIT
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that somebody is no longer that (încetează calitatea)."""
    row = get_object_or_404(ContactRole.objects.select_related("contact"), pk=pk)
    access.contact_to_see(me(request), row.contact_id)
    actions.end_role(row, by=me(request))
    return redirect(queries.resolved(row.contact))


@require_POST
@needs(Permission.CNP_SEE)
@never_cache
def cnp(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the CNP (arată CNP-ul); each look leaves a line in the journal."""
    contact = access.contact_to_see(me(request), pk)
    if not contact.cnp:
        raise Http404
    shown = actions.reveal_cnp(contact, by=me(request))
    return render(request, "contacts/card.html", {**_card_facts(request, contact), "shown_cnp": shown})


@require_GET
@SEE
def find(request: HttpRequest) -> HttpResponse:
    """Contacts while typing, as options of a list (căutare)."""
    words = request.GET.get("q", "")
    return render(request, "contacts/options.html", {"matches": queries.find(words, me(request)), "words": words})


@require_GET
@SEE
def localities(request: HttpRequest) -> HttpResponse:
    """Localities while typing (localități)."""
    words = request.GET.get("q", "")
    return render(request, "contacts/localities.html", {"places": queries.localities(words), "words": words})


@require_GET
@MERGE
def duplicates(request: HttpRequest) -> HttpResponse:
    """Contacts that may be one (duplicate)."""
    after = _pair(request.GET.get("dupa", ""))
    found = queries.proposals(after=after, limit=PAGE // 2 + 1)
    rows = found[: PAGE // 2]
    following = f"{rows[-1].first.pk}-{rows[-1].second.pk}" if len(found) > len(rows) else ""
    return render(request, "contacts/duplicates.html", {"rows": rows, "next": following, "first_page": after == (0, 0)})


def _pair(text: str) -> tuple[int, int]:
    first, _dash, second = text.partition("-")
    return (int(first), int(second)) if first.isdecimal() and second.isdecimal() else (0, 0)


def _two(request: HttpRequest) -> tuple[Contact, Contact]:
    form = PairForm(request.POST)
    if not form.is_valid():
        raise Http404
    return form.cleaned_data["first"], form.cleaned_data["second"]


@require_POST
@MERGE
def merge(request: HttpRequest) -> HttpResponse:
    """Say that two contacts are one (reunește)."""
    kept, merged = _two(request)
    link = actions.merge(kept, merged, by=me(request))
    messages.success(request, _("Contactele sunt reunite. Se pot despărți oricând, din fișă."))
    return redirect(link.kept)


@require_POST
@MERGE
def unmerge(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a merge (desparte)."""
    link = get_object_or_404(MergeLink.objects.select_related("merged"), pk=pk)
    actions.unmerge(link, by=me(request))
    messages.success(request, _("Contactele sunt din nou două."))
    return redirect(link.merged)


@require_POST
@MERGE
def tell_apart(request: HttpRequest) -> HttpResponse:
    """Say that two contacts only look alike (sunt diferiți)."""
    first, second = _two(request)
    actions.tell_apart(first, second, by=me(request))
    messages.success(request, _("Nu se mai propun împreună."))
    return (
        redirect("contacts:card", first.pk) if request.POST.get("inapoi") == "fisa" else redirect("contacts:duplicates")
    )


def form_page(
    request: HttpRequest, form: object, *, title: str, back: str, words: str = "", button: str = ""
) -> HttpResponse:
    """A page with one form and nothing else."""
    facts = {"form": form, "title": title, "back": back, "words": words, "button": button}
    return render(request, "contacts/form.html", facts)
