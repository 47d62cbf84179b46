"""The chains' heads kept apart (capetele lanțurilor): an older backup, a rewritten tail or a changed file is named."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction

from condica.accounts.api import system_user
from condica.accounts.models import User
from condica.documents import api as documents
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.foundation.signatures.making import Authority
from condica.registry import api as registry
from condica.registry import jobs
from condica.registry.actions import heads
from condica.registry.models import Entry
from condica.registry.queries.heads import kept_files, verify_heads
from condica.registry.tests.factories import make_entry, make_registrar

DAY = datetime(2035, 5, 7, 10, tzinfo=dates.BUCHAREST)
ONE = timedelta(days=1)


@pytest.fixture
def days(db: None, settings: Any, tmp_path: Path) -> list[Entry]:
    """Three days with two papers each, sealed as a commit would, and the heads of the two days that ended."""
    settings.HEADS_ROOT = tmp_path / "heads"
    with dates.frozen(DAY):
        by = make_registrar()
    made = []
    for n in range(3):
        with dates.frozen(DAY + n * ONE):
            made += [make_entry(by=by, subject=f"Ziua {n}") for _ in range(2)]
    seal()
    with dates.frozen(DAY + 2 * ONE):
        assert len(heads.keep_waiting(by=system_user())) == 2
    seal()
    return made


def seal() -> None:
    """The journal's links, which are made when a transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def found() -> str:
    return "\n".join(map(str, verify_heads()))


def forget(*statements: str) -> None:
    """What somebody with the owner's keys could do, or what an older backup leaves."""
    tables = [
        "registry_custody",
        "registry_number",
        "registry_entry",
        "registry_register",
        "journal_line",
        "journal_seal",
        "journal_head",
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_heads_are_kept_once_chained_and_agree(days: list[Entry]) -> None:
    first, second = kept_files()
    assert (first.name, second.name) == ("2035-05-07.json", "2035-05-08.json")
    assert first.with_suffix(".sha256").read_text().endswith("2035-05-07.json\n")
    before = first.read_bytes()
    with dates.frozen(DAY + 2 * ONE):
        assert heads.keep_waiting(by=system_user()) == []
        heads.keep_heads(DAY.date(), by=system_user())
        with pytest.raises(RuleBroken, match="nu s-a sfârșit"):
            heads.keep_heads((DAY + 2 * ONE).date(), by=system_user())
    assert first.read_bytes() == before
    assert list(registry.verify()) == []


def test_an_older_backup_is_found(days: list[Entry]) -> None:
    """Restored from the first day: whole and consistent in itself, and yet not what was kept."""
    last = days[1]
    forget(
        f"DELETE FROM journal_seal WHERE line_id IN (SELECT id FROM journal_line WHERE entry_id > {last.pk})",
        f"DELETE FROM journal_line WHERE entry_id > {last.pk}",
        f"DELETE FROM registry_custody WHERE entry_id > {last.pk}",
        f"DELETE FROM registry_entry WHERE number_id > {last.pk}",
        f"DELETE FROM registry_number WHERE id > {last.pk}",
        "UPDATE registry_register SET last_number = 2, "
        f"last_hash = (SELECT hash FROM registry_number WHERE id = {last.pk})",
    )
    words = found()
    assert "numărul 4/2035 nu mai este în bază: baza a fost refăcută dintr-o copie mai veche" in words
    assert "capetele puse deoparte în 2035-05-07: registrul" not in words, "the first day still agrees"


def test_a_tail_rewritten_with_its_whole_chain_is_found(days: list[Entry]) -> None:
    """All hashes computed again after the change: the database proves itself, the kept head does not agree."""
    forget(
        f"UPDATE registry_number SET digest = '\\x00' WHERE id = {days[2].pk}",
        *(step for entry in days[2:] for step in (
            f"UPDATE registry_number n SET previous_hash = p.hash FROM registry_number p WHERE n.id = {entry.pk} "
            "AND p.register_id = n.register_id AND p.year = n.year AND p.number = n.number - 1",
            f"UPDATE registry_number n SET hash = registry_digest(n) WHERE n.id = {entry.pk}",
        )),
        f"UPDATE registry_register SET last_hash = (SELECT hash FROM registry_number WHERE id = {days[-1].pk})",
    )  # fmt: skip
    assert not list(registry._verify_numbers()), "the chain is whole in itself"
    assert "numărul 4/2035 are alt lanț decât în ziua aceea: coada registrului a fost rescrisă" in found()


def test_a_changed_or_missing_file_is_found(days: list[Entry]) -> None:
    first, second = kept_files()
    text = second.read_text()
    second.write_text(text.replace('"of_day": 2', '"of_day": 3'))
    words = found()
    assert "nu are amprenta cu care a fost pus deoparte" in words
    assert "erau 3 numere, în bază sunt 2" in words
    assert "fișierul nu este cel consemnat în jurnal" in words
    second.write_text("{")
    assert "nu se poate citi" in found()
    second.write_text(text)
    first.unlink()
    words = found()
    assert "nu urmează după fișierul dinainte" in words
    assert "capetele puse deoparte în 2035-05-07: fișierul lipsește" in words


def test_with_a_seal_the_file_is_signed_and_sent_once(
    days: list[Entry], settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issuer = Authority("Emitent de probă", DAY - 9 * ONE, DAY + 900 * ONE)
    documents.trust(issuer.root.der, by=User.objects.get(pk=days[0].registered_by_id))
    settings.SEAL_FILE, settings.SEAL_PASSPHRASE_FILE = str(tmp_path / "seal.p12"), str(tmp_path / "pass")
    Path(settings.SEAL_FILE).write_bytes(issuer.issue("Primăria DEMO").pkcs12("secret"))
    Path(settings.SEAL_PASSPHRASE_FILE).write_text("secret\n")
    settings.HEADS_EMAIL = "auditor@example.org"
    with dates.frozen(DAY + 3 * ONE):
        jobs.keep_heads(timestamp=0)
        jobs.send_heads(timestamp=0)
        path = kept_files()[-1]
        assert path.with_suffix(".p7s").exists()
        assert not path.with_suffix(".sha256").exists()
        assert found() == ""
        assert [len(one.attachments) for one in mail.outbox] == [2, 2, 2]
        path.write_text(path.read_text() + " ")
        assert "sigiliul electronic al fișierului nu se mai potrivește" in found()


def test_a_mail_server_that_refuses_is_asked_again(days: list[Entry], settings: Any, monkeypatch: Any) -> None:
    def refuse(message: Any) -> None:
        raise OSError("nu răspunde")

    settings.HEADS_EMAIL = "auditor@example.org"
    with monkeypatch.context() as patch:
        patch.setattr(heads.EmailMessage, "send", refuse)
        assert heads.send_waiting() == 0
    assert heads.send_waiting() == 2
    assert heads.send_waiting() == 0
