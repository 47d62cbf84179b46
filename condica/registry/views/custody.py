"""The condica's pages (predare-primire): what I must receive, handing over, counting, signing, where originals are."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.foundation.romanian import plural
from condica.organisation import api as organisation
from condica.registry import access
from condica.registry.actions import custody as actions
from condica.registry.actions import differing, losing, signing
from condica.registry.actions.differing import Counted
from condica.registry.forms.custody import CountForm, FoundForm, HandForm, LossForm, OwnSignForm, SignForm
from condica.registry.models import Confirmed, Difference, Entry, Handover, HandoverLine
from condica.registry.queries import custody as queries

SEE = needs(Permission.ENTRY_SEE_ALL, Permission.ENTRY_SEE_UNIT)
SHOWN = 300


def user_of(request: HttpRequest) -> User:
    """Who asks."""
    return request.user  # type: ignore[return-value]


def _chosen(request: HttpRequest) -> list[HandoverLine]:
    ids = [int(value) for value in request.POST.getlist("ales") if value.isdigit()][:SHOWN]
    return list(HandoverLine.objects.filter(pk__in=ids).order_by("handover", "ordinal"))


@require_GET
@SEE
def custody(request: HttpRequest) -> HttpResponse:
    """What waits for me to receive, what came back to me, what I handed over and nobody took (condica mea)."""
    user = user_of(request)
    waiting = list(queries.to_receive(user)[:SHOWN])
    given = list(queries.given_and_waiting(user)[:SHOWN])
    context = {
        "waiting": waiting,
        "given": given,
        "back": queries.came_back(user),
        "to_sign": queries.to_sign(user),
        "late": {line.pk for line in [*waiting, *given] if queries.waits_too_long(line)},
        "seen": queries.seen_among(user, [line.entry_id for line in [*waiting, *given]]),
        "has_papers": queries.to_hand_over(user).exists(),
    }
    return render(request, "registry/custody.html", context)


@require_POST
@SEE
def receive(request: HttpRequest) -> HttpResponse:
    """Accept or refuse the chosen lines."""
    lines, user = _chosen(request), user_of(request)
    if not lines:
        messages.error(request, "Nu ai bifat nicio hârtie.")
    elif request.POST.get("ce") == "refuza":
        actions.refuse(lines, reason=request.POST.get("motiv", "")[:500], by=user)
        said = plural(len(lines), "hârtie refuzată", "hârtii refuzate")
        messages.success(request, f"{said}; se văd întoarse la cine le-a predat.")
    else:
        made = actions.accept(lines, by=user, keep="tin" in request.POST)
        messages.success(request, f"Ai primit {plural(len(made), 'original', 'originale')}; de acum răspunzi de ele.")
    return redirect("registry:custody")


@require_POST
@SEE
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take back what was handed over and nobody received."""
    lines = _chosen(request)
    if lines:
        actions.withdraw(lines, by=user_of(request))
        messages.success(request, f"{plural(len(lines), 'predare retrasă', 'predări retrase')}.")
    else:
        messages.error(request, "Nu ai bifat nicio predare.")
    return redirect("registry:custody")


@require_http_methods(["GET", "POST"])
@SEE
def hand_over(request: HttpRequest) -> HttpResponse:
    """Hand over a batch: scanned codes, papers chosen from those at hand, or both."""
    user = user_of(request)
    chosen = [int(value) for value in _data(request).getlist("ales") if value.isdigit()][:SHOWN]
    form = HandForm(request.POST or None, initial=_begun(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        papers = [*Entry.objects.filter(pk__in=chosen), *given.pop("codes").papers]
        made = actions.hand_over(papers, **given, by=user)
        messages.success(request, f"Predate către {made.to}: {plural(made.lines.count(), 'original', 'originale')}.")
        return redirect(made)
    unit = form.data.get("to_unit", "") if form.is_bound else request.GET.get("unitate", "")
    held = queries.to_hand_over(user, unit=_unit(unit))
    context = {
        "form": form,
        "held": held[:SHOWN],
        "chosen": set(chosen),
        "for_unit": _unit(unit),
        "seen": queries.seen_among(user, [stay.entry_id for stay in held[:SHOWN]]),
        "units": organisation.unit_choices(),
    }
    return render(request, "registry/hand_over.html", context, status=422 if form.errors else 200)


def _data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else request.GET


def _begun(request: HttpRequest) -> dict[str, str]:
    """A list elsewhere may have chosen for whom: `?unitate=7`."""
    return {"to_unit": request.GET.get("unitate", "")}


def _unit(value: str) -> Any:
    return organisation.Unit.objects.filter(pk=int(value)).first() if value.isdigit() else None


def handover_to_read(user: User, pk: int) -> Handover:
    """The hand-over, or 404: absent and hidden look alike."""
    found: Handover = get_object_or_404(queries.handovers_of(user), pk=pk)
    return found


@require_GET
@SEE
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    """One hand-over: its papers, what became of each, the differences, signing at this screen."""
    return _handover(request, handover_to_read(user_of(request), pk), CountForm(), None)


def _handover(
    request: HttpRequest, found: Handover, count: CountForm, sign: SignForm | None, status: int = 200
) -> HttpResponse:
    user = user_of(request)
    lines = queries.lines_of(found)
    hidden = access.hidden_registers(user)
    waiting = [line for line in lines if line.is_waiting]
    context = {
        "handover": found,
        "lines": [line for line in lines if line.entry.register_id not in set(hidden.values_list("pk", flat=True))],
        "waiting": len(waiting),
        "late": any(queries.waits_too_long(line) for line in waiting),
        "seen": queries.seen_among(user, [line.entry_id for line in lines]),
        "difference": getattr(found, "difference", None),
        "may_receive": actions.may_receive(found, user) and found.by_id != user.pk,
        "is_giver": found.by_id in organisation.stands_for(user),
        "count_form": count,
        "sign_form": sign or SignForm(people=_receivers(found)),
    }
    return render(request, "registry/handover.html", context, status=status)


def _receivers(found: Handover) -> list[User]:
    """Who may come to this screen and sign for it."""
    if found.to_unit:
        people = organisation.users_of(found.to_unit)
    elif found.to_person:
        people = [found.to_person]
    else:
        people = list(User.objects.filter(is_active=True, grants__role="registrar").distinct())
    return [one for one in people if one.pk != found.by_id]


@require_POST
@SEE
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """Receive by counting: what was scanned is compared with the list."""
    found = handover_to_read(user_of(request), pk)
    form = CountForm(request.POST)
    if not form.is_valid():
        return _handover(request, found, form, None, 422)
    scanned = form.cleaned_data["codes"]
    counted = Counted(scanned.papers, scanned.unknown)
    difference = differing.count(found, counted, by=user_of(request), keep=form.cleaned_data["keep"])
    if difference is None:
        messages.success(request, "Numărat și primit: teancul e chiar ca pe listă.")
    else:
        messages.warning(request, "Primit ce era și pe listă, și în teanc; diferențele le semnează cine a predat.")
    return redirect(found)


@require_POST
@SEE
def sign_here(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody signs at this screen, by PIN or badge: the receiver for the papers, the giver for the differences."""
    found = handover_to_read(user_of(request), pk)
    form = SignForm(request.POST, people=[*_receivers(found), found.by])
    if not form.is_valid():
        return _handover(request, found, CountForm(), form, 422)
    signer: User = form.cleaned_data["signer"]
    confirmed = signing.signed_by(signer, form.cleaned_data["secret"], at=user_of(request))
    if signer.pk == found.by_id:
        differing.sign_difference(get_object_or_404(Difference, handover=found), by=signer, confirmed=confirmed)
        messages.success(request, f"{signer} a semnat diferențele.")
    else:
        made = actions.accept(found, by=signer, confirmed=confirmed)
        messages.success(request, f"{signer} a primit {plural(len(made), 'original', 'originale')}.")
    return redirect(found)


@require_POST
@SEE
def sign_difference(request: HttpRequest, pk: int) -> HttpResponse:
    """The giver signs the differences from their own account."""
    found = handover_to_read(user_of(request), pk)
    difference = get_object_or_404(Difference, handover=found)
    differing.sign_difference(difference, by=user_of(request), confirmed=Confirmed.SESSION)
    messages.success(request, "Diferențele sunt semnate de amândoi.")
    return redirect(found)


@require_http_methods(["GET", "POST"])
@SEE
def own_sign(request: HttpRequest) -> HttpResponse:
    """My PIN and badge (semnul meu de ghișeu)."""
    form = OwnSignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        signing.set_sign(pin=form.cleaned_data["pin"], badge=form.cleaned_data["badge"], by=user_of(request))
        messages.success(request, "Semnul tău de ghișeu este pus.")
        return redirect("registry:custody")
    return render(request, "registry/own_sign.html", {"form": form}, status=422 if form.errors else 200)


def _paper(request: HttpRequest, pk: int) -> Entry:
    found: Entry = get_object_or_404(access.visible_to(user_of(request)), pk=pk)
    return found


@require_http_methods(["GET", "POST"])
@SEE
def lost(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare an original lost, by a minute."""
    entry = _paper(request, pk)
    if not may_look_for(user_of(request), entry):
        raise Http404("Originalul nu e la tine.")
    form = LossForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        losing.declare_lost(entry, **form.cleaned_data, by=user_of(request))
        messages.warning(request, f"Originalul {entry} este declarat pierdut; se caută.")
        return redirect(_sheet(entry))
    context = {"form": form, "entry": entry, "title": "Original pierdut", "button": "Declară pierdut"}
    return render(request, "registry/loss.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@SEE
def found(request: HttpRequest, pk: int) -> HttpResponse:
    """Write that a lost original was found again."""
    entry, form = _paper(request, pk), FoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        losing.declare_found(entry, words=form.cleaned_data["words"], by=user_of(request))
        messages.success(request, f"Originalul {entry} este regăsit și e la tine.")
        return redirect(_sheet(entry))
    context = {"form": form, "entry": entry, "title": "Original regăsit", "button": "E la mine, l-am găsit"}
    return render(request, "registry/loss.html", context, status=422 if form.errors else 200)


def may_look_for(user: User, entry: Entry) -> bool:
    """Who holds an original declares it lost; the registry may for anybody."""
    stay = entry.stays.filter(queries.held_by(user), until=None)
    return user.may(Permission.ENTRY_REGISTER) or stay.exists()


def _sheet(entry: Entry) -> str:
    return f"{entry.get_absolute_url()}?fisa=1#original"


def custody_context(entry: Entry, user: User) -> dict[str, Any]:
    """What the paper's page shows of its original."""
    place = queries.where_is(entry)
    return {
        "place": place,
        "trail": queries.trail(entry) if place.kind else [],
        "may_hand": entry.stays.filter(queries.held_by(user), until=None).exists() and not place.waiting,
        "hand_url": f"{reverse('registry:hand_over')}?ales={entry.pk}",
    }
