"""What `condica doctor` looks at of signatures (verificările semnării): issuers, the seal, the device, the stamps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from condica.config.cli.examinations import Result, bad, good, warn
from condica.foundation.refusal import RuleBroken
from condica.foundation.romanian import plural

SOON = timedelta(days=30)
TRUSTED = "Administrare → Certificate de încredere."


def issuers() -> Result:
    """Somebody is believed when letters are signed electronically, and none of them is about to expire."""
    from condica.correspondence.queries import signing_way  # noqa: PLC0415 - rooms need Django ready
    from condica.documents.models import TrustedItem  # noqa: PLC0415

    items = list(TrustedItem.objects.filter(removed_at=None, kind="issuer"))
    if not items:
        told = "niciun emitent de încredere"
        return bad(told, TRUSTED) if signing_way() else good(f"{told}; se semnează pe hârtie")
    ending = [item.name for item in items if item.until and item.until < datetime.now(UTC) + SOON]
    if ending:
        return warn(f"expirați sau pe cale: {', '.join(ending)}", f"Adaugă certificatele lor noi: {TRUSTED}")
    return good(plural(len(items), "emitent de încredere", "emitenți de încredere"))


def seal() -> Result:
    """The authority's seal opens, and its certificate may be used today."""
    from condica.correspondence.queries import signing_way  # noqa: PLC0415
    from condica.correspondence.rules import SigningWay  # noqa: PLC0415
    from condica.documents.api import seal_key  # noqa: PLC0415

    if not settings.SEAL_FILE and signing_way() is not SigningWay.SEAL:
        return good("nu e pus")
    try:
        holder = seal_key().holder
    except RuleBroken as refusal:
        return bad(refusal.message.rstrip("."), refusal.remedy)
    if holder.until < datetime.now(UTC) + SOON:
        return warn(f"{holder.name}, expiră la {holder.until:%d.%m.%Y}", "Cere reînnoirea lui la emitent.")
    return good(f"{holder.name}, până la {holder.until:%d.%m.%Y}")


def device() -> Result:
    """The signing device's library is where the settings say."""
    if not settings.PKCS11_LIBRARY:
        return good("fără dispozitiv: se semnează cu fișiere")
    if not Path(settings.PKCS11_LIBRARY).exists():
        return bad(f"{settings.PKCS11_LIBRARY} nu există", "Instalează biblioteca dispozitivului.")
    return good(settings.PKCS11_LIBRARY)


ALL: dict[str, Callable[[], Result]] = {
    "Emitenții de încredere": issuers,
    "Sigiliul electronic": seal,
    "Dispozitivul de semnare": device,
}
