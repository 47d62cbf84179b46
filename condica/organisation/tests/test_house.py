"""Letterhead, desks, bridge days, readings, settings (alegerile casei)."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from condica.accounts.tests.factories import make_user
from condica.foundation import dates
from condica.foundation.refusal import RuleBroken
from condica.journal.models import Line
from condica.organisation import actions, api
from condica.organisation.actions.units import Interval
from condica.organisation.models import BridgeDay, HouseSetting, Letterhead
from condica.organisation.tests.factories import make_desk, make_unit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'


@pytest.fixture
def admin():
    return make_user("administrator")


def letterhead(admin, **facts):
    return actions.set_letterhead(**{"name": "Municipiul Exemplu", "address": "Piața Mare nr. 1", "by": admin, **facts})


def test_the_letterhead_of_a_day_stays_what_it_was(admin):
    old = letterhead(admin, since=date(2026, 1, 1))
    new = letterhead(admin, since=date(2026, 6, 1), phone="0257 000 000")
    assert letterhead(admin, since=date(2026, 7, 1), phone="0257 000 000") == new
    assert api.letterhead(date(2026, 5, 31)) == old
    assert api.letterhead(date(2026, 6, 1)) == new
    assert api.letterhead(date(2025, 12, 31)) is None
    with pytest.raises(RuleBroken, match="mai târziu"):
        letterhead(admin, since=date(2026, 3, 1), phone="0257 111 111")
    with pytest.raises(IntegrityError, match="organisation_letterhead_one"), transaction.atomic():
        Letterhead.objects.create(name="X", address="Y", since=date(2026, 3, 1))


def test_the_coat_of_arms_keeps_only_its_drawing(admin):
    dirty = SVG.format(
        '<script>alert(1)</script><style>*{}</style><foreignObject/><image href="https://x/y.png"/>'
        '<a href="javascript:alert(1)"><rect/></a>'
        '<path onclick="alert(1)" style="fill:#a00;background:url(https://x)" d="M0 0h5" stroke="url(https://x)"/>'
        '<use href="#a"/><use href="https://x#a"/><circle fill="url(#g)" r="2"/>'
    )
    clean = letterhead(admin, coat_of_arms_svg=dirty).coat_of_arms_svg
    for bad in ("script", "style", "foreignObject", "image", "onclick", "https://x", "javascript", "<a"):
        assert bad not in clean
    for good in ('fill="#a00"', 'd="M0 0h5"', 'href="#a"', 'fill="url(#g)"'):
        assert good in clean


@pytest.mark.parametrize(
    "svg",
    [
        "nu e desen",
        "<svg viewBox='0 0 1 1'/>",
        "<html xmlns='http://www.w3.org/1999/xhtml'/>",
        SVG.format("<g>"),
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_what_is_not_a_drawing_is_refused(admin, svg):
    with pytest.raises(RuleBroken, match="SVG"):
        letterhead(admin, coat_of_arms_svg=svg)


def test_entities_are_not_expanded():
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY f SYSTEM "file:///etc/passwd">]>' + SVG.format(
        "<title>&a;&f;</title>"
    )
    clean = actions.clean_coat_of_arms(bomb)
    assert "root:" not in clean
    assert "aaaa" not in clean


def test_opening_hours_change_from_a_day_on(admin):
    desk = make_desk()
    morning = Interval(1, time(8), time(12))
    actions.set_opening_hours(desk, [morning, Interval(1, time(13), time(16))], since=date(2026, 1, 5), by=admin)
    actions.set_opening_hours(desk, [Interval(1, time(8), time(18, 30))], since=date(2026, 3, 1), by=admin)

    def hours(day):
        found = next(d for d in api.desks(day) if d.pk == desk.pk)
        return [(h.opens, h.closes) for h in found.now]

    assert hours(date(2026, 2, 28)) == [(time(8), time(12)), (time(13), time(16))]
    assert hours(date(2026, 3, 1)) == [(time(8), time(18, 30))]
    with pytest.raises(RuleBroken, match="se suprapun"):
        actions.set_opening_hours(desk, [morning, Interval(1, time(11), time(13))], by=admin)
    with pytest.raises(RuleBroken, match="înainte să se deschidă"):
        actions.set_opening_hours(desk, [Interval(1, time(11), time(9))], by=admin)
    with pytest.raises(IntegrityError, match="organisation_hours_apart"), transaction.atomic():
        desk.hours.create(weekday=1, opens=time(18), closes=time(19), since=date(2026, 5, 1))
    assert "luni 08:00–12:00" in Line.objects.filter(verb="organisation.desk_hours_set").first().data["hours"]


def test_a_desk_is_opened_corrected_and_closed(admin):
    unit = make_unit()
    desk = actions.open_desk(unit, name="Registratură", code="R1", by=admin)
    with pytest.raises(RuleBroken, match="este luat"):
        actions.open_desk(unit, name="Alta", code="R1", by=admin)
    actions.change_desk(desk, unit=unit, name="Registratura", place="parter", by=admin)
    other = actions.open_desk(unit, name="Cadastru", code="A1", is_main=True, by=admin)
    assert api.desks()[0] == other
    actions.change_desk(desk, unit=unit, name="Registratura", place="parter", is_main=True, by=admin)
    assert [(one.code, one.is_main) for one in api.desks()] == [("R1", True), ("A1", False)]
    lost = Line.objects.filter(verb="organisation.desk_main_lost")
    assert [(line.label, line.data["other"]) for line in lost.order_by("pk")] == [("Cadastru", "Registratura")]
    actions.change_desk(desk, unit=unit, name="Registratura", place="etaj", by=admin)
    desk.refresh_from_db()
    assert (desk.is_main, desk.place) == (True, "etaj"), "what is not said stays as it was"
    actions.close_desk(desk, on=dates.today(), by=admin)
    assert desk not in api.desks()
    assert desk in api.desks(dates.today() - DAY)


def test_bridge_days(admin):
    row = actions.add_bridge_day(date(2026, 1, 5), cites="HG 1/2026", by=admin)
    actions.add_bridge_day(date(2026, 1, 5), cites="HG 1/2026", by=admin)
    assert api.bridge_days() == {date(2026, 1, 5)}
    actions.remove_bridge_day(row, by=admin)
    assert not BridgeDay.objects.exists()
    assert Line.objects.filter(verb__startswith="organisation.bridge_day").count() == 2


def test_a_reading_holds_from_its_day(admin):
    assert api.reading_of("og27-answer", dates.today()) is None
    actions.adopt_reading("og27-answer", "INCL", cites="Dispoziția 12/2026", since=date(2026, 2, 1), by=admin)
    assert api.reading_of("og27-answer", date(2026, 1, 31)) is None
    assert api.reading_of("og27-answer", date(2026, 2, 1)) == "INCL"
    with pytest.raises(RuleBroken, match="nu are mai multe lecturi"):
        actions.adopt_reading("altceva", "ZL", cites="-", by=admin)


def test_a_number_of_the_house_has_its_limits(admin):
    assert api.setting("near_days") == 5
    actions.choose("near_days", 7, by=admin)
    actions.choose("near_days", 7, by=admin)
    assert api.setting("near_days") == 7
    assert api.setting("near_days", dates.today() - DAY) == 5
    with pytest.raises(RuleBroken, match="între 1 și 30"):
        actions.choose("near_days", 90, by=admin)
    assert HouseSetting.objects.count() == 1
