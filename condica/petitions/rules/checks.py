"""What OG 27/2002 lets pass and what not (reguli): each refusal with its article and what can be done; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import fold, plural, sort_key
from condica.law import og27
from condica.law.terms import Term

EXTENSION_DAYS: Final = 15


# ── who wrote it (art. 2, 7, 10) ──


def same_petitioner(first: Mapping[str, str], second: Mapping[str, str]) -> bool:
    """Whether two papers name one petitioner: the same contact, the same e-mail, or the same name."""
    for key in ("contact", "email"):
        if first[key] and first[key] == second[key]:
            return True
    return bool(first["name"]) and sort_key(first["name"]) == sort_key(second["name"])


def check_same_petitioner(first: str, second: str, *, same: bool, act: str, cites: str) -> None:
    """Refuse to treat petitions of two petitioners as one."""
    if not same:
        raise RuleBroken(
            "other-petitioner",
            f"Petițiile {first} și {second} au petiționari diferiți; nu se pot {act}.",
            cites=(cites,),
            remedy="Documentele se pot lega în registru, dar fiecare primește răspunsul ei.",
        )


def lacks_identity(*, name: str, address: str, email: str) -> str:
    """Which of the petitioner's identification data are missing (art. 7); empty when the answer can reach somebody."""
    missing = [*([] if name.strip() else ["numele"]), *([] if address.strip() or email.strip() else ["adresa"])]
    return " și ".join(missing)


def check_anonymous(missing: str, *, unsigned: bool, reads_unsigned: bool) -> None:
    """Refuse to file as anonymous what says who wrote it and where to answer (art. 7).

    Whether a missing signature makes an e-mail anonymous is arguable: `reads_unsigned` is the authority's reading.
    """
    if missing or (unsigned and reads_unsigned):
        return
    raise RuleBroken(
        "not-anonymous",
        "Petiția are numele și adresa petiționarului, deci nu e anonimă.",
        cites=(og27.ART_7,),
        remedy="Lipsa semnăturii singură nu o face anonimă; răspunde-i.",
    )


def check_person(*, is_system: bool) -> None:
    """Refuse that a program should file a petition: it proposes, a person decides (art. 7)."""
    if is_system:
        raise RuleBroken(
            "person-decides", "O petiție o clasează un om, nu programul.", cites=(og27.ART_7,),
            remedy="Programul doar propune; cine clasează spune de ce.",
        )  # fmt: skip


# ── more time (art. 9) ──


def check_extension(term: Term, *, days: int, already: bool, today: date, energy: bool) -> None:
    """What art. 9 asks: once, in time, at most 15 days (30 for energy and gas, since Legea 31/2018)."""
    cites = (og27.extension_cites(term.start),)
    _check_first(term, already=already, cites=cites)
    check_in_time(term, today, cites)
    most = og27.extension_most(term.start, energy=energy)
    if not 1 <= days <= most:
        raise RuleBroken(
            "extension-days", f"Termenul se poate prelungi cu 1–{most} zile, nu cu {days}.", cites=cites,
            remedy=f"Alege cel mult {plural(most, 'zi', 'zile')}.",
        )  # fmt: skip


def check_longer(before: date, after: date, *, days: int, cites: tuple[str, ...]) -> None:
    """Refuse days that add nothing: the term already ended on a day off and was carried past them."""
    if after <= before:
        given = "Ziua cerută nu schimbă" if days == 1 else f"Cele {plural(days, 'zi', 'zile')} nu schimbă"
        raise RuleBroken(
            "extension-nothing",
            f"{given} nimic: termenul era deja mutat, peste zile libere, {dates.long(before)}.",
            cites=cites, remedy="Cere mai multe zile.",
        )  # fmt: skip


def _check_first(term: Term, *, already: bool, cites: tuple[str, ...]) -> None:
    if term.rule == og27.COURT:
        raise RuleBroken(
            "term-of-court", "Termenul l-a dat instanța; nu îl prelungește autoritatea.", cites=(og27.RULING,),
            remedy="Trimite răspunsul până la termenul din hotărâre.",
        )  # fmt: skip
    if already:
        raise RuleBroken(
            "extended-already", "Termenul a fost deja prelungit o dată.", cites=cites,
            remedy="Trimite răspunsul până la termenul prelungit.",
        )  # fmt: skip


def check_in_time(term: Term, today: date, cites: tuple[str, ...]) -> None:
    """Refuse an extension entered after the term was over (N1)."""
    if today > term.legal:
        raise RuleBroken(
            "extension-late",
            f"Termenul s-a împlinit {dates.long(term.legal)}; nu se mai poate prelungi.",
            cites=cites,
            remedy="Trimite răspunsul cât mai repede; întârzierea rămâne consemnată.",
        )


# ── whom it is about (art. 11) ──


def check_about(*, concerned: bool, subordinate: bool, name: str) -> None:
    """Refuse to give a petition to whom it concerns, or to a subordinate (art. 11)."""
    if concerned or subordinate:
        who = "chiar persoana vizată" if concerned else f"un subordonat al persoanei vizate ({name})"
        raise RuleBroken(
            "concerns-solver",
            f"Petiția nu poate fi rezolvată de {who}.",
            cites=(og27.ART_11,),
            remedy="Alege alt compartiment sau alt coleg.",
        )


# ── who gives it out (art. 12) ──


def check_giver(*, may_assign: bool, to_himself: bool) -> None:
    """Refuse that a clerk should take a petition: it is given by the head of the department (art. 12)."""
    if not may_assign or to_himself:
        raise RuleBroken(
            "taken-directly",
            "Nimeni nu își ia singur o petiție; o repartizează șeful compartimentului.",
            cites=(og27.ART_12,),
            remedy="Cere șefului de compartiment o rezoluție.",
        )


def check_named(*, named: bool, only_named: bool) -> None:
    """Refuse what nobody gave to this person, where the authority reads art. 12 so."""
    if only_named and not named:
        raise RuleBroken(
            "solver-not-named",
            "Rezoluția nu te numește pe tine; petiția o primește numai cine e numit.",
            cites=(og27.ART_12,),
            remedy="Cere șefului de compartiment să te numească în rezoluție.",
        )


# ── one answer for many (art. 1, 10) ──


def unnamed(text: str, papers: Iterable[tuple[int, int, str]]) -> list[str]:
    """The papers (value, year, number as on paper) that a text does not name by number."""
    plain = text.replace("\u00a0", " ")
    return [shown for value, year, shown in papers if not re.search(rf"(?<!\d){value}\s*/\s*[\d.]*{year}\b", plain)]


def check_names_all(missing: list[str]) -> None:
    """Refuse one answer to many petitions that does not name them all (art. 10 alin. (1))."""
    if missing:
        raise RuleBroken(
            "answer-names-not-all",
            f"Răspunsul comun nu numește toate petițiile; lipsesc: {', '.join(missing)}.",
            cites=(og27.ART_10_1,),
            remedy="Scrie în text numărul și data fiecărei petiții conexate.",
        )


def check_addressee(representative: str, addressee: str) -> None:
    """Refuse an answer to a collective that does not go to the one who stands for it (art. 1 alin. (2))."""
    if representative and fold(representative) not in fold(addressee):
        raise RuleBroken(
            "answer-not-to-representative",
            f"Petiția e colectivă: răspunsul i se trimite reprezentantului, {representative}.",
            cites=(og27.ART_1_2,),
            remedy="Schimbă destinatarul scrisorii sau reprezentantul din fișă.",
        )


def check_collective(*, signatories: int | None, representative: str, on_behalf_of: str, applicant: str) -> None:
    """What makes a petition collective (art. 1 alin. (2)): two signatures at least and somebody to answer to."""
    if signatories is not None and signatories < 2:
        raise RuleBroken(
            "collective-alone", "O petiție colectivă are cel puțin doi semnatari.", cites=(og27.ART_1_2,),
            remedy="Lasă gol numărul semnatarilor dacă a scris un singur om.",
        )  # fmt: skip
    if signatories is not None and not representative.strip():
        raise RuleBroken(
            "collective-nobody", "Lipsește reprezentantul care primește răspunsul.", cites=(og27.ART_1_2,),
            remedy="Scrie numele primului semnatar sau al celui desemnat.",
        )  # fmt: skip
    if on_behalf_of.strip() and applicant not in {"association", "company", "institution"}:
        raise RuleBroken(
            "collective-no-organisation", "În numele unui colectiv scrie o organizație legal constituită.",
            cites=(og27.ART_1_2,), remedy="Alege felul petiționarului: asociație, firmă sau instituție.",
        )  # fmt: skip
