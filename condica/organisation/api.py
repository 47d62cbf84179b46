"""The door of the organisation (ușa organizării): what rooms above may call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from condica.accounts.models import User, valid_on
from condica.accounts.rules import Permission
from condica.foundation import dates, navigation
from condica.foundation.memo import Standing, kept, watched
from condica.foundation.navigation import AnyOf, NavItem
from condica.organisation import queries
from condica.organisation.access import AdministrationLink, register_administration
from condica.organisation.models import Dated, Desk, FileKind, Holding, HouseMark, Letterhead, Post, Unit
from condica.organisation.queries import Away
from condica.organisation.queries import unit_choices as _unit_choices
from condica.organisation.rules import SETTINGS

SEE = Permission.ORGANISATION_SEE
CARE = AnyOf(
    {
        Permission.ORGANISATION_EDIT,
        Permission.USER_EDIT,
        Permission.TOKEN_EDIT,
        Permission.SYSTEM_CARE,
        Permission.MAIL_SETTINGS,
        Permission.TEMPLATE_EDIT,
        Permission.JOURNAL_SEE,
        Permission.ARCHIVE_SELECT,
    }
)

__all__ = [
    "AdministrationLink",
    "Away",
    "Desk",
    "FileKind",
    "Letterhead",
    "Unit",
    "absence_of",
    "acting_for",
    "away",
    "bridge_days",
    "desks",
    "file_kind",
    "file_kinds",
    "head_of",
    "is_subordinate",
    "letterhead",
    "people_of",
    "posts_held",
    "posts_of",
    "reading_of",
    "reading_said",
    "register_administration",
    "register_pages",
    "setting",
    "setting_said",
    "standing_of",
    "stands_for",
    "unit_choices",
    "units",
    "units_of",
    "units_seen_by",
    "users_of",
]


def units_of(user: User, on: date | None = None) -> set[int]:
    """The units in which the user holds a post."""
    return {holding.post.unit_id for holding in queries.held_by([user.pk], on or dates.today())}


def posts_of(user: User, on: date | None = None) -> QuerySet[Holding]:
    """The posts that the user holds, as rows for a subquery: a list then asks nothing more for them."""
    return queries.holdings_of([user.pk], on or dates.today()).order_by()


def units_seen_by(user: User, on: date | None = None) -> set[int]:
    """The units whose papers the user sees: own ones, the subtree they lead, and the same of whom they stand in for."""
    day = on or dates.today()
    return kept(("units seen", user.pk, day), lambda: _units_seen_by(user, day))


def _units_seen_by(user: User, on: date) -> set[int]:
    held = queries.held_by(queries.stands_for(user, on), on)
    own = {holding.post.unit_id for holding in held}
    return own | queries.units_under(holding.post.unit_id for holding in held if holding.post.is_head)


def standing_of(user: User, *, led: bool) -> Standing:
    """What decides which papers a person meets (starea persoanei): the day, the rights, the posts, also of whom they
    stand in for; with `led`, the units under the posts that lead. For questions kept in their words (`memo.rows`).
    """
    return kept(("standing", user.pk, led), lambda: _standing_of(user, led))


def _standing_of(user: User, led: bool) -> Standing:
    today = dates.today()
    with watched() as read:
        people = queries.stands_for(user, today)
        posts = frozenset((held.post.unit_id, held.post.is_head) for held in queries.held_by(people, today))
        units = frozenset(units_seen_by(user, today)) if led else frozenset()
    value = (user.pk, user.is_system, today, user.permissions_on(today), frozenset(people), posts, units)
    return Standing(value, frozenset(read))


def head_of(unit: Unit, on: date | None = None) -> User | None:
    """Who leads a unit on a day: the head, or whoever stands in for them; None where the post is vacant."""
    on = on or dates.today()
    head = queries.heads_of([unit.pk], on).get(unit.pk)
    return queries.acting_for(head, on) if head else None


def acting_for(user: User, on: date | None = None) -> User:
    """Who acts for somebody on a day: the person or their substitute."""
    return queries.acting_for(user, on or dates.today())


def absence_of(user: User, on: date | None = None) -> Away | None:
    """Whether somebody is away on a day, and who stands in."""
    return queries.away_on(on or dates.today(), [user.pk]).get(user.pk)


def away(on: date | None = None) -> dict[int, Away]:
    """Everybody who is away on a day, by their key."""
    return queries.away_on(on or dates.today())


def stands_for(user: User, on: date | None = None) -> set[int]:
    """The people whose place the user takes on a day, himself included."""
    return queries.stands_for(user, on or dates.today())


def house_mark() -> HouseMark:
    """The sign of this house on its labels, and since when all of them carry it."""
    return kept("house mark", lambda: HouseMark.objects.get(pk=1))


def posts_held(user: User, on: date | None = None) -> list[Post]:
    """The posts a user holds on a day, leading ones first: what stands under a signature."""
    held = queries.held_by([user.pk], on or dates.today())
    return sorted((holding.post for holding in held), key=lambda post: (not post.is_head, post.pk))


def users_of(unit: Unit, on: date | None = None) -> list[User]:
    """The people of a unit on a day, heads first."""
    return list(dict.fromkeys(people_of([unit], on).order_by("-holdings__post__is_head", "full_name", "pk")))


def people_of(units: Iterable[Unit], on: date | None = None) -> QuerySet[User]:
    """The people of some units on a day, in one question; who holds two posts there comes twice."""
    held = queries.valid_on_of("holdings", on or dates.today())
    return User.objects.filter(held, holdings__post__unit__in=units, is_active=True)


def is_subordinate(user: User, of: User, on: date | None = None) -> bool:
    """Whether `user` works under `of`: in a unit that `of` leads, or below it (OG 27/2002, art. 11)."""
    if user == of:
        return False
    on = on or dates.today()
    led = {h.post.unit_id for h in queries.holdings_of([of.pk], on) if h.post.is_head}
    return any(led.intersection(h.post.unit.trail) for h in queries.holdings_of([user.pk], on))


def letterhead(on: date | None = None) -> Letterhead | None:
    """The letterhead of a day."""
    return queries.letterhead_on(on or dates.today())


def bridge_days() -> frozenset[date]:
    """The working days given free, of all years."""
    return kept("bridge days", lambda: frozenset(queries.bridge_days().values_list("day", flat=True)))


def reading_of(rule: str, on: date | None = None) -> str | None:
    """The counting mode that the authority adopted for a rule („ZL”, „INCL”), None: the law's own."""
    reading = queries.reading_on(rule, on or dates.today())
    return reading.counting if reading else None


def setting(key: str, on: date | None = None) -> int:
    """A number that the house chose (`rules.SETTINGS`), or its default."""
    return queries.setting_on(key, on or dates.today())


def reading_said(rule: str, on: date | None = None) -> str:
    """The adopted reading of a count as a sentence of a term's explanation; empty where the law's own holds."""
    row = queries.reading_on(rule, on or dates.today())
    if row is None:
        return ""
    return f"Autoritatea numără {row.get_counting_display()}: lectură adoptată din {_since(row)}, {row.cites}."


def setting_said(key: str, on: date | None = None) -> str:
    """How the house reads an arguable point, as a sentence: the point, the reading, since when."""
    on, spec = on or dates.today(), SETTINGS[key]
    row = queries.setting_row(key, on)
    since = f"alegerea autorității din {_since(row)}" if row else "lectura obișnuită, autoritatea nu a ales alta"
    return f"{spec.label}: {spec.said(row.value if row else spec.default)} ({since})."


def _since(row: Dated) -> str:
    return dates.long_day(row.since, year=True)


def unit_choices(on: date | None = None) -> list[tuple[int, str]]:
    """All units for a select, indented as in the chart."""
    return _unit_choices(on or dates.today())


def desks(on: date | None = None) -> list[Desk]:
    """The open desks, with the hours in force (`desk.now`)."""
    return queries.desks(on or dates.today())


def file_kinds(on: date | None = None) -> list[FileKind]:
    """The archival nomenclator of a day, by code."""
    return list(queries.file_kinds(on or dates.today()))


def file_kind(code: str, on: date | None = None) -> FileKind | None:
    """The nomenclator's line of a code, as it was on a day."""
    return queries.file_kind_on(code, on or dates.today())


def units(on: date | None = None) -> list[Unit]:
    """All units of a day."""
    on = on or dates.today()
    return list(kept(("units", on), lambda: list(Unit.objects.filter(valid_on(on)))))


def register_pages() -> None:
    """Our pages and those of accounts, which stand below and cannot do it themselves."""
    navigation.register(
        NavItem(
            "administration",
            "Administrare",
            icon="settings",
            url_name="organisation:administration",
            permission=CARE,
            order=90,
            at_end=True,
        )
    )
    for order, link in enumerate(PAGES):
        register_administration(replace(link, order=order))


PAGES = (
    AdministrationLink(
        "chart",
        "Organigrama",
        "Structuri, posturi, cine le ocupă",
        icon="building-bank",
        url_name="organisation:chart",
        permission=SEE,
    ),
    AdministrationLink(
        "substitutions",
        "Absențe și înlocuiri",
        "Cine lipsește, cine îi ține locul și până când",
        icon="user-share",
        url_name="organisation:substitutions",
        permission=SEE,
    ),
    AdministrationLink(
        "desks",
        "Ghișee și program",
        "Unde și când primim hârtii",
        icon="clock",
        url_name="organisation:desks",
        permission=SEE,
    ),
    AdministrationLink(
        "letterhead",
        "Antet",
        "Cum arată capul scrisorilor",
        icon="file-text",
        url_name="organisation:letterhead",
        permission=SEE,
    ),
    AdministrationLink(
        "choices",
        "Alegerile casei",
        "Zile libere, lecturi adoptate, praguri",
        icon="calendar-off",
        url_name="organisation:choices",
        permission=SEE,
    ),
    AdministrationLink(
        "nomenclator",
        "Nomenclatorul arhivistic",
        "Indicativele dosarelor și cât se păstrează",
        icon="files",
        url_name="organisation:nomenclator",
        permission=SEE,
    ),
    AdministrationLink(
        "keeping",
        "Termene de păstrare",
        "Ce a trecut de termen, selecționări, ștergere",
        icon="clock",
        url_name="registry:keeping",
        permission=Permission.ARCHIVE_SELECT,
    ),
    AdministrationLink(
        "personal",
        "Date personale",
        "Ce ținem despre oameni și cum se șterge",
        icon="shield-lock",
        url_name="contacts:keepers",
        permission=SEE,
    ),
    AdministrationLink(
        "users",
        "Utilizatori",
        "Conturi, roluri, sesiuni",
        icon="users",
        url_name="accounts:users",
        permission=Permission.USER_EDIT,
    ),
    AdministrationLink(
        "duties",
        "Al doilea factor",
        "Ce roluri îl au ca obligație",
        icon="shield-check",
        url_name="accounts:duties",
        permission=Permission.USER_EDIT,
    ),
    AdministrationLink(
        "tokens",
        "Chei API",
        "Programele care lucrează cu noi",
        icon="key",
        url_name="accounts:tokens",
        permission=Permission.TOKEN_EDIT,
    ),
)
