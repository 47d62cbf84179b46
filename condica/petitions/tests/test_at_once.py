"""Two people at once (doi deodată): rows are locked in one order, so one waits and the other's fact stands."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import pytest
from django.db import connection

from condica.casework import api as casework
from condica.foundation.refusal import RuleBroken
from condica.journal.api import use_demo_clock
from condica.petitions import actions
from condica.petitions.tests.factories import fresh, give, make_petition, make_town


@pytest.fixture
def committed(own_database):
    """A town in a database of its own, where what is done is really committed."""
    use_demo_clock()
    return make_town()


def together(*verbs):
    """Do all of them at once, each on its own connection; tells what each came to."""

    def one(verb):
        try:
            verb()
        except RuleBroken as broken:
            return broken.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(verbs)) as pool:
        waiting = [pool.submit(copy_context().run, one, verb) for verb in verbs]
        return sorted(result.result(timeout=60) for result in waiting)


def test_two_accept_one_task(committed):
    town, petition = committed, make_petition(committed)
    task = give(town, petition)
    came = together(lambda: casework.accept(task, by=town.clerk), lambda: casework.accept(task, by=town.head))
    assert came == ["done", "task-taken"]
    assert fresh(petition).case.owner in {town.clerk, town.head}
    assert petition.case.stages.filter(stage="accepted").count() == 1


def test_two_connect_the_same_pair_from_both_sides(committed):
    town = committed
    first, second = make_petition(town), make_petition(town)
    came = together(
        lambda: actions.connect(second, to=first, by=town.registrar),
        lambda: actions.connect(first, to=second, by=town.mayor),
    )
    assert came == ["done", "done"]
    assert fresh(second).joined_to == first
    assert fresh(second).endings.count() == 1


def test_one_redirects_while_another_files(committed):
    town = committed
    petition = make_petition(town, sender_name="", sender_email="")
    came = together(
        lambda: actions.redirect(petition, to="Prefectura", by=town.registrar),
        lambda: actions.file_anonymous(petition, reason="", by=town.mayor),
    )
    assert came == ["done", "petition-too-late"]
    assert fresh(petition).case.stage in {"redirecting", "filed"}
