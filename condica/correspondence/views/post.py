"""The post room (Expediere): one screen of what waits, keyboard first, with a reader's field on top."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.correspondence import access, actions, queries, rules
from condica.correspondence import print as paper
from condica.correspondence.forms import ListForm, PutForm, ScanForm, kind_of
from condica.correspondence.models import Envelope, Letter
from condica.correspondence.queries.post import TABS, line_of
from condica.correspondence.rules import Delivery, EnvelopeState, Kind, Way
from condica.correspondence.views.desk import chip, user_of
from condica.foundation import dates
from condica.foundation.pages import keyset
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import plural
from condica.registry.print import read_code

SEND = needs(Permission.LETTER_DISPATCH)
PAGE = 100
MOST = 500
ORDERS = {
    "de-trimis": ("entry__due_on", "signed_at", "pk"),
    "plicuri": ("pk",),
    "borderouri": ("-year", "-number"),
    "confirmari": ("handed_at", "pk"),
    "intoarse": ("-returned_on", "-pk"),
    "plecate": ("-at", "-pk"),
}


@require_GET
@SEND
def post(request: HttpRequest) -> HttpResponse:
    """Expediere: what waits to leave, what stands in envelopes, on lists, what is awaited back."""
    user = user_of(request)
    tab = next((each for each in TABS if each.key == request.GET.get("fila")), TABS[0])
    rows = rows_of(request, tab.key)
    page = keyset(rows, ORDERS[tab.key], request.GET.get("dupa"), PAGE)
    counts = queries.post_counts(user)
    kind = request.session.get("expediere-fel", Kind.SIMPLE.value)
    context = {
        "tabs": [(each, counts.get(each.key)) for each in TABS],
        "tab": tab,
        "page": page,
        "rows": lines_of(tab.key, page.items),
        "ways": asked_ways(request, tab.key),
        "put_form": PutForm(initial={"fel": kind}),
        "list_form": ListForm() if tab.key == "plicuri" else None,
        "scan_form": ScanForm(initial={"fel": kind, "fila": tab.key}, auto_id="citire-%s"),
        "warnings": queries.post_warnings(dates.today()),
        "today": dates.today(),
    }
    return render(request, "correspondence/post.html", context)


def rows_of(request: HttpRequest, tab: str) -> Any:
    """What stands in a tab, as the filter of the address narrows it."""
    user, way = user_of(request), request.GET.get("cale", "")
    if tab == "de-trimis":
        return queries.letters_to_send(user, way)
    if tab == "plicuri":
        return queries.envelopes_open(user, way)
    if tab == "borderouri":
        return queries.lists_of(user)
    if tab == "confirmari":
        return queries.awaited(user, late=way != "toate")
    return queries.came_back(user) if tab == "intoarse" else queries.gone(user, way)


def lines_of(tab: str, items: list[Any]) -> list[Any]:
    """The rows of a tab as its lines show them."""
    today = dates.today()
    if tab == "de-trimis":
        return [{"row": row, "letter": row.letter, "term": chip(row.letter)} for row in queries.to_send(items)]
    if tab in {"plicuri", "intoarse"}:
        return [line_of(one) for one in items]
    if tab == "confirmari":
        return [
            {**line_of(one), "days": rules.days_waiting(dates.bucharest_day(one.handed_at), today)} for one in items
        ]
    return items


def asked_ways(request: HttpRequest, tab: str) -> list[tuple[str, str, bool]]:
    """The filters of a tab: the key, the words, whether it is on."""
    chosen = request.GET.get("cale", "")
    offered: list[tuple[str, str]] = [("", "toate")]
    if tab in {"de-trimis", "plecate"}:
        offered += [(way.value, way.label) for way in queries.WAYS_OUT]
    elif tab == "plicuri":
        offered += [(kind.value, rules.KIND_SIGNS[kind]) for kind in Kind]
    elif tab == "confirmari":
        offered = [("", "întârziate"), ("toate", "toate cele așteptate")]
    else:
        return []
    return [(key, words, key == chosen) for key, words in offered]


def back(tab: str, **more: str) -> str:
    """The screen's address, at a tab."""
    return f"{reverse('correspondence:post')}?{urlencode({'fila': tab, **more})}"


def chosen_ids(request: HttpRequest) -> list[int]:
    """What was chosen in a list, some hundreds at most."""
    asked = request.POST.getlist("ales") or request.GET.getlist("ales")
    return [int(pk) for pk in asked[:MOST] if pk.isdigit()]


@require_POST
@SEND
def post_put(request: HttpRequest) -> HttpResponse:
    """Put the chosen letters into envelopes; or send those that go by e-mail."""
    user = user_of(request)
    chosen = list(queries.letters_to_send(user).filter(pk__in=chosen_ids(request)))
    form = PutForm(request.POST)
    if not chosen or not form.is_valid():
        messages.warning(request, "Alege cel puțin o scrisoare.")
        return redirect(back("de-trimis"))
    if request.POST.get("ce") == "email":
        return _by_email(request, chosen)
    request.session["expediere-fel"] = form.cleaned_data["fel"]
    kind, priority = kind_of(form.cleaned_data["fel"])
    made = actions.put_in_envelopes(chosen, kind, priority=priority, together=form.cleaned_data["impreuna"], by=user)
    words = f"{plural(len(chosen), 'scrisoare', 'scrisori')} în {plural(len(made), 'plic', 'plicuri')}."
    messages.success(request, words)
    return redirect(back("plicuri"))


def _by_email(request: HttpRequest, chosen: list[Letter]) -> HttpResponse:
    """Each in a transaction of its own: one without an address stops no other."""
    sent = 0
    for letter in chosen:
        try:
            _email_one(letter, user_of(request))
            sent += 1
        except RuleBroken as refusal:
            messages.error(request, f"{letter.journal_label}: {refusal}")
    if sent:
        messages.success(request, f"{plural(sent, 'scrisoare pleacă', 'scrisori pleacă')} prin e-mail.")
    return redirect(back("de-trimis"))


@transaction.atomic
def _email_one(letter: Letter, by: User) -> None:
    """An order to go on paper gives way to the e-mail; without an address it stays as it was."""
    for waiting in letter.dispatches.filter(state=Delivery.WAITING).exclude(way=Way.EMAIL):
        actions.withdraw(waiting, by=by)
    actions.dispatch(letter, Way.EMAIL, by=by)


@require_POST
@SEND
def post_scan(request: HttpRequest) -> HttpResponse:
    """What the reader read: a sticker opens or numbers an envelope, a label puts its letter into one."""
    form = ScanForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Citește o etichetă sau scrie un număr.")
        return redirect(back("de-trimis"))
    asked, tab = form.cleaned_data, form.cleaned_data["fila"] or "de-trimis"
    if rules.read_s10(asked["cod"]):
        return _scanned_sticker(request, asked["cod"], tab)
    return _scanned_paper(request, asked["cod"], asked["fel"] or Kind.SIMPLE.value, tab)


def _scanned_sticker(request: HttpRequest, code: str, tab: str) -> HttpResponse:
    user = user_of(request)
    held = actions.envelope_of_number(code)
    if held is not None:
        fragment = {"confirmari": "#primire", "intoarse": "#retur"}.get(tab, "")
        return redirect(access.envelope_to_move(user, held.pk).get_absolute_url() + fragment)
    waiting = access.envelopes_of(user).filter(
        pk=request.session.get("expediere-plic", 0), state=EnvelopeState.OPEN, number=None
    )
    last = waiting.filter(kind__in=[kind for kind in Kind if kind.registered]).first()
    if last is None:
        messages.warning(request, f"Niciun plic nu are numărul {rules.s10_words(rules.read_s10(code) or '')}.")
        return redirect(back(tab))
    done = actions.complete(last, number=code, by=user)
    messages.success(request, f"{done.number_words}: {done.addressee}.")
    return redirect(back(tab))


def _scanned_paper(request: HttpRequest, code: str, chosen: str, tab: str) -> HttpResponse:
    """A label's code, or the paper's number of this year: its letter goes into an envelope of the chosen kind."""
    user = user_of(request)
    found = list(queries.letters_to_send(user).filter(_paper_of(code)).order_by("pk")[:2])
    if len(found) != 1:
        words = "Sunt mai multe scrisori cu numărul acesta; alege din listă." if found else _where_is(request, code)
        messages.warning(request, words)
        return redirect(back(tab))
    kind, priority = kind_of(chosen)
    request.session["expediere-fel"] = chosen
    (made,) = actions.put_in_envelopes(found, kind, priority=priority, by=user)
    request.session["expediere-plic"] = made.pk
    others = queries.companions(made, user)
    more = f" La aceeași adresă mai așteaptă {plural(len(others), 'scrisoare', 'scrisori')}." if others else ""
    sticker = " Citește acum eticheta poștei." if kind.registered and not made.number else ""
    messages.success(request, f"{found[0].journal_label}: plic {made.kind_words}, {made.addressee}.{more}{sticker}")
    return redirect(made if others else back(tab))


def _paper_of(code: str) -> Q:
    read = read_code(code)
    if read:
        sign, year, number = read
        prefixed = Q(entry__register__prefix="") if sign == "R" else Q(entry__register__prefix__istartswith=sign)
        return Q(entry__year=year, entry__value=number) & prefixed
    digits = code.strip().partition("/")[0]
    if not digits.isdigit() or len(digits) > 9:
        return Q(pk__in=[])
    return Q(entry__value=int(digits), entry__year=dates.today().year)


def _where_is(request: HttpRequest, code: str) -> str:
    inside = access.envelopes_of(user_of(request)).filter(
        state=EnvelopeState.OPEN, dispatches__letter__in=Letter.objects.filter(_paper_of(code)).values("pk")
    )
    held = inside.first()
    if held is not None:
        return f"Scrisoarea e deja în plicul {held.pk} ({held.kind_words})."
    return f"„{code}” nu e eticheta unei scrisori care așteaptă să plece, nici o recomandată cunoscută."


@require_POST
@SEND
def post_act(request: HttpRequest) -> HttpResponse:
    """What is done with the chosen envelopes: their weights written, put on lists, undone."""
    user = user_of(request)
    chosen = list(access.envelopes_of(user).filter(pk__in=chosen_ids(request), state=EnvelopeState.OPEN))
    _write_weights(request)
    if request.POST.get("ce") == "greutati":
        messages.success(request, "Greutățile și numerele sunt scrise.")
        return redirect(back("plicuri"))
    if not chosen:
        messages.warning(request, "Alege cel puțin un plic.")
        return redirect(back("plicuri"))
    if request.POST.get("ce") == "desface":
        for envelope in chosen:
            actions.undo(envelope, by=user)
        messages.success(request, f"Desfăcute: {plural(len(chosen), 'plic', 'plicuri')}; scrisorile așteaptă din nou.")
        return redirect(back("de-trimis"))
    return _prepare(request, chosen)


def _write_weights(request: HttpRequest) -> None:
    """The weights and stickers typed in the list itself; what did not change is not touched."""
    typed = {int(key[2:]): str(value) for key, value in request.POST.items() if re.fullmatch(r"g-\d{1,18}", key)}
    grams = {pk: int(value) for pk, value in typed.items() if value.isdigit()}
    rows = access.envelopes_of(user_of(request)).filter(
        pk__in=list(grams)[:MOST], state=EnvelopeState.OPEN, post_list=None
    )
    for envelope in rows:
        number = request.POST.get(f"n-{envelope.pk}", "")
        if grams[envelope.pk] != envelope.grams or number.strip():
            actions.complete(envelope, grams=grams[envelope.pk], number=number, by=user_of(request))


def _prepare(request: HttpRequest, chosen: list[Envelope]) -> HttpResponse:
    form = ListForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Alege agentul din listă.")
        return redirect(back("plicuri"))
    made = actions.prepare(chosen, by=user_of(request), **form.cleaned_data)
    named = ", ".join(f"{row.number}/{row.year}" for row in made)
    messages.success(request, f"Borderou întocmit: {named}. Tipărește-l, apoi notează predarea.")
    return redirect(made[0] if len(made) == 1 else back("borderouri"))


PAPERS: dict[str, Callable[[Sequence[Envelope]], bytes]] = {
    "etichete": paper.labels_pdf,
    "plicuri-c5": paper.envelopes_pdf,
    "plicuri-dl": partial(paper.envelopes_pdf, size="DL"),
    "confirmari": paper.receipts_pdf,
    "dovezi": paper.slips_pdf,
}


@require_GET
@SEND
def post_papers(request: HttpRequest, papers: str) -> HttpResponse:
    """Labels, envelopes, receipts or slips of the chosen envelopes (`?ales=…`), or of a whole list (`?borderou=…`)."""
    user = user_of(request)
    rows = access.envelopes_of(user).exclude(state=EnvelopeState.UNDONE).select_related("post_list")
    asked = request.GET.get("borderou", "")
    rows = rows.filter(post_list=int(asked)) if asked.isdigit() else rows.filter(pk__in=chosen_ids(request))
    found = list(rows.prefetch_related("dispatches__letter__entry__register").order_by("pk")[:MOST])
    if papers not in PAPERS:
        raise Http404
    if not found:
        messages.warning(request, "Alege întâi plicurile.")
        return redirect(back("plicuri"))
    headers = {"Content-Disposition": f'inline; filename="{papers}.pdf"'}
    return HttpResponse(PAPERS[papers](found), content_type="application/pdf", headers=headers)
