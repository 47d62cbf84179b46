"""The way on: accept, write, sign, send, close; and the letters that a verb owes."""

from __future__ import annotations

from collections.abc import Iterator

from condica.accounts.rules import Permission
from condica.casework.access import may_move
from condica.casework.api import ActionOffer, TaskState
from condica.correspondence.api import Letter
from condica.law import og27
from condica.petitions.queries.offers.seen import Seen, refused, url
from condica.petitions.queries.waiting import standing
from condica.petitions.rules import NoticeKind, Stage

WORDS = {
    Stage.DRAFTED: ("letter", "Continuă răspunsul", "Se verifică și se aprobă de șeful compartimentului.", "pencil"),
    Stage.APPROVED: ("sign", "Semnează răspunsul", "Îl semnează conducătorul autorității.", "signature"),
    Stage.SIGNED: ("send", "Trimite răspunsul", "E semnat; pleacă sub numărul petiției.", "send"),
}


def letters_owed(seen: Seen) -> Iterator[ActionOffer]:
    """What has not left yet: written by a click, or led to; told another way, with its proof."""
    if not (seen.cares or seen.user.may(Permission.LETTER_SIGN)):
        return
    for notice in seen.owed:
        kind = NoticeKind(notice.kind)
        label = f"{kind.label[:1].upper()}{kind.label[1:]}"
        if notice.letter:
            yield ActionOffer(f"notice-{kind}", f"{label}: {standing(notice)}", "n-a plecat încă",
                              notice.letter.get_absolute_url(), primary=not seen.open, icon="mail")  # fmt: skip
        elif seen.user.may(Permission.LETTER_DRAFT):
            address = f"{seen.petition.address('write_notice')}?fel={kind}"
            yield ActionOffer(f"notice-{kind}", f"Scrie {kind.label}", "nimeni n-a început-o", address,
                              primary=not seen.open, icon="pencil")  # fmt: skip
    if seen.cares and seen.owed:
        yield seen.verb("tell_otherwise", "S-a anunțat pe altă cale", "cu dovada", icon="message-check")


def ordinary(seen: Seen) -> Iterator[ActionOffer]:
    """Accept, write, send, close."""
    task = seen.task
    if task and task.state == TaskState.GIVEN and may_move(seen.user, task) and seen.open:
        yield ActionOffer(
            "accept", "Primește lucrarea", "De acum răspunzi tu de ea.", url("casework:accept", task.pk), "",
            primary=True, icon="circle-check",
        )  # fmt: skip
    if seen.works or seen.letter:
        yield from _letter(seen)
    if seen.stage == Stage.ANSWERED and seen.cares:
        yield ActionOffer(
            "close", "Închide petiția", "Răspunsul a plecat; dosarul primește indicativul lui.",
            seen.petition.address("close"), "i", primary=True, icon="archive",
        )  # fmt: skip


def _letter(seen: Seen) -> Iterator[ActionOffer]:
    if seen.stage in {Stage.ASSIGNED, Stage.ACCEPTED} and seen.user.may(Permission.LETTER_DRAFT):
        yield ActionOffer(
            "draft", "Redactează răspunsul", _opinions(seen), seen.new_letter(), "r",
            primary=seen.stage == Stage.ACCEPTED, icon="pencil",
        )  # fmt: skip
    if seen.letter and seen.stage in WORDS:
        yield _letter_step(seen.stage, seen.letter)
    if seen.stage == Stage.REGISTERED and seen.works:
        reason = "Petiția nu e repartizată; răspunde compartimentul din rezoluție."
        yield refused("draft", "Redactează răspunsul", reason, og27.ART_12, "pencil")
    if seen.open and seen.works:
        reason = "Lipsește răspunsul semnat de conducător și de șeful compartimentului care rezolvă."
        yield refused("send", "Trimite răspunsul", reason, og27.ART_13, "send")


def _letter_step(stage: Stage, letter: Letter) -> ActionOffer:
    key, label, why, icon = WORDS[stage]
    return ActionOffer(key, label, why, url("correspondence:letter", letter.pk), "r", primary=True, icon=icon)


def _opinions(seen: Seen) -> str:
    asked = list(seen.task.joint_units.all()) if seen.task else []
    missing = [one for one in asked if not one.opinion]
    if not asked:
        return "Începe de la un model; textul legii e deja acolo."
    if not missing:
        return f"{'Punctul de vedere a sosit' if len(asked) == 1 else 'Punctele de vedere au sosit'}."
    return f"Mai {'lipsește un punct' if len(missing) == 1 else 'lipsesc puncte'} de vedere."
