"""What goes beside a letter: visas asked and decided, annexes, the text in a word processor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.correspondence import access, actions, rules
from condica.correspondence import print as paper
from condica.correspondence.forms import AnnexForm, DecisionForm, OriginalForm, VisaForm, WordForm
from condica.correspondence.models import Letter
from condica.correspondence.rules import Stage
from condica.correspondence.views.desk import SEE, user_of
from condica.correspondence.views.editor import WRITE, brought_page
from condica.documents import api as documents
from condica.foundation.lazy import Later
from condica.foundation.refusal import RuleBroken
from condica.registry import api as registry
from condica.registry.forms.custody import papers_of
from condica.registry.models import Entry
from condica.registry.queries import by_number

if TYPE_CHECKING:
    from condica.foundation import word
else:
    word = Later("condica.foundation.word")


INSIDE = needs(*access.INSIDE)


def _said_wrong(request: HttpRequest, letter: Letter, problems: object) -> HttpResponse:
    messages.error(request, " ".join(map(str, problems)) if isinstance(problems, list) else str(problems))
    return redirect(letter)


def _problems(form: AnnexForm | VisaForm | WordForm) -> list[str]:
    return [str(problem) for problems in form.errors.values() for problem in problems]


@require_POST
@WRITE
def ask_visa(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask one more visa on a letter."""
    letter = access.letter_to_edit(user_of(request), pk)
    form = VisaForm(request.POST)
    if not form.is_valid():
        return _said_wrong(request, letter, _problems(form))
    made = actions.ask_visa(letter, **form.cleaned_data, by=user_of(request))
    messages.success(request, f"„{made.title}” se cere de la {made.whose}.")
    return redirect(letter)


@require_POST
@INSIDE
def visa(request: HttpRequest, pk: int, visa: int) -> HttpResponse:
    """Give a visa, refuse it with a reason, or take back one asked by hand."""
    user = user_of(request)
    asked = access.visa_to_decide(user, pk, visa)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        raise Http404
    verdict, note = form.cleaned_data["verdict"], form.cleaned_data["note"]
    if verdict == "give":
        actions.give_visa(asked, by=user, note=note)
        messages.success(request, f"Ai dat „{asked.title}”.")
    elif verdict == "refuse":
        actions.refuse_visa(asked, reason=note, by=user)
        messages.success(request, "Ai refuzat viza; autorul citește motivul.")
    else:
        actions.withdraw_visa(asked, by=user)
        messages.success(request, f"„{asked.title}” nu se mai cere.")
    return redirect(asked.letter)


@require_POST
@WRITE
def add_annex(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a file to a letter."""
    user = user_of(request)
    letter = access.letter_to_edit(user, pk)
    rules.check_open(Stage(letter.stage))
    form = AnnexForm(request.POST, request.FILES, letter=letter)
    if not form.is_valid():
        return _said_wrong(request, letter, _problems(form))
    file, chosen = form.cleaned_data["file"], form.cleaned_data["document"]
    kept = documents.store(file, name=file.name, kind="annex", by=user) if file else chosen
    made = actions.add_annex(
        letter, kept, title=form.cleaned_data["title"], sheets=form.cleaned_data["sheets"], by=user
    )
    messages.success(request, f"Anexa „{made.title}” e la scrisoare.")
    return redirect(letter)


@require_POST
@WRITE
def remove_annex(request: HttpRequest, pk: int, annex: int) -> HttpResponse:
    """Take a file out of a letter."""
    user = user_of(request)
    letter = access.letter_to_edit(user, pk)
    gone = actions.remove_annex(get_object_or_404(letter.annexes, pk=annex), by=user)
    messages.success(request, f"Anexa „{gone.title}” nu mai pleacă cu scrisoarea.")
    return redirect(letter)


@require_POST
@WRITE
def put_original(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a paper's original leaves with the letter."""
    user = user_of(request)
    letter = access.letter_to_edit(user, pk)
    form = OriginalForm(request.POST, letter=letter)
    found = _named(form.cleaned_data["number"], user) if form.is_valid() else None
    if found is None:
        raise RuleBroken("paper-unknown", "Nu există acest număr.", remedy="Scrie numărul de pe etichetă.")
    made = actions.put_original(letter, found, by=user)
    messages.success(request, f"{str(made).capitalize()} pleacă odată cu scrisoarea.")
    return redirect(letter)


def _named(text: str, user: User) -> Entry | None:
    """The paper of a number typed or of a label's code, if the person may know of it."""
    scanned = [paper.pk for paper in papers_of([text]).papers]
    by_label = registry.visible_to(user).filter(pk__in=scanned)
    return next(iter(by_number(user, text)), None) or by_label.first()


@require_POST
@WRITE
def take_original(request: HttpRequest, pk: int, original: int) -> HttpResponse:
    """The original stays here."""
    user = user_of(request)
    letter = access.letter_to_edit(user, pk)
    gone = actions.take_original(get_object_or_404(letter.originals, pk=original), by=user)
    messages.success(request, f"{str(gone).capitalize()} rămâne la noi.")
    return redirect(letter)


@require_GET
@SEE
def word_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as a Word file, to be written in a word processor."""
    letter = access.letter_to_read(user_of(request), pk)
    name = f"{paper.file_name(letter)}.docx"
    return HttpResponse(
        paper.letter_word(letter), content_type=word.TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip


@require_POST
@WRITE
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the text from a Word file; when somebody was faster, both texts are shown side by side."""
    user = user_of(request)
    letter = access.letter_to_edit(user, pk)
    form = WordForm(request.POST, request.FILES)
    if not form.is_valid():
        return _said_wrong(request, letter, _problems(form))
    file = form.cleaned_data["file"]
    brought = actions.bring_back(letter, file.read(), name=file.name, by=user, revision=form.cleaned_data["revision"])
    if brought.upload.lost:
        messages.warning(
            request, f"Nu au intrat în scrisoare: {brought.upload.lost}. Fișierul întreg e păstrat, la versiuni."
        )
    if not brought.taken:
        return brought_page(request, letter, brought.body)
    messages.success(request, "Textul din Word e acum versiunea din urmă a scrisorii.")
    return redirect(letter)
