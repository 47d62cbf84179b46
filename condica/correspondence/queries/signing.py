"""How letters are signed, by whom, and who was empowered to (semnarea): reads."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from condica.accounts.models import User
from condica.correspondence import print as paper
from condica.correspondence.models import Letter, Mandate
from condica.correspondence.rules import SigningWay
from condica.foundation import dates
from condica.organisation import api as organisation


def signing_way(on: date | None = None) -> SigningWay:
    """How the authority signs on a day."""
    return SigningWay(organisation.setting("signature_means", on or dates.today()))


def way_of(letter: Letter, on: date | None = None) -> SigningWay:
    """How a letter is signed: as the day of its approval decided; until then, as today decides."""
    if letter.signed_unit_at is None:
        return signing_way(on)
    if letter.pdf_id is not None:
        return SigningWay.CERTIFICATES
    begun = signing_way(dates.bucharest_day(letter.signed_unit_at))
    return SigningWay.PAPER if begun is SigningWay.CERTIFICATES else begun


def authority_head(on: date) -> User | None:
    """Who holds the authority's highest post on a day."""
    return paper.authority_head(None, on)


def mandates_from(day: date) -> QuerySet[Mandate]:
    """The mandates of a day and after it."""
    rows = Mandate.objects.exclude(until__lt=day).select_related("user", "head", "given_by")
    return rows.order_by("since", "pk")
