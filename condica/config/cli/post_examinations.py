"""What `condica doctor` looks at in the post (verificările poștei): mailboxes, what waits, viruses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from condica.config.cli.examinations import Result, bad, env, good, warn
from condica.foundation import clamd
from condica.foundation.romanian import plural

if TYPE_CHECKING:  # Django's models are read only once the database is up
    from condica.mailroom.models import Mailbox

ANSWER_SECONDS = 10
LATE_FETCH = timedelta(minutes=15)  # they are read every two minutes
LATE_DECISION = timedelta(days=2)
LATE_LETTER = timedelta(hours=1)


def mailboxes() -> Result:
    """Every mailbox that is read lets us in, has its folders, and was read a moment ago."""
    from condica.mailroom.api import mailboxes as kept  # noqa: PLC0415

    boxes = list(kept(active=True))
    if troubles := [f"{box}: {trouble}" for box in boxes if (trouble := _trouble(box))]:
        return bad("; ".join(troubles), "Administrare → Căsuțe de e-mail: adresa, utilizatorul, parola, dosarele.")
    if late := [_last_read(box) for box in boxes if _is_late(box.fetched_at, LATE_FETCH)]:
        return warn(f"necitite de curând: {', '.join(late)}", "Pornește „condica up”: lucrătorul lui le citește.")
    if not boxes:
        return good("niciuna de citit")
    return good(f"{plural(len(boxes), 'căsuță răspunde', 'căsuțe răspund')}, citite de curând")


def _trouble(box: Mailbox) -> str:
    from condica.foundation.imap import ImapProblem, connected  # noqa: PLC0415

    try:
        with connected(box.server, seconds=ANSWER_SECONDS) as reader:
            for folder in box.folder_names:
                reader.open(folder)
    except ImapProblem as problem:
        return str(problem).rstrip(".")
    return ""


def _last_read(box: Mailbox) -> str:
    return f"{box} ({box.fetched_at:%d.%m.%Y %H:%M} UTC)" if box.fetched_at else f"{box} (niciodată)"


def reconciliation() -> Result:
    """The daily comparison found everything that is on the servers."""
    from condica.mailroom.models import Mailbox, Reconciliation  # noqa: PLC0415

    newest = Reconciliation.objects.filter(mailbox__in=Mailbox.objects.filter(is_active=True))
    rows = newest.order_by("mailbox_id", "folder", "-at").distinct("mailbox_id", "folder").select_related("mailbox")
    if broken := [str(row) for row in rows if not row.whole]:
        return bad(f"lipsesc mesaje din: {'; '.join(broken)}", "Poștă → Confruntări spune care; preia-le de acolo.")
    return good("tot ce e pe servere a fost preluat" if rows else "se face zilnic, la 6:10")


def messages() -> Result:
    """What the machine could not decide does not wait for long."""
    from condica.mailroom.models import Message  # noqa: PLC0415
    from condica.mailroom.rules import State  # noqa: PLC0415

    waiting = Message.objects.filter(state=State.QUEUED.value).order_by("taken_at")
    oldest = waiting.first()
    told = f"{plural(waiting.count(), 'mesaj', 'mesaje')} de hotărât"
    if oldest and _is_late(oldest.taken_at, LATE_DECISION):
        return warn(f"{told}, cel mai vechi din {oldest.taken_at:%d.%m.%Y}", "Poștă → De hotărât.")
    return good(told)


def letters() -> Result:
    """Letters by e-mail leave within the hour."""
    from condica.correspondence.models import Dispatch  # noqa: PLC0415
    from condica.correspondence.rules import Delivery, Way  # noqa: PLC0415

    waiting = Dispatch.objects.filter(state=Delivery.WAITING, way=Way.EMAIL).order_by("ordered_at")
    oldest = waiting.first()
    if oldest and _is_late(oldest.ordered_at, LATE_LETTER):
        return bad(
            f"{plural(waiting.count(), 'scrisoare așteaptă', 'scrisori așteaptă')} din {oldest.ordered_at:%d.%m.%Y}",
            "Pornește „condica up”; dacă rulează, vezi rândul „E-mailul care pleacă”.",
        )
    return good("nimic rămas în urmă")


def viruses() -> Result:
    """What citizens send is looked at by clamd, when there is one."""
    if not env().clamd:
        return warn("fișierele din portal nu se scanează", "apt install clamav-daemon, apoi dă CONDICA_CLAMD.")
    scan = clamd.scan(b"Condica", env().clamd, seconds=ANSWER_SECONDS)
    if scan.verdict is not clamd.Verdict.CLEAN:
        return bad(f"clamd de la {env().clamd} nu răspunde: {scan.words}", "systemctl restart clamav-daemon")
    return good("clamd răspunde")


def _is_late(moment: datetime | None, limit: timedelta) -> bool:
    return moment is None or datetime.now(UTC) - moment > limit


ALL: dict[str, Callable[[], Result]] = {
    "Căsuțele de e-mail": mailboxes,
    "Confruntarea lor": reconciliation,
    "Mesajele primite": messages,
    "Scrisorile pe e-mail": letters,
    "Antivirusul": viruses,
}
