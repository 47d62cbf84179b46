"""The page of figures (cifre): waiting and serving, against what the house wants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from condica.accounts.access import needs
from condica.accounts.models import User
from condica.accounts.print import Column, Listing, pdf_answer, print_list, print_rows
from condica.accounts.rules import Permission
from condica.foundation import dates
from condica.queue import queries
from condica.queue.forms import PeriodForm
from condica.queue.models import Ticket
from condica.queue.rules import Figures
from condica.queue.templatetags.queue import minutes

SEE = needs(Permission.REPORT_SEE)


@require_GET
@SEE
def figures(request: HttpRequest) -> HttpResponse:
    """How long one waited: the middle one, nine in ten, by service, desk, hour and day."""
    since, until = _asked(request)
    page = queries.figures_of(since, until)
    tables = _tables(page)
    shown = PeriodForm(initial={"de_la": since, "pana_la": until})
    context = {"page": page, "tables": tables, "form": shown, "since": since, "until": until}
    return render(request, "queue/figures.html", context)


def _asked(request: HttpRequest) -> tuple[date, date]:
    form = PeriodForm(request.GET or None)
    return form.days() if form.is_bound else PeriodForm({}).days()


def _tables(page: queries.Page) -> list[tuple[str, str, list[Figures]]]:
    return [
        ("Pe servicii", "Serviciul", page.by_service),
        ("Pe ghișee", "Ghișeul", page.by_desk),
        ("Pe ore", "Ora la care a luat bonul", page.by_hour),
        ("Pe zile", "Ziua", page.by_day),
    ]


def _days(since: date, until: date) -> str:
    return dates.numeric(since) if since == until else f"{dates.numeric(since)} – {dates.numeric(until)}"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the printed figures: of which table it is."""

    table: str
    figures: Figures


@require_POST
@SEE
def figures_print(request: HttpRequest) -> HttpResponse:
    """The figures of the period on paper: all its tables, one under the other."""
    since, until = _asked(request)
    page = queries.figures_of(since, until)
    lines = [Line("În total", page.whole)] if page.whole.people else []
    lines += [Line(title, row) for title, _, rows in _tables(page) for row in rows]
    said = [_days(since, until), f"casa vrea cel mult {page.target} min", f"{page.daily} oameni pe zi",
            f"nu s-au prezentat {page.absent}, au plecat {page.left}"]  # fmt: skip
    listing = Listing("cifrele-asteptarii", "Cifrele așteptării", FIGURES, said)
    return pdf_answer(listing.key, print_rows(listing, lines, total=len(lines), by=_user(request)))


FIGURES: list[Column[Line]] = [
    Column("Tabelul", 1.3, lambda line: line.table),
    Column("Ce", 3, lambda line: line.figures.label),
    Column("Oameni", 0.8, lambda line: line.figures.people),
    Column("Jumătate au așteptat cel mult", 1.3, lambda line: minutes(line.figures.median)),
    Column("Nouă din zece, cel mult", 1.3, lambda line: minutes(line.figures.ninety)),
    Column("La timp", 0.8, lambda line: f"{line.figures.share} %"),
    Column("La ghișeu, jumătate stau cel mult", 1.4, lambda line: minutes(line.figures.served)),
]


@dataclass(frozen=True, slots=True)
class Taken:
    """A ticket of the printed list with when it was taken, and when it ended."""

    ticket: Ticket
    taken: datetime | None
    ended: datetime | None


@require_POST
@SEE
def tickets_print(request: HttpRequest) -> HttpResponse:
    """The tickets of the period on paper: numbers and moments, as the queue knows nobody."""
    since, until = _asked(request)
    found: QuerySet[Ticket] = queries.tickets_between(since, until)
    listing = Listing("bonuri-de-ordine", "Bonuri de ordine", TICKETS, [_days(since, until)])
    return print_list(listing, found, by=_user(request), prepare=_taken)


def _taken(tickets: list[Ticket]) -> Iterable[Taken]:
    moments = queries.moments_of(tickets)
    return [Taken(one, *moments.get(one.pk, (None, None))) for one in tickets]


def _clock(at: datetime | None) -> str:
    return dates.clock(at) if at else ""


TICKETS: list[Column[Taken]] = [
    Column("Ziua", 1.1, lambda row: dates.numeric(row.ticket.day)),
    Column("Bonul", 0.8, lambda row: row.ticket),
    Column("Serviciul", 2.4, lambda row: row.ticket.service),
    Column("Prioritate", 0.9, lambda row: "da" if row.ticket.priority else ""),
    Column("Luat", 0.8, lambda row: _clock(row.taken)),
    Column("Chemat", 0.8, lambda row: _clock(row.ticket.called_at)),
    Column("Încheiat", 0.8, lambda row: _clock(row.ended)),
    Column("Ghișeul", 1.6, lambda row: row.ticket.desk or ""),
    Column("Cine a chemat", 1.6, lambda row: row.ticket.clerk or ""),
    Column("Documente", 0.9, lambda row: row.ticket.papers or ""),
    Column("Stare", 1.2, lambda row: row.ticket.get_state_display()),
]


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
