"""Devices at once (simultan): a reserved number is filled once, whoever asks at the same moment."""

from __future__ import annotations

import threading
from typing import Any

from django.db import connection

from condica.foundation.refusal import RuleBroken
from condica.registry import actions
from condica.registry import api as registry
from condica.registry.models import Filling
from condica.registry.tests.factories import make_registrar
from condica.registry.tests.test_blocks import make_block, paper


def test_two_devices_at_once_fill_a_number_once(own_database: str, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        by = make_registrar()
        block = make_block(1, by=by)
        outcomes: list[str] = []

        def work(place: int) -> None:
            try:
                actions.fill(block, block.first, paper(block, f"Cerere {place}"), by=by)
                outcomes.append("used")
            except RuleBroken as refusal:
                outcomes.append(refusal.code)
            connection.close()

        threads = [threading.Thread(target=work, args=(place,)) for place in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["taken", "taken", "taken", "used"]
        assert Filling.objects.count() == 1
        assert list(registry.verify()) == []
