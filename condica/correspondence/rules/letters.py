"""Decisions about letters (reguli ale corespondenței): stages, what each step asks for, blanks; pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import PurePath

from condica.foundation.refusal import RuleBroken

SIGNATURES = "OG 27/2002, art. 13"
ELECTRONIC = "Legea 214/2024"
DEPARTMENT_SENDS = "OG 27/2002, art. 6 alin. (4)"
SAME_NUMBER = "Instrucțiuni 217/1996, art. 9"
ANSWERED = "OG 27/2002, art. 8 alin. (1)"


class Stage(StrEnum):
    """Where a letter stands (stadiul scrisorii)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHECKED = "checked"
    VISAS = "visas"
    APPROVED = "approved"
    SIGNED = "signed"
    NUMBERED = "numbered"
    DISPATCHED = "dispatched"
    RETURNED = "returned"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """The stage as people call it."""
        return STAGE_LABELS[self]


STAGE_LABELS: Mapping[Stage, str] = {
    Stage.DRAFT: "ciornă",
    Stage.SUBMITTED: "la verificat",
    Stage.CHECKED: "verificată",
    Stage.VISAS: "la vize",
    Stage.APPROVED: "aprobată, la semnat",
    Stage.SIGNED: "semnată",
    Stage.NUMBERED: "semnată și numerotată, de expediat",
    Stage.DISPATCHED: "expediată",
    Stage.RETURNED: "întoarsă la autor",
    Stage.DROPPED: "renunțată",
}

#: The grounds of the arrows that every open text has: back to the author, or given up.
_BACK: Mapping[Stage, str] = {Stage.RETURNED: "", Stage.DROPPED: ""}
_ON: Mapping[Stage, str] = {Stage.CHECKED: "", Stage.VISAS: "", Stage.APPROVED: SIGNATURES}
#: From where to where, with the ground of each arrow. The head may check and approve in one step; a letter that
#: needs no visa goes from checked to approved. The number comes with the last signature, in its transaction.
NEXT: Mapping[Stage, Mapping[Stage, str]] = {
    Stage.DRAFT: {Stage.SUBMITTED: "", **_ON, Stage.DROPPED: ""},
    Stage.SUBMITTED: {**_ON, **_BACK},
    Stage.CHECKED: {Stage.VISAS: "", Stage.APPROVED: SIGNATURES, **_BACK},
    Stage.VISAS: {Stage.APPROVED: SIGNATURES, **_BACK},
    Stage.APPROVED: {Stage.SIGNED: SIGNATURES, Stage.RETURNED: ""},
    Stage.SIGNED: {Stage.NUMBERED: SAME_NUMBER},
    Stage.NUMBERED: {Stage.DISPATCHED: f"{ANSWERED}; {DEPARTMENT_SENDS}"},
    Stage.DISPATCHED: {},
    Stage.RETURNED: {Stage.SUBMITTED: "", **_ON, Stage.DROPPED: ""},
    Stage.DROPPED: {},
}
OPEN_TEXT = frozenset({Stage.DRAFT, Stage.RETURNED, Stage.SUBMITTED, Stage.CHECKED, Stage.VISAS})
FINAL_TEXT = frozenset({Stage.SIGNED, Stage.NUMBERED, Stage.DISPATCHED})


class Step(StrEnum):
    """What a person did with a letter on its way (pas de aprobare)."""

    SUBMITTED = "submitted"
    CHECKED = "checked"
    VISAS = "visas"
    APPROVED = "approved"
    SIGNED = "signed"
    NUMBERED = "numbered"
    RETURNED = "returned"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """The step, as the list of steps names it."""
        return STEP_LABELS[self]


STEP_LABELS: Mapping[Step, str] = {
    Step.SUBMITTED: "trimis la verificare",
    Step.CHECKED: "verificat",
    Step.VISAS: "trimis la vize",
    Step.APPROVED: "aprobat și semnat",
    Step.SIGNED: "semnat",
    Step.NUMBERED: "numerotat",
    Step.RETURNED: "întors la autor",
    Step.DROPPED: "renunțat",
}


class SigningWay(IntEnum):
    """How the authority signs (felul semnării): the values of its choice „signature_means”."""

    PAPER = 0
    CERTIFICATES = 1
    SEAL = 2


class Place(StrEnum):
    """Where a signature stands in the letter's PDF (locul semnăturii)."""

    HEAD = "cap"
    UNIT = "sef"
    SEAL = "sigiliu"


class VisaState(StrEnum):
    """What became of a visa that was asked (starea vizei)."""

    WAITING = "waiting"
    GIVEN = "given"
    REFUSED = "refused"
    VOID = "void"  # the text changed after it, or it was not needed any more

    @property
    def label(self) -> str:
        """The state in words."""
        return {"waiting": "se așteaptă", "given": "dată", "refused": "refuzată", "void": "căzută"}[self.value]


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a letter, as the rules look at it."""

    body: str
    addressee: str
    legal_basis: str


def check_move(at: Stage, to: Stage) -> None:
    """Refuse a step that does not follow from where the letter stands."""
    if to in NEXT[at]:
        return
    raise RuleBroken(
        "letter-stage",
        f"Scrisoarea este {at.label}; de aici nu poate trece la „{to.label}”.",
        remedy="Reîncarcă pagina: altcineva a mutat-o între timp, sau pasul acesta s-a făcut deja.",
    )


def check_open(at: Stage) -> None:
    """Refuse to change the text of a letter already approved."""
    if at in OPEN_TEXT:
        return
    raise RuleBroken(
        "letter-closed",
        f"Textul nu se mai schimbă: scrisoarea este {at.label}.",
        cites=(SIGNATURES,),
        remedy="Dacă nu e încă semnată, cine o are o poate întoarce la autor, cu motiv."
        if at is Stage.APPROVED
        else "Scrie o scrisoare nouă, care o completează sau o îndreaptă.",
    )


def check_content(content: Content) -> None:
    """Refuse an unfinished letter: no text, no addressee, or blanks left from the template."""
    if not content.addressee.strip():
        raise RuleBroken("letter-no-addressee", "Scrisoarea nu are destinatar.", remedy="Scrie cui i se trimite.")
    if not re.sub(r"<[^>]+>|\s|&nbsp;", "", content.body):
        raise RuleBroken("letter-empty", "Scrisoarea nu are text.", remedy="Scrie răspunsul.")
    if left := blanks(content.body):
        shown = ", ".join(f"[{blank}]" for blank in left[:3])
        raise RuleBroken(
            "letter-blanks",
            f"Au rămas locuri necompletate: {shown}.",
            remedy="Completează-le sau șterge-le din text.",
        )


@dataclass(frozen=True, slots=True)
class AskedVisa:
    """A visa as the rules look at it: its name, whose, its place in the order, what became of it."""

    title: str
    whose: str
    place: int
    state: VisaState


def is_turn_of(visa: AskedVisa, all_of_them: Iterable[AskedVisa]) -> bool:
    """Whether a visa may be given now: those before it are given; those of one place come at the same time."""
    before = [other for other in all_of_them if other.place < visa.place and other.state != VisaState.VOID]
    return all(other.state == VisaState.GIVEN for other in before)


def check_visa_turn(visa: AskedVisa, all_of_them: Iterable[AskedVisa]) -> None:
    """Refuse a visa before those that stand before it, or a second word on the same one."""
    if visa.state != VisaState.WAITING:
        raise RuleBroken(
            "visa-decided", f"Viza „{visa.title}” este deja {visa.state.label}.",
            remedy="Reîncarcă pagina; dacă textul s-a schimbat, viza se cere din nou singură.",
        )  # fmt: skip
    if not is_turn_of(visa, all_of_them):
        raise RuleBroken(
            "visa-not-yet", f"Încă nu e rândul vizei „{visa.title}”: se dau în ordine.",
            remedy="Îți vine în listă după vizele dinainte.",
        )  # fmt: skip


def check_visas(visas: Iterable[AskedVisa], needed: Iterable[str] = ()) -> None:
    """Refuse a signature while a visa is open, refused, or was not even asked (`needed` are the names of those)."""
    standing = [visa for visa in visas if visa.state != VisaState.VOID]
    refused = [f"{visa.title} ({visa.whose})" for visa in standing if visa.state == VisaState.REFUSED]
    if refused:
        raise RuleBroken(
            "letter-visa-refused", f"Viză refuzată: {', '.join(refused)}. Scrisoarea nu se semnează.",
            cites=(SIGNATURES,),
            remedy="Îndreaptă textul după motivul refuzului; vizele se cer din nou singure.",
        )  # fmt: skip
    waiting = [f"{visa.title} ({visa.whose})" for visa in standing if visa.state == VisaState.WAITING]
    if waiting or list(needed):
        raise RuleBroken(
            "letter-visas-open", f"Lipsesc vize: {', '.join([*waiting, *needed])}. Scrisoarea nu se semnează.",
            cites=(SIGNATURES,),
            remedy="Se semnează după ce dau viza; le găsesc în lista lor." if waiting else
            "Apasă „Trimite la vize”.",
        )  # fmt: skip


#: The files of one letter together: what mail servers usually take, with the third that encoding adds.
MOST_ANNEXED = 15_000_000


def megabytes(size: int) -> str:
    """`1,5 MB`, as people say it; what is smaller than a tenth counts as one."""
    words = f"{max(size, 100_000 if size else 0) / 1_000_000:.1f}".removesuffix(".0").replace(".", ",")
    return f"{words} MB"


def check_annex(name: str, size: int, held: int, *, dangerous: bool) -> None:
    """Refuse a program, and more than an e-mail can carry."""
    if dangerous or PurePath(name.lower()).suffix in {".docm", ".xlsm", ".pptm", ".dotm", ".xltm"}:
        raise RuleBroken(
            "annex-dangerous", f"„{name}” este un program sau are macrocomenzi; nu pleacă din instituție.",
            remedy="Trimite documentul ca PDF.",
        )  # fmt: skip
    if held + size > MOST_ANNEXED:
        room = megabytes(max(0, MOST_ANNEXED - held))
        raise RuleBroken(
            "annex-too-large",
            f"Anexele unei scrisori au împreună cel mult {megabytes(MOST_ANNEXED)}; mai încap {room}.",
            remedy="Micșorează fișierul (de exemplu o scanare la 150 dpi) sau trimite restul pe hârtie.",
        )


def check_basis(content: Content) -> None:
    """Refuse an answer without its legal basis (OG 27/2002 art. 13)."""
    if not content.legal_basis.strip():
        raise RuleBroken(
            "letter-no-basis",
            "Răspunsul nu spune temeiul legal al soluției.",
            cites=(SIGNATURES,),
            remedy="Scrie temeiul în câmpul „Temei legal”: actul, articolul, alineatul.",
        )


def check_two(first: int | None, second: int) -> None:
    """Refuse one person in both places (OG 27/2002 art. 13: the authority's head and the department's head)."""
    if first is None:
        raise RuleBroken(
            "letter-not-approved",
            "Scrisoarea nu are semnătura șefului compartimentului care a rezolvat.",
            cites=(SIGNATURES,),
            remedy="Întâi o aprobă șeful compartimentului.",
        )
    if first == second:
        raise RuleBroken(
            "letter-same-signatory",
            "Aceeași persoană nu poate semna de două ori: ca șef de compartiment și ca conducător.",
            cites=(SIGNATURES,),
            remedy="Semnează alt conducător sau persoana împuternicită.",
        )


def check_reason(reason: str) -> str:
    """The reason of a return, or a refusal without one."""
    if reason.strip():
        return reason.strip()
    raise RuleBroken(
        "letter-reason-missing",
        "Scrisoarea se întoarce numai cu motiv.",
        remedy="Scrie în câteva cuvinte ce trebuie schimbat.",
    )


BLANK = re.compile(r"\[([^\[\]<>]{2,120})\]")


def blanks(body: str) -> list[str]:
    """The places left to be filled, written in brackets in a template: `[ce s-a constatat]`."""
    return [html.unescape(found) for found in BLANK.findall(body)]


def fill(markup: str, values: Mapping[str, str]) -> str:
    """A template's text with its `{names}` replaced; an unknown name, or one without value, becomes a blank."""

    def one(found: re.Match[str]) -> str:
        value = values.get(found[1], "")
        return html.escape(value, quote=False) if value else f"[{found[1].replace('_', ' ')}]"

    return re.sub(r"\{([a-zăâîșț_]+)\}", one, markup)


def papers_named(numbers: Sequence[str]) -> str:
    """All the petitions that one answer answers, as its text names them (OG 27/2002 art. 10 alin. (1))."""
    if len(numbers) == 1:
        return f"petiția dumneavoastră nr. {numbers[0]}"
    named = [f"nr. {number}" for number in numbers]
    return f"petițiile dumneavoastră {', '.join(named[:-1])} și {named[-1]}"


#: The names a template may use, with what they stand for; the template page lists them.
NAMES: Mapping[str, str] = {
    "număr": "numărul și data documentului la care se răspunde",
    "petiții": "„petiția nr. …” sau „petițiile nr. … și nr. …”: toate cele conexate (OG 27/2002, art. 10)",
    "conținut": "conținutul pe scurt, din registru",
    "destinatar": "numele destinatarului",
    "adresare": "„Stimată doamnă …,” – se completează când se cunoaște persoana",
    "compartiment": "compartimentul care răspunde",
    "termen": "termenul legal al răspunsului",
    "temei": "temeiul legal",
    "azi": "data de azi",
    "zile": "numărul de zile, la prelungire",
    "data": "ziua până la care, la prelungire sau completări",
    "motiv": "motivul, când pasul îl cere",
    "autoritate": "autoritatea competentă, la redirecționare",
    "lipsuri": "ce se cere completat",
    "file": "câte file se trimit odată cu scrisoarea",
}
