"""People in the condica and on the shelf (date personale): words bound to a paper, erased with it."""

from __future__ import annotations

from condica.accounts.rules import Permission
from condica.organisation import api as organisation
from condica.registry.actions.bound import Rows, register_bound
from condica.registry.models import Custody, Handover, HandoverLine, Issued, Loss, Outcome, Told


def register_keepers() -> None:
    """Tell contacts what hand-overs and releases keep about people; it shares the fate of the paper."""
    register_bound(
        key="custody",
        label="Condica: locul originalelor",
        how="Cuvintele despre loc, mențiunile, motivele și împrejurările devin o mențiune.",
        keeps="Cine a predat, cine a primit, când, unde a fost originalul.",
        rows=(
            Rows(Custody, "entry", "Locul originalului", ("words",)),
            Rows(HandoverLine, "entry", "Poziția din condică", ("reason",)),
            Rows(Handover, "lines__entry", "Predarea", ("note",)),
            Rows(Loss, "stay__entry", "Pierderea", ("words", "found_words")),
        ),
        order=24,
    )
    register_bound(
        key="release",
        label="Acte eliberate la ghișeu",
        how="Titularul, adresa, e-mailul, cine a ridicat actul și cele 4 semne devin o mențiune; semnătura se scoate.",
        keeps="Felul, numărul și data actului, compartimentul, când și de cine a fost eliberat.",
        rows=(
            Rows(Issued, "entry", "Actul", ("holder_name", "holder_address", "holder_email", "keys")),
            Rows(Outcome, "paper__entry", "Eliberarea", ("to_name", "identity_last4", "power", "reason"),
                 ("signature",)),
            Rows(Told, "issued__entry", "Înștiințarea", ("address",)),
        ),
        order=25,
    )  # fmt: skip


def register_choices() -> None:
    """The kinds released at the desk stand among the choices of the house."""
    organisation.register_administration(
        organisation.AdministrationLink(
            "issued_kinds",
            "Acte eliberate la ghișeu",
            "Ce feluri, după câte zile se socotesc neridicate",
            icon="certificate",
            url_name="registry:issued_kinds",
            permission=Permission.ORGANISATION_EDIT,
            order=7,
        )
    )
