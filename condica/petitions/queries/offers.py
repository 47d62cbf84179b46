"""What a person may do next with a petition (pașii următori), and what not, with the reason and the article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.urls import NoReverseMatch, reverse

from condica.accounts.models import User
from condica.accounts.rules import Permission
from condica.casework import api as casework
from condica.casework.access import may_move
from condica.casework.api import ActionOffer, Case, Task, TaskState
from condica.correspondence import api as correspondence
from condica.correspondence.api import Letter
from condica.foundation import dates
from condica.foundation.romanian import plural
from condica.law import og27
from condica.petitions import rules
from condica.petitions.actions.opening import term_of
from condica.petitions.models import Petition
from condica.petitions.rules import Stage

OG = "OG 27/2002, "


def offers(case: Case, user: User) -> list[ActionOffer]:
    """The next step first, then the others, then what cannot be done now; what is not a person's right is not shown."""
    petition = Petition.objects.select_related("about", "joined_to").get(pk=case.pk)
    petition.case = case
    found = list(_Offers(petition, user).all())
    first = next((offer for offer in found if offer.allowed and offer.primary), None)
    return [replace(offer, primary=offer is first) for offer in found]


@dataclass
class _Offers:
    """One petition seen by one person today."""

    petition: Petition
    user: User

    @cached_property
    def stage(self) -> Stage:
        return Stage(self.petition.case.stage)

    @cached_property
    def today(self) -> date:
        return dates.today()

    @cached_property
    def task(self) -> Task | None:
        return casework.open_task(self.petition.case)

    @cached_property
    def works(self) -> bool:
        return casework.may_work(self.user, self.petition.case)

    @cached_property
    def letter(self) -> Letter | None:
        """The answer being written."""
        letters = correspondence.letters_of(self.petition.entry).exclude(stage=correspondence.Stage.DROPPED)
        return next((one for one in letters if one.is_answer and rules.is_answer(one.way)), None)

    @cached_property
    def registry(self) -> bool:
        return self.user.may(Permission.ENTRY_REGISTER)

    @property
    def open(self) -> bool:
        """Whether a way out is still possible."""
        return self.stage in rules.WORKED_ON

    def all(self) -> Iterator[ActionOffer]:
        """Everything that this person could do here, in the order of the page."""
        yield from self._ordinary()
        if self.open and (self.works or self.registry):
            yield from self._kept(Permission.PETITION_FILE, self._connect)
        yield from self._term()
        yield from self._assign()
        if self.open and (self.works or self.registry):
            yield self._card()
            yield from self._kept(Permission.PETITION_REDIRECT, self._redirect)
            yield from self._kept(Permission.PETITION_FILE, self._anonymous, self._repeated)
        yield from self._back()

    def _kept(self, permission: Permission, *offers: Callable[[], ActionOffer]) -> Iterator[ActionOffer]:
        if self.user.may(permission):
            yield from (offer() for offer in offers)

    def _case(self, name: str) -> str:
        entry = self.petition.entry
        return reverse(f"casework:{name}", args=[entry.register.key, entry.year, entry.value])

    def _ordinary(self) -> Iterator[ActionOffer]:
        if self.task and self.task.state == TaskState.GIVEN and may_move(self.user, self.task):
            yield ActionOffer(
                "accept", "Primește lucrarea", "De acum răspunzi tu de ea.",
                reverse("casework:accept", args=[self.task.pk]), "", primary=True, icon="circle-check",
            )  # fmt: skip
        if self.works or self.letter:
            yield from self._letter()
        if self.stage == Stage.ANSWERED and (self.works or self.registry):
            yield ActionOffer(
                "close", "Închide petiția", "Răspunsul a plecat; dosarul primește indicativul lui.",
                self.petition.address("close"), "i", primary=True, icon="archive",
            )  # fmt: skip

    def _letter(self) -> Iterator[ActionOffer]:
        if self.stage in {Stage.ASSIGNED, Stage.ACCEPTED} and self.user.may(Permission.LETTER_DRAFT):
            yield ActionOffer(
                "draft", "Redactează răspunsul", self._opinions(), _letter_url(self.petition), "r",
                primary=self.stage == Stage.ACCEPTED, icon="pencil",
            )  # fmt: skip
        if self.letter and self.stage in {Stage.DRAFTED, Stage.APPROVED, Stage.SIGNED}:
            yield self._letter_step(self.letter)
        if self.open and self.works:
            yield ActionOffer(
                "send", "Trimite răspunsul", allowed=False, icon="send", cites=f"{OG}art. 13",
                reason="Lipsește răspunsul semnat de conducător și de șeful compartimentului care rezolvă.",
            )  # fmt: skip

    def _letter_step(self, letter: Letter) -> ActionOffer:
        words = {
            Stage.DRAFTED: (
                "letter",
                "Continuă răspunsul",
                "Se verifică și se aprobă de șeful compartimentului.",
                "pencil",
            ),
            Stage.APPROVED: ("sign", "Semnează răspunsul", "Îl semnează conducătorul autorității.", "signature"),
            Stage.SIGNED: ("send", "Trimite răspunsul", "E semnat; pleacă sub numărul petiției.", "send"),
        }
        key, label, why, icon = words[self.stage]
        url = _url("correspondence:letter", letter.pk)
        return ActionOffer(key, label, why, url, "r", primary=True, icon=icon)

    def _opinions(self) -> str:
        asked = list(self.task.joint_units.all()) if self.task else []
        missing = [one for one in asked if not one.opinion]
        if not asked:
            return "Începe de la un model; textul legii e deja acolo."
        if not missing:
            return f"{'Punctul de vedere a sosit' if len(asked) == 1 else 'Punctele de vedere au sosit'}."
        return f"Mai {'lipsește un punct' if len(missing) == 1 else 'lipsesc puncte'} de vedere."

    def _assign(self) -> Iterator[ActionOffer]:
        if not self.open:
            return
        if self.user.may(Permission.CASE_ASSIGN):
            first = self.stage == Stage.REGISTERED
            yield ActionOffer(
                "assign", "Repartizează" if first else "Repartizează altcuiva",
                "Cine rezolvă, cu cine, până când." if first else "rezoluția nouă o înlocuiește pe cea de acum",
                self._case("assign"), "d", primary=first, icon="user-plus",
            )  # fmt: skip
        if self.task and self.works:
            yield ActionOffer(
                "ask", "Mai cere un punct de vedere", "de la alt compartiment", self._case("ask_opinion"), "v",
                icon="message-question",
            )  # fmt: skip
        if self.petition.about:
            yield ActionOffer(
                "about", f"Repartizează lui {self.petition.about}", allowed=False, cites=f"{OG}art. 11",
                reason="Petiția îl privește: n-o poate rezolva nici acest coleg, nici un subordonat.",
            )  # fmt: skip

    def _term(self) -> Iterator[ActionOffer]:
        head = self.user.may(Permission.PETITION_EXTEND)
        if not self.open or not (head or self.works):
            return
        label = "Prelungește termenul" if head else "Propune prelungirea"
        key = "extend" if head else "ask_extension"
        reason = self._no_extension()
        if reason:
            yield ActionOffer("extend", label, allowed=False, reason=reason, cites=f"{OG}art. 9", icon="calendar-plus")
            return
        longest = term_of(og27.EXTENSION, self.petition.entry)
        asked = (
            f"propusă cu {plural(self.petition.extension_days, 'zi', 'zile')}" if self.petition.extension_days else ""
        )
        decides = "" if head else "; decide conducătorul, cu anunț înainte"
        why = asked or f"cel mult {rules.EXTENSION_DAYS} zile, până {dates.short(longest.legal)}{decides} (art. 9)"
        yield ActionOffer(
            key, label, why, self.petition.address(key), "p", primary=bool(asked and head), icon="calendar-plus"
        )

    def _no_extension(self) -> str:
        due = self.petition.case.due_on
        if self.petition.case.extended:
            return "Termenul a fost deja prelungit o dată."
        return "Termenul s-a împlinit; se putea prelungi numai înainte." if due and self.today > due else ""

    def _back(self) -> Iterator[ActionOffer]:
        if self.task and may_move(self.user, self.task):
            yield ActionOffer(
                "return", "Întoarce lucrarea", "cu motivul; se scrie altă rezoluție",
                reverse("casework:return", args=[self.task.pk]), icon="arrow-back-up",
            )  # fmt: skip
        if self.stage == Stage.JOINED and self.works and self.user.may(Permission.PETITION_FILE):
            yield ActionOffer(
                "disconnect", "Desface conexarea", "petiția își reia drumul și termenul",
                self.petition.address("disconnect"), icon="unlink",
            )  # fmt: skip
        if self.stage == Stage.REDIRECTED and self.user.may(Permission.LETTER_DRAFT):
            yield ActionOffer(
                "notice", "Scrie înștiințarea de redirecționare", "petiționarul află cui i s-a trimis (art. 6^1)",
                _letter_url(self.petition), "r", icon="pencil",
            )  # fmt: skip

    def _card(self) -> ActionOffer:
        missing = "" if self.petition.domain else "lipsește domeniul"
        return ActionOffer(
            "describe", "Completează fișa", missing or "domeniu, fel, petiționar, persoana vizată",
            self.petition.address("describe"), "e", icon="forms",
        )  # fmt: skip

    @cached_property
    def _earlier(self) -> list[Petition]:
        from condica.petitions.queries.likeness import earlier_of_same  # noqa: PLC0415

        return list(earlier_of_same(self.petition)[:20])

    def _connect(self) -> ActionOffer:
        live = [one for one in self._earlier if one.case.stage in rules.WORKED_ON]
        offer = ActionOffer("connect", "Conexează", url=self.petition.address("connect"), shortcut="c", icon="link")
        if live:
            return replace(offer, why=f"cu {live[0]}; un singur răspuns (art. 10)")
        return replace(
            offer, allowed=False, url="", reason="Nu există altă petiție a aceluiași petiționar, în lucru.",
            cites=f"{OG}art. 10 alin. (1)",
        )  # fmt: skip

    def _redirect(self) -> ActionOffer:
        term = term_of(og27.REDIRECT, self.petition.entry)
        gone = self.today > term.legal
        why = f"la autoritatea competentă, până {dates.short(term.safe)} (art. 6^1)"
        return ActionOffer(
            "redirect", "Redirecționează", "cele 5 zile au trecut; trimite-o acum (art. 6^1)" if gone else why,
            self.petition.address("redirect"), icon="arrow-forward-up",
        )  # fmt: skip

    def _anonymous(self) -> ActionOffer:
        entry = self.petition.entry
        offer = ActionOffer("anonymous", "Clasează ca anonimă", icon="user-question")
        if entry.sender_name and (entry.sender_address or entry.sender_email):
            return replace(offer, allowed=False, reason="Are nume și adresă.", cites=f"{OG}art. 7")
        return replace(offer, why="lipsesc datele de identificare (art. 7)", url=self.petition.address("anonymous"))

    def _repeated(self) -> ActionOffer:
        answered = [one for one in self._earlier if one.case.stage in {Stage.ANSWERED, Stage.CLOSED}]
        offer = ActionOffer("repeated", "Clasează ca repetată", icon="repeat")
        if answered:
            why = f"s-a răspuns la {answered[0]} (art. 10 alin. (2))"
            return replace(offer, why=why, url=self.petition.address("repeated"))
        return replace(
            offer, allowed=False, reason="Petiționarul n-a primit încă niciun răspuns.", cites=f"{OG}art. 10 alin. (2)"
        )


def _letter_url(petition: Petition) -> str:
    """Where an answer to this paper is begun."""
    entry, base = petition.entry, _url("correspondence:new")
    return f"{base}?la={entry.register.key}/{entry.year}/{entry.value}" if base else ""


def _url(name: str, *args: int) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
