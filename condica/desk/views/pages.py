"""Pages of the desk (masa de lucru): what each employee sees first, and the search for everything."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.casework import api as casework
from condica.court_papers import api as court_papers
from condica.desk import actions, queries
from condica.desk.forms import JournalForm
from condica.foundation import dates
from condica.foundation.pages import keyset
from condica.journal import queries as journal_lines
from condica.organisation import api as organisation
from condica.registry import api as registry
from condica.registry.models import Entry
from condica.registry.queries import custody

DESK = needs(Permission.DESK_USE)
PAGE = 30
SHOWN = 3
REMINDERS = 12


@require_GET
@DESK
def home(request: HttpRequest) -> HttpResponse:
    """Acasă: what must I do today, what is about to be late, what came in for me, my unit's month."""
    user, now = _user(request), dates.now()
    today = dates.bucharest_day(now)
    context = {
        "today": today,
        "todo": queries.todo(user, today),
        "home": queries.home(user, now),
        "reminders": casework.unseen(user)[:SHOWN],
        "ahead": queries.late_next_week(user, today),
        "month": queries.month(organisation.units_seen_by(user, today), today),
        "month_name": dates.MONTHS[today.month - 1].capitalize(),
    }
    return render(request, "desk/home.html", context)


@require_GET
@DESK
def search(request: HttpRequest) -> HttpResponse:
    """One search for names, numbers, subjects and the text of files; a number that exists once opens at once."""
    words = request.GET.get("q", "").strip()
    found = queries.search(_user(request), words)
    numbers = [one for one in found if one.source.key == "numbers"]
    if numbers and len(numbers[0].hits) == 1 and "toate" not in request.GET:
        return redirect(numbers[0].hits[0].url)
    total = sum(len(one.hits) for one in found)
    return render(request, "desk/search.html", {"words": words, "found": found, "total": total})


@require_GET
@DESK
def news(request: HttpRequest) -> HttpResponse:
    """What others wrote about my papers in the last month."""
    user = _user(request)
    lines = queries.lines_for(user).select_related("personal")
    page = keyset(lines, order=("-id",), after=request.GET.get("dupa"), size=PAGE)
    rows = queries.told(page.items, queries.read_until(user))
    reminders = list(casework.reminders(user)[:REMINDERS]) if not request.GET.get("dupa") else []
    context = {
        "page": page,
        "rows": rows,
        "handed": custody.waiting_handovers(user),
        "back": custody.came_back(user, SHOWN * 4),
        "newest": max((row.pk for row in rows), default=0),
        "reminders": reminders,
        "last_reminder": reminders[0].pk if reminders else 0,
        "unseen": any(one.seen_at is None for one in reminders),
        "by_email": casework.by_email(user),
    }
    return render(request, "desk/news.html", context)


@require_POST
@DESK
def read_news(request: HttpRequest) -> HttpResponse:
    """Take the news shown as read."""
    user, line, reminder = _user(request), request.POST.get("pana_la", ""), request.POST.get("amintiri", "")
    if line.isdigit():
        actions.mark_read(line=int(line), by=user)
    if reminder.isdigit():
        casework.see_reminders(until=int(reminder), by=user)
    if line.isdigit() or reminder.isdigit():
        messages.success(request, "Noutățile sunt citite.")
    return redirect("desk:news")


@require_GET
@DESK
def term(request: HttpRequest, pk: int) -> HttpResponse:
    """From where a paper's term comes, as a fragment for the chip in a list."""
    entry = get_object_or_404(registry.visible_to(_user(request)), pk=pk)
    case = casework.case_of(entry)
    found = (case.term if case else None) or court_papers.term_of(entry)
    if not found:
        raise Http404("Documentul nu are termen.")
    return render(request, "desk/term.html", {"term": found})


@require_GET
@needs(Permission.JOURNAL_SEE)
def journal(request: HttpRequest) -> HttpResponse:
    """Jurnalul: who did what and when, newest first; what names people only for who may see all papers."""
    form = JournalForm(request.GET or None)
    hidden = Entry.objects.filter(register__in=registry.hidden_from(_user(request))).values("pk")
    lines = journal_lines.lines_by(**form.asked()).exclude(entry_id__in=hidden)
    page = keyset(lines, order=("-id",), after=request.GET.get("dupa"), size=PAGE)
    personal = _user(request).may(Permission.ENTRY_SEE_ALL)
    rows = [{"line": line, "sentence": journal_lines.sentence(line, personal=personal)} for line in page.items]
    return render(request, "desk/journal.html", {"form": form, "page": page, "rows": rows})


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
