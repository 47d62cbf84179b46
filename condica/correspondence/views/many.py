"""Many letters at once: sent on their way, their papers as one PDF, the list on paper."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from condica.accounts.access import needs
from condica.accounts.print import Column, Listing, pdf_answer, print_list
from condica.accounts.rules import Permission
from condica.correspondence import access, actions, queries
from condica.correspondence.models import Letter
from condica.correspondence.rules import Way
from condica.correspondence.views.desk import SEE, chip, user_of
from condica.documents import api as documents
from condica.foundation import bulk
from condica.foundation.lazy import Later
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import plural

if TYPE_CHECKING:
    import pikepdf
else:
    pikepdf = Later("pikepdf")


#: Ways on which a selection may leave together; what is handed over in person is noted one by one.
WAYS = {"ceruta": None, "email": Way.EMAIL, "post": Way.POST}
#: So many letters in one PDF.
MOST_PAPERS = 200


def _box(request: HttpRequest) -> queries.Box:
    """The list that the address names, among those of the person."""
    boxes = queries.boxes_of(user_of(request))
    return next((box for box in boxes if box.key == request.GET.get("mapa")), boxes[0])


def _chosen(request: HttpRequest) -> list[Letter]:
    user = user_of(request)
    return bulk.chosen(request, access.visible_to(user), queries.letters_in(_box(request), user))


def _back(request: HttpRequest) -> str:
    return f"{reverse('correspondence:list')}?mapa={_box(request).key}"


@require_POST
@needs(Permission.LETTER_DISPATCH)
def letters_send(request: HttpRequest) -> HttpResponse:
    """Send the selected letters, each on the way asked for by its addressee, or all on one way."""
    user, chosen, way = user_of(request), _chosen(request), request.POST.get("cale", "ceruta")
    if not chosen or way not in WAYS:
        messages.error(request, "Alege cu x scrisorile și calea pe care pleacă.")
        return redirect(_back(request))
    outcome = bulk.carry_out(chosen, lambda letter: actions.dispatch(letter, _way(letter, WAYS[way]), by=user))
    if outcome.refused:
        return bulk.answer(request, outcome, title="Expediere", back=_back(request), nouns="scrisoare,scrisori")
    messages.success(request, f"{plural(len(chosen), 'scrisoare', 'scrisori')} pe drum.")
    return redirect(_back(request))


def _way(letter: Letter, way: Way | None) -> Way:
    """The way chosen for all, or the letter's own; refused where nobody said one."""
    if way is None and not letter.channel:
        raise RuleBroken("letter-no-way", "Destinatarul n-a cerut o cale.", remedy="Alege calea din pagina scrisorii.")
    return way or Way(letter.channel)


@require_POST
@SEE
def letters_papers(request: HttpRequest) -> HttpResponse:
    """The selected letters as one PDF, in the order of their numbers (tipărirea scrisorilor alese)."""
    signed = [one for one in _chosen(request) if one.pdf_id is not None]
    if not signed:
        messages.error(request, "Între scrisorile alese niciuna nu are încă PDF; se tipăresc cele semnate.")
        return redirect(_back(request))
    if len(signed) > MOST_PAPERS:
        raise RuleBroken(
            "letters-many", f"Ai ales {len(signed)} de scrisori; într-un fișier intră {MOST_PAPERS}.",
            remedy="Alege mai puține.",
        )  # fmt: skip
    return pdf_answer("scrisori", _merged(signed))


def _merged(letters: list[Letter]) -> bytes:
    whole, out = pikepdf.new(), io.BytesIO()
    for letter in letters:
        if letter.pdf is not None:
            with documents.open_file(letter.pdf) as file, pikepdf.open(io.BytesIO(file.read())) as one:
                whole.pages.extend(one.pages)
    whole.save(out)
    return out.getvalue()


@require_POST
@needs(*access.INSIDE, Permission.ENTRY_SEE_ALL, Permission.TEMPLATE_EDIT)
def letters_print(request: HttpRequest) -> HttpResponse:
    """The list of letters on paper, as on the screen."""
    user, box = user_of(request), _box(request)
    found = queries.letters_in(box, user).order_by("-changed_at", "pk")
    return print_list(Listing("corespondenta", "Corespondență", PRINTED, [box.label.lower()]), found, by=user)


def _term(letter: Letter) -> Any:
    state = chip(letter)
    return "" if state is None else f"{state.words} · {state.date}" if state.date else state.words


PRINTED: list[Column[Letter]] = [
    Column("La nr.", 1.3, lambda letter: letter.entry.paper_number if letter.entry else "din oficiu"),
    Column("Referitor la", 4, lambda letter: letter.subject),
    Column("Către", 2, lambda letter: letter.addressee_name),
    Column("Compartiment", 1.3, lambda letter: letter.unit.short_name if letter.unit else "–"),
    Column("Unde e", 1.6, lambda letter: letter.get_stage_display()),
    Column("Mișcată", 1.3, lambda letter: letter.changed_at),
    Column("De trimis până la", 1.5, _term),
]
