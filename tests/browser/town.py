"""The town that the browser tests walk through: the demo's own, only smaller.

Run as a program inside the server's own settings (so with its password hashes, files and database):
`python -m tests.browser.town` ends by printing one line of JSON with what the tests must know.
"""

from __future__ import annotations

import json
import os
import tempfile
from email.message import EmailMessage
from itertools import islice
from pathlib import Path
from typing import Any

SEED = 7
ENTRIES = int(os.environ.get("BROWSER_TOWN_ENTRIES", "80"))  # `make screens` asks for a larger town
PETITIONS = ENTRIES // 2
#: Who signs in for each role (conturile orașului demonstrativ); the clerk and the head are of one department.
BY_ROLE = {
    "registrar": "registrator",
    "clerk": "inspector",
    "unit_head": "sef.iluminat",
    "director": "director",
    "authority_head": "primar",
    "archivist": "arhivar",
    "administrator": "administrator",
}
WHO = [*BY_ROLE, "nobody", "careful", "keyed"]  # whose walks there are
UNIT = "Serviciul Energetic"
PLAIN = "fara.al.doilea.factor"  # an account that is about to add one
CAREFUL = "cu.al.doilea.factor"  # an account that signs in with a second factor
KEYED = "cu.cheie"  # an account whose pages of keys are walked
HOLDER, HOLDERS = "cheie.in.mana", 5  # accounts that add, use and lose keys, one for each test
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def raise_town() -> dict[str, Any]:
    """Build the town in the empty database, furnish it, and say what is in it."""
    from condica.config.demo import build
    from condica.config.demo.town import PASSWORD
    from tests import town as furniture
    from tests.routes import all_routes, paths

    report = build(seed=SEED, entries=ENTRIES, petitions=PETITIONS)
    with tempfile.TemporaryDirectory() as folder:
        _write_mail(Path(folder) / "samples" / "mail-ro")
        furniture.furnish(Path(folder))
    _open_mailbox()
    _ask_opinion()
    _ask_visa()
    owed = _owe_a_notice()
    _careful_account(PASSWORD)
    for username, name in ((PLAIN, "Lia Mureșan"), (KEYED, "Dora Vlaicu")):
        _archivist(username, name, PASSWORD)
    for number in range(HOLDERS):
        _archivist(f"{HOLDER}.{number}", "Ilie Crainic", PASSWORD)
    addresses = {route.name: list(islice(paths(route), 25)) for route in all_routes() if not route.is_api}
    addresses["petitions:write_notice"].insert(0, owed)
    addresses["statistics:papers"] = ["/rapoarte/petitii/lista/?grup=canale&coloana=all"]
    return {
        "password": PASSWORD, "entries": report.entries, "refusals": report.refusals, "seconds": report.seconds,
        "addresses": addresses,
        "answered": _answered(),
    }  # fmt: skip


def _owe_a_notice() -> str:
    """A petition to be sent on, whose letter somebody gave up: where it is begun again."""
    from condica.accounts.models import User
    from condica.correspondence import api as correspondence
    from condica.petitions import actions as petitions
    from condica.petitions.models import Petition

    by = User.objects.get(username=BY_ROLE["registrar"])
    petition = Petition.objects.filter(case__stage="registered").order_by("-pk")[0]
    petitions.redirect(petition, to="Compania de Apă", by=by)
    correspondence.drop(petition.notices.get(kind="authority").letter, reason="se scrie altfel", by=by)
    return petition.address("write_notice")


def _answered() -> list[str]:
    """Number and tracking code of a petition whose answer has left."""
    from condica.correspondence.models import Letter

    left = Letter.objects.filter(stage="dispatched", is_answer=True, entry__case__kind="petition")
    letter = left.exclude(entry__sender_email="").select_related("entry__number").order_by("pk").first()
    entry = letter.entry if letter else None
    return [f"{entry.value}/{entry.year}", entry.tracking_code] if entry else []


def _write_mail(folder: Path) -> None:
    """A letter with a picture, an automatic answer, and something that cannot be read whole."""
    folder.mkdir(parents=True)
    letter = EmailMessage()
    letter["From"], letter["To"] = "Anca Silaghi <anca.silaghi@exemplu.ro>", "registratura@example.org"
    letter["Subject"], letter["Message-ID"] = "Petiție: trotuar surpat pe strada Viilor", "<unu@exemplu.ro>"
    letter["Date"] = "Fri, 20 Nov 2026 08:14:00 +0200"
    letter.set_content(
        "Bună ziua,\n\nTrotuarul din dreptul numărului 12 s-a surpat. Vă rog să îl reparați.\n\nAnca Silaghi\n"
    )
    letter.add_attachment("De văzut: trotuarul.\n".encode(), maintype="text", subtype="plain", filename="trotuar.txt")
    (folder / "1.eml").write_bytes(letter.as_bytes())
    absent = EmailMessage()
    absent["From"], absent["To"] = "Ion Pop <ion.pop@exemplu.ro>", "registratura@example.org"
    absent["Subject"], absent["Message-ID"] = "Răspuns automat: în concediu", "<doi@exemplu.ro>"
    absent["Auto-Submitted"], absent["Date"] = "auto-replied", "Fri, 20 Nov 2026 09:00:00 +0200"
    absent.set_content("Sunt în concediu până luni.\n")
    (folder / "2.eml").write_bytes(absent.as_bytes())
    (folder / "3.eml").write_bytes(
        b"From: \xff\xfe\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>Fara sfarsit"
    )


def _careful_account(password: str) -> None:
    """An administrator with an authenticator application and recovery codes."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP

    from condica.accounts import actions as accounts
    from condica.accounts.api import Role, system_user

    by = system_user()
    user = accounts.create_user(
        username=CAREFUL, full_name="Adela Cosma", email="adela@example.org", password=password, by=by
    )
    accounts.grant_role(user, Role.ADMINISTRATOR, by=by)
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)


def _archivist(username: str, name: str, password: str) -> None:
    """Somebody who has no second factor yet."""
    from condica.accounts import actions as accounts
    from condica.accounts.api import Role, system_user

    by = system_user()
    email = f"{username.replace('.', '-')}@example.org"
    user = accounts.create_user(username=username, full_name=name, email=email, password=password, by=by)
    accounts.grant_role(user, Role.ARCHIVIST, by=by)


def _open_mailbox() -> None:
    """A mailbox of the house, put aside: nobody answers at its address."""
    from condica.accounts.api import system_user
    from condica.mailroom.tests.factories import make_mailbox

    make_mailbox(by=system_user(), is_active=False)


def _ask_opinion() -> None:
    """A point of view that the clerk's own unit still owes to another."""
    from condica.casework import actions as casework
    from condica.casework.models import Task
    from condica.organisation.models import Unit

    unit = Unit.objects.get(name=UNIT)
    tasks = Task.objects.filter(state="accepted", case__closed_at=None).exclude(lead=unit)
    task = tasks.exclude(joint_units__unit=unit).order_by("pk")[0]
    casework.ask_opinion(task.case, unit=unit, text="Ce cablu trece pe acolo?", by=task.assignee)


def _ask_visa() -> None:
    """A second visa on the letter that waits for the lawyers: the clerk's own."""
    from condica.accounts.models import User
    from condica.correspondence import api as correspondence
    from condica.correspondence.models import Visa

    waiting = Visa.objects.filter(state="waiting", letter__stage="visas").order_by("pk")[0]
    clerk = User.objects.get(username=BY_ROLE["clerk"])
    correspondence.ask_visa(waiting.letter, title="viză tehnică", user=clerk, place=1, by=waiting.asked_by)


def main() -> None:
    """Bring Django up as the server does, then build."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "condica.config.settings")
    import django

    django.setup()
    print(json.dumps(raise_town()))


if __name__ == "__main__":
    main()
