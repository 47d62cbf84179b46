"""`condica deadline` (termen): its answers, its refusals, and that it loads no framework."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from time import perf_counter

import pytest

from condica.law import deadline


def run(*argv):
    out, err = io.StringIO(), io.StringIO()
    return deadline.main(argv, out=out, err=err), out.getvalue(), err.getvalue()


def test_json_holds_exactly_the_promised_keys():
    code, out, err = run("og27-answer", "2026-11-03", "--json")
    facts = json.loads(out)
    assert (code, err) == (0, "")
    assert list(facts) == ["rule", "start", "legal", "alternative", "safe", "cites", "explanation"]
    assert (facts["legal"], facts["alternative"], facts["safe"]) == ("2026-12-04", "2026-12-03", "2026-12-03")


def test_words_for_a_person():
    code, out, _ = run("og27-redirect", "2026-11-30")
    assert code == 0
    assert "termen legal luni, 7 decembrie 2026." in out
    assert "Zi sigură, după orice socotire: vineri, 4 decembrie 2026." in out
    assert "Temei: OG 27/2002, art. 6^1; Codul civil, art. 2553–2554." in out


def test_the_rules_are_listed():
    code, out, _ = run("--list")
    keys = [line.split()[0] for line in out.splitlines()]
    assert code == 0
    assert {"og27-answer", "og27-extension", "og27-redirect", "og27-received"} <= set(keys)
    assert list(json.loads(run("--list", "--json")[1])) == keys


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("og27-answer", "2026-02-30"), "Data „2026-02-30” nu e bună"),
        (("og27-answer", "30.10.2026"), "an-lună-zi"),
        (("og27-answer", "2036-01-05"), "2017–2035"),
        (("og27-answer", "1999-01-05"), "2017–2035"),
        (("og99-answer", "2026-01-05"), "Regula „og99-answer” nu există. Regulile sunt: og27-answer"),
        (("og27-answer",), "Scrie: condica deadline"),
        ((), "Scrie: condica deadline"),
        (("--nimic", "2026-01-05"), "Scrie: condica deadline"),
    ],
)
def test_what_makes_no_question_is_refused_in_words(argv, words):
    code, out, err = run(*argv)
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1


def test_it_is_quick_and_loads_no_framework():
    script = (
        "import sys; from condica.law.deadline import main; main(['og27-answer', '2026-11-03']);"
        "print([name for name in sys.modules if name.split('.')[0] in {'django', 'psycopg', 'holidays'}])"
    )
    begun = perf_counter()
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert perf_counter() - begun < 2  # half a second alone; the machine that tests is shared
