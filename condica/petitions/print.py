"""What a petition's receipt promises (bonul de înregistrare): the answer, its day, and what can be done without it."""

from __future__ import annotations

from html import escape

from condica.foundation import dates
from condica.foundation.romanian import plural
from condica.law import og27
from condica.law.provision import in_force
from condica.registry.models import Entry
from condica.registry.print import Promise


def promise(entry: Entry) -> Promise | None:
    """The steps that follow, in the words of the petitioner; none once the paper is no petition any more."""
    if entry.due_on is None:
        return None
    return Promise(
        note=f"Vi se răspunde indiferent dacă soluția este favorabilă sau nu ({og27.ART_8_1}).",
        steps=(
            f"Petiția ajunge azi la <strong>{_first_stop(entry)}</strong>, de unde pleacă la cei care o pot rezolva.",
            f"Dacă problema nu ține de noi, o trimitem autorității potrivite în <strong>{_days(entry, og27.REDIRECT)}"
            "</strong> și vă scriem.",
            f"Vă răspundem cel mai târziu <strong>{dates.long(entry.due_on, year=True)}</strong>{_way(entry)}.",
            f"Dacă e nevoie de mai mult timp, termenul se poate prelungi o dată, cu cel mult {_longer(entry)}, și "
            "<strong>vă anunțăm înainte</strong>.",
            "Dacă nu primiți răspuns, sunați-ne. Vă puteți adresa și instanței de contencios administrativ, în cel "
            f"mult {plural(og27.COURT_MONTHS, 'lună', 'luni')} (Legea nr. 554/2004).",
        ),
        kind_words="petiție (OG 27/2002)",
    )


def _first_stop(entry: Entry) -> str:
    return escape(entry.unit.name if entry.unit else "registratură", quote=False)


def _days(entry: Entry, rule: str) -> str:
    provision = in_force(og27.PROVISIONS, rule, dates.bucharest_day(entry.registered_at))
    return plural(provision.days, "zi", "zile")


def _longer(entry: Entry) -> str:
    provision = in_force(og27.PROVISIONS, og27.EXTENSION, dates.bucharest_day(entry.registered_at))
    return plural(provision.extra, "zi", "zile")


def _way(entry: Entry) -> str:
    if entry.sender_email:
        return f", pe e-mail, la {escape(entry.sender_email, quote=False)}"
    return f", prin poștă, la {escape(entry.sender_address, quote=False)}" if entry.sender_address else ""
