"""Taking messages in: once each, with what each deserves."""

from __future__ import annotations

from pathlib import Path

import pytest

from condica.accounts.api import system_user
from condica.documents import api as documents
from condica.mailroom import actions
from condica.mailroom.models import Message, Sighting
from condica.mailroom.tests.factories import samples

pytestmark = pytest.mark.django_db


def test_every_sample_is_here_once_and_again_all_are_known(shared: Path) -> None:
    first = actions.import_folder(shared / "samples", by=system_user())
    assert first.seen == len(samples(shared)) == 143
    assert first.seen == first.registered + first.automatic + first.queued + first.known
    second = actions.import_folder(shared / "samples", by=system_user())
    assert (second.seen, second.known) == (143, 143)
    kept = {documents.open_blob(row.raw) for row in Sighting.objects.select_related("raw")}
    assert kept == {file.read_bytes() for file in samples(shared)}
    print(
        first,
        list(Message.objects.filter(state="queued").values_list("subject", "reason")),
        list(Message.objects.filter(state="automatic").values_list("subject", "reason")),
    )
