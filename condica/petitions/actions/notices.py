"""Letters on the way (înștiințări): what a verb owes somebody, written from a dated model, followed until it has left.

A notice is an ordinary letter: checked, approved, signed, dispatched. What its leaving means is told by `LEFT`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.correspondence import api as correspondence
from condica.correspondence.api import Letter
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import plural
from condica.journal.rules import Verb
from condica.law import og27
from condica.organisation import api as organisation
from condica.organisation.models import Unit
from condica.petitions.actions.steps import locked, tell
from condica.petitions.models import Notice, Petition
from condica.petitions.rules import NoticeKind
from condica.registry import api as registry

#: What the leaving of a notice means: (petition, day, who) → the petition goes on. Filled by the verbs' own files.
LEFT: dict[NoticeKind, Callable[[Petition, date, User], None]] = {}


def owe(petition: Petition, kind: NoticeKind, *, by: User, drafter: User | None = None, **values: str) -> Notice:
    """Note that a letter is owed (înștiințare de trimis), and begin it when somebody at hand may write letters."""
    notice = Notice.objects.create(petition=petition, kind=kind, owed_at=dates.now(), by=by)
    writer = drafter or by
    if writer.may(Permission.LETTER_DRAFT):
        _write(petition, notice, writer, values)
    return notice


def reachable(petition: Petition) -> bool:
    """Whether the petitioner has a name and an address to write to."""
    entry = petition.entry
    return bool(entry.sender_name and (entry.sender_address or entry.sender_email))


@transaction.atomic
def write_notice(petition: Petition, *, kind: str, by: User) -> Letter:
    """Begin a letter still owed (redactarea înștiințării), when nobody did, or the one begun was dropped."""
    petition = locked(petition)
    notice = owed(petition, NoticeKind(kind))
    if notice.letter is None:
        _write(petition, notice, by, {})
    return _letter_of(notice)


def owed(petition: Petition, kind: NoticeKind) -> Notice:
    """The notice of a kind that has not left, or a refusal."""
    found = petition.notices.filter(kind=kind, left_on=None, void_at=None).select_related("letter").last()
    if found is None:
        raise RuleBroken(
            "notice-not-owed", f"La petiția {petition} nu se așteaptă {kind.label}.",
            remedy="Reîncarcă pagina: poate că a plecat între timp.",
        )  # fmt: skip
    return found


def _letter_of(notice: Notice) -> Letter:
    if notice.letter is None:
        raise RuleBroken("notice-unwritten", "Înștiințarea nu e scrisă.", remedy="Scrie-o din pagina petiției.")
    return notice.letter


def _write(petition: Petition, notice: Notice, by: User, values: dict[str, str]) -> None:
    kind = NoticeKind(notice.kind)
    notice.letter = correspondence.draft(
        entry=petition.entry, template=kind.template, by=by, unit=_unit(by, petition),
        values=VALUES[kind](petition) | values, **_addressee(petition, kind),
    )  # fmt: skip
    notice.save(update_fields=["letter"])
    if kind is NoticeKind.AUTHORITY:
        correspondence.annex_papers(notice.letter, by=by)  # the petition itself goes with its cover letter


def _unit(by: User, petition: Petition) -> Unit | None:
    """Whose letter it is: of the unit of whoever writes it."""
    posts = organisation.posts_held(by)
    return posts[0].unit if posts else petition.case.unit


def _addressee(petition: Petition, kind: NoticeKind) -> dict[str, Any]:
    sending = petition.sending
    if kind is not NoticeKind.AUTHORITY or sending is None:
        return {"addressee_name": petition.representative}
    # An address that is not known stays a blank: the petitioner's own must not stand under the authority's name.
    return {
        "addressee_name": sending.to,
        "addressee_address": sending.address or " ",
        "addressee_email": sending.email or " ",
        "channel": "email" if sending.email else "post",
    }


def _file(petition: Petition) -> dict[str, str]:
    entry = petition.entry
    return {"file": plural(entry.leaves, "filă", "file") if entry.leaves else ""}


def _authority(petition: Petition) -> dict[str, str]:
    sending = petition.sending
    return {"autoritate": sending.to if sending else ""}


def _extension(petition: Petition) -> dict[str, str]:
    extension = petition.extension
    return {
        "motiv": extension.reason,
        "zile": plural(extension.days, "zi", "zile"),
        "data": dates.long_day(extension.legal, year=True),
    }


#: What fills the blanks of each model.
VALUES: dict[NoticeKind, Callable[[Petition], dict[str, str]]] = {
    NoticeKind.AUTHORITY: _file,
    NoticeKind.REDIRECTED: _authority,
    NoticeKind.EXTENSION: _extension,
    NoticeKind.PAPERS: lambda petition: {},
    NoticeKind.WITHDRAWAL: lambda petition: {},
}


@transaction.atomic
def tell_otherwise(petition: Petition, *, kind: str, on: date, proof: str, by: User) -> Notice:
    """Say that somebody was told another way (înștiințare pe altă cale), with what proves it."""
    petition = locked(petition)
    notice, proof = owed(petition, NoticeKind(kind)), proof.strip()
    if not proof:
        raise RuleBroken(
            "proof-missing", "Înștiințarea pe altă cale cere o dovadă.", cites=(og27.ART_9,),
            remedy="Scrie cum s-a făcut și ce o dovedește: proces-verbal, confirmare, semnătura de primire.",
        )  # fmt: skip
    if not dates.bucharest_day(notice.owed_at) <= on <= dates.today():
        raise RuleBroken(
            "proof-day", "Ziua înștiințării e de la hotărâre până azi.", remedy="Scrie ziua în care s-a făcut."
        )
    notice.proof = proof
    data = {"kind": notice.label, "told": dates.long(on)}
    tell(Verb.PETITION_NOTICE_TOLD, petition, by, data, {"proof": proof})
    if kind == NoticeKind.AUTHORITY:  # the paper itself went: the register's out column says so
        registry.record_exit(
            petition.entry, addressee=petition.redirected_to, channel="counter", way="redirecționat", by=by
        )
    _gone(petition, notice, on, by)
    return notice


def _gone(petition: Petition, notice: Notice, on: date, by: User) -> None:
    notice.left_on = on
    notice.save(update_fields=["left_on", "proof"])
    follows = LEFT.get(NoticeKind(notice.kind))
    if follows:
        follows(petition, on, by)


# ── what its letter does ──


def of_letter(letter: Letter) -> Notice | None:
    """The notice that a letter is."""
    return Notice.objects.select_related("petition__case").filter(letter=letter).first()


def notice_moved(notice: Notice, stage: str) -> None:
    """A notice's letter was dropped: it is owed again; one that nobody owes any more is not signed."""
    if stage == correspondence.Stage.DROPPED and notice.left_on is None and notice.void_at is None:
        Notice.objects.filter(pk=notice.pk).update(letter=None)
    elif notice.void_at is not None and stage in {correspondence.Stage.APPROVED, correspondence.Stage.SIGNED}:
        raise RuleBroken(
            "notice-void", f"Nu mai e nevoie de {notice.label}: pasul de care ținea s-a desfăcut.",
            remedy="Renunță la scrisoare.",
        )  # fmt: skip


def notice_left(notice: Notice, dispatch: Any, by: User) -> None:
    """A notice's letter left: from that day it counts."""
    petition = locked(notice.petition)
    notice = Notice.objects.get(pk=notice.pk)
    if notice.left_on is None and notice.void_at is None:
        _gone(petition, notice, dates.bucharest_day(dispatch.at or dates.now()), by)


def void(petition: Petition, *kinds: NoticeKind) -> None:
    """Nobody owes these notices any more; one that left stays a fact."""
    petition.notices.filter(kind__in=kinds, left_on=None, void_at=None).update(void_at=dates.now())
