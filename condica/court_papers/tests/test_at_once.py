"""Two clerks at once (doi deodată): one act is handed over once, whichever of them was quicker."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

from django.db import connection

from condica.court_papers import actions
from condica.court_papers.tests.factories import fresh, hand, make_act, make_display, moment, on, open_registers
from condica.foundation.refusal import RuleBroken
from condica.journal.api import use_demo_clock
from condica.registry.tests.factories import make_registrar


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


def test_one_act_is_handed_once_and_one_display_goes_up_once(own_database):
    use_demo_clock()
    open_registers()
    first, second = make_registrar(), make_registrar(username="al.doilea")
    with on(11, 17, 12):
        paper = make_act(first, moment(11, 16, 10))
        assert together(lambda: hand(paper, first), lambda: hand(paper, second)) == ["already-handed", "done"]
        assert fresh(paper).steps.filter(stage="handed").count() == 1
        other = make_act(first, moment(11, 16, 10))
        came = together(lambda: hand(other, first), lambda: actions.give_back(other, why="refused", by=second))
        assert came in (["already-handed", "done"], ["already-returned", "done"])
        assert (fresh(other).handed_at is None) != (fresh(other).returned_at is None)
        one = make_display(first, basis="hall", lasting="days", days=3)
        assert together(lambda: actions.post(one, by=first), lambda: actions.post(one, by=second)) == ["done", "done"]
        assert fresh(one).steps.filter(stage="posted").count() == 1
