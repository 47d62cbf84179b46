"""Is it a letter, or did a machine write it? (recunoașterea mesajelor automate)

The rule when in doubt: a letter of a person called automatic is lost to the law, an automatic message called a
letter costs a click. So headers that only machines write decide alone; weaker signs only together; what remains
doubtful is `sure=False` and waits for a person.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from condica.foundation.mime.headers import structured
from condica.foundation.mime.letter import Letter


class Kind(StrEnum):
    """What a message is for the registry (felul mesajului)."""

    LETTER = "letter"
    BOUNCE = "bounce"
    AUTO_REPLY = "auto_reply"
    BULK = "bulk"


@dataclass(frozen=True)
class Recognised:
    """The kind, the reason as a sentence, and whether a machine may act on it alone."""

    kind: Kind
    reason: str = ""
    sure: bool = True


_DAEMON = re.compile(r"(?i)^(mailer-?daemon|postmaster|mail-?daemon)(@|$)")
_RETURNED = re.compile(
    r"(?i)^(undeliver(ed|able)|(mail )?delivery (has )?(failed|failure|status notification|delayed)"
    r"|mail delivery (failed|system)|failure notice|returned mail|mail could not be delivered|nedelivrat|nelivrat"
    r"|mesaj (nelivrat|returnat)|nelivrabil|nu se poate livra|imposibil de livrat|notificare de (stare a )?livr"
    r"|delivery status notification|mail system error"
    r"|warning: (message|could not send)|kézbesíthetetlen)"
)
_AUTOMATIC = re.compile(
    r"(?i)^(r[aă]spuns automat|automatic reply|auto(matic)?[- ]?(reply|response)|out of( the)? office|oof|autosvar"
    r"|abwesenheitsnotiz|automatische antwort|automatikus v[aá]lasz|r[eé]ponse automatique|mesaj automat"
    r"|absen(t|ț[aă]|ta|\u0163[aă]) (din|de la) (birou|serviciu)|vacation( message| reply)?|away from my mail)"
    r"\s*(?=[:\-–—(]|$)"
)
_AWAY = re.compile(r"(?i)\b(is|este|sunt) (currently )?(out of( the)? office|away|plecată?|absentă?|în concediu)\b")
_READ = re.compile(
    r"(?i)^(citit|read|not read|necitit|gelesen|elolvasva|lu|return receipt|confirmare de citire)\s*[:(]"
)
_NO_REPLY = re.compile(
    r"(?i)^(no-?reply|do-?not-?reply|nu-?raspunde(ti)?|newsletter|news|marketing|promo\w*|ofert[ae]|info-?letter|mailing|campaign)\b"
)
_CAMPAIGN = (
    "list-unsubscribe-post",
    "feedback-id",
    "x-campaign",
    "x-campaignid",
    "x-campaign-id",
    "x-mc-user",
    "x-mailgun-tag",
    "x-csa-complaints",
    "x-mailchimp-campaign",
    "x-sg-eid",
    "x-newsletter",
    "x-mailer-lid",
    "x-list-unsubscribe",
)
_TRUE = frozenset({"yes", "true", "1", "on", "all", "auto-replied"})


def recognise(letter: Letter) -> Recognised:
    """What this message is; never raises, and anything unforeseen is a letter."""
    for test in (_bounce, _reply, _generated, _bulk):
        found = test(letter)
        if found is not None:
            return found
    return Recognised(Kind.LETTER)


def _bounce(letter: Letter) -> Recognised | None:
    headers = letter.headers
    daemon = bool(_DAEMON.match(letter.sender.email)) or _null_return_path(letter)
    told = letter.report_type == "delivery-status" or any(
        part.kind.endswith("delivery-status") for part in letter.report
    )
    # A person who forwards a report sends its parts too, but not as the whole of the message.
    if told and (daemon or _is_report(letter) or _submitted(letter) not in ("", "no")):
        return Recognised(Kind.BOUNCE, "Raport de livrare (RFC 3464).")
    if headers.has("x-failed-recipients") and daemon:
        return Recognised(Kind.BOUNCE, "Serverul de e-mail numește destinatari la care nu s-a putut livra.")
    if daemon and _RETURNED.match(letter.subject):
        return Recognised(Kind.BOUNCE, "Mesaj al serverului de e-mail despre o livrare nereușită.")
    if letter.report_type and daemon:
        return Recognised(Kind.BOUNCE, "Raport al serverului de e-mail.")
    return None


def _reply(letter: Letter) -> Recognised | None:
    headers = letter.headers
    if letter.report_type == "disposition-notification" or any(
        part.kind == "message/disposition-notification" for part in letter.report
    ):
        return Recognised(Kind.AUTO_REPLY, "Confirmare de citire (RFC 8098).")
    if _submitted(letter) == "auto-replied":
        return Recognised(Kind.AUTO_REPLY, "Antetul Auto-Submitted spune că este un răspuns automat (RFC 3834).")
    if headers.token("x-autoreply") in _TRUE or headers.has("x-autorespond") or headers.token("x-auto-reply") in _TRUE:
        return Recognised(Kind.AUTO_REPLY, "Antetul spune că este un răspuns automat.")
    if headers.token("precedence") == "auto_reply" or headers.has("x-autoreply-from"):
        return Recognised(Kind.AUTO_REPLY, "Antetul spune că este un răspuns automat.")
    return _reply_by_signs(letter)


def _reply_by_signs(letter: Letter) -> Recognised | None:
    """A subject alone proves nothing: people write "Răspuns automat: …" over their own complaint about one."""
    null_path = _null_return_path(letter)
    signs = [
        null_path,
        _submitted(letter) == "auto-generated",
        letter.headers.has("x-auto-response-suppress"),
        letter.headers.token("precedence") in ("bulk", "junk"),
    ]
    if _AUTOMATIC.match(letter.subject) or _READ.match(letter.subject) or _AWAY.search(letter.subject):
        if any(signs):
            return Recognised(Kind.AUTO_REPLY, "Subiectul și antetul sunt ale unui răspuns automat.")
        if _AWAY.search(letter.subject):
            return None
        return Recognised(Kind.AUTO_REPLY, "Subiectul este al unui răspuns automat, antetul nu o confirmă.", sure=False)
    if (letter.in_reply_to or letter.references) and sum(signs) >= 2:
        return Recognised(Kind.AUTO_REPLY, "Răspuns trimis de un program, după mai multe semne din antet.")
    return None


def _generated(letter: Letter) -> Recognised | None:
    """Programs also carry letters of people (forms) and of courts, so "generated" alone only asks a person."""
    if _submitted(letter) not in ("auto-generated", "auto-notified") or letter.by_form:
        return None
    if letter.in_reply_to and _null_return_path(letter):
        return Recognised(Kind.AUTO_REPLY, "Răspuns scris de un program (RFC 3834).")
    if _DAEMON.match(letter.sender.email):
        return Recognised(Kind.BOUNCE, "Mesaj al serverului de e-mail.")
    return Recognised(Kind.AUTO_REPLY, "Antetul spune că mesajul a fost scris de un program.", sure=False)


def _bulk(letter: Letter) -> Recognised | None:
    headers = letter.headers
    spam = (
        headers.token("x-spam-flag") in _TRUE
        or headers.token("x-spam") in _TRUE
        or headers.token("x-spam-status") == "yes"
    )
    spam = spam or headers.text("x-spam-status").lower().startswith("yes")
    precedence = headers.token("precedence")
    if _by_discussion_list(letter):
        return None
    listed = headers.has("list-unsubscribe") and not letter.in_reply_to
    mass = precedence in ("bulk", "junk")
    campaign = any(headers.has(name) for name in _CAMPAIGN) or bool(_NO_REPLY.match(letter.sender.email))
    for_somebody = letter.by_form and not spam
    if listed and (mass or spam or campaign) and not for_somebody:
        return Recognised(Kind.BULK, "Trimitere în masă: listă cu dezabonare.")
    if mass and spam:
        return Recognised(Kind.BULK, "Trimitere în masă, marcată ca nesolicitată.")
    if spam or listed or (mass and not letter.by_form):
        return Recognised(Kind.BULK, "Pare o trimitere în masă sau nesolicitată.", sure=False)
    return None


def _by_discussion_list(letter: Letter) -> bool:
    """A list where people write to one another: what came through it was written by a person."""
    post = letter.headers.text("list-post")
    return (
        bool(post) and post.strip().lower()[:2] != "no" and letter.headers.token("precedence") not in ("bulk", "junk")
    )


def _is_report(letter: Letter) -> bool:
    return structured(letter.headers.raw("content-type")).value == "multipart/report"


def _null_return_path(letter: Letter) -> bool:
    return letter.headers.has("return-path") and letter.headers.text("return-path").replace(" ", "") == "<>"


def _submitted(letter: Letter) -> str:
    value = letter.headers.token("auto-submitted")
    return value.split()[0] if value else ""
