"""A whole day of the registry office (o zi întreagă): three desks, a folder of forty, a stack of sixty, 25 envelopes.

At its end the book, the condica, the post lists and the minute are right to the line, as read back from their printed
PDFs; `condica verify` is clean; nothing is in two places.
"""

from __future__ import annotations

import time
from pathlib import Path

from tests.browser.conftest import Open, Town
from tests.browser.day import counters, evening, folder, hands_over, post_room, release
from tests.browser.day.plan import Day
from tests.browser.day.scans import Stack

SECONDS = 120  # on a machine that does nothing else


class Clock:
    """How long each part of the day took."""

    def __init__(self) -> None:
        self.began = self.last = time.monotonic()
        self.parts: list[str] = []

    def say(self, part: str) -> None:
        """A part has ended."""
        now = time.monotonic()
        self.parts.append(f"  {part}: {now - self.last:.1f} s")
        self.last = now

    def tell(self) -> None:
        """Print the whole day."""
        print(f"\nO zi întreagă: {self.last - self.began:.0f} s (ținta pe o mașină liniștită: {SECONDS} s)")
        print("\n".join(self.parts))


def test_a_whole_day(town: Town, open_page: Open, tmp_path: Path) -> None:
    day, clock = Day(town, open_page), Clock()
    three_desks_register(day)
    clock.say("trei ghișee, 40 de documente, unul anulat")
    stack = Stack(day, tmp_path)
    the_folder_is_resolved(day)
    clock.say("mapa cu 40 de documente")
    stack.is_brought()
    clock.say("teancul e adus")
    the_originals_pass_from_hand_to_hand(day)
    clock.say("condica")
    the_stack_is_sorted(stack)
    clock.say("teancul de 60 de foi")
    the_answers_leave(day)
    clock.say("28 de răspunsuri în 25 de plicuri")
    release.a_permit_is_released_with_a_drawn_signature(day)
    clock.say("eliberare cu semnătură desenată")
    in_the_evening(day)
    clock.say("seara")
    clock.tell()


def three_desks_register(day: Day) -> None:
    counters.the_third_desk_goes_offline(day)
    counters.two_counters_register_at_once(day)
    counters.it_writes_without_network(day)
    counters.one_is_cancelled_and_one_corrected(day)
    counters.the_cable_is_back(day)
    counters.the_block_is_closed_by_its_minute(day)


def the_folder_is_resolved(day: Day) -> None:
    folder.the_registry_presents_it(day)
    folder.the_mayor_resolves_it(day)
    folder.each_task_exists_once(day)
    folder.it_is_printed(day)


def the_originals_pass_from_hand_to_hand(day: Day) -> None:
    hands_over.a_batch_is_received_but_one(day)
    hands_over.a_batch_is_counted(day)
    hands_over.one_signs_at_the_counter(day)
    hands_over.others_wait_or_are_taken_back(day)
    hands_over.every_original_is_in_one_place(day)
    hands_over.the_book_is_right_to_the_line(day)


def the_answers_leave(day: Day) -> None:
    post_room.the_answers_are_written(day)
    post_room.the_mayor_signs_them_together(day)
    post_room.they_go_into_envelopes(day)
    post_room.they_are_weighed_and_listed(day)
    post_room.the_post_takes_them(day)
    post_room.one_receipt_and_one_envelope_come_back(day, post_room.card(day))
    post_room.the_lists_are_right_to_the_line(day)


def the_stack_is_sorted(stack: Stack) -> None:
    stack.is_read()
    stack.every_sheet_is_where_it_belongs()
    stack.a_person_decides_one()
    stack.words_are_read()


def in_the_evening(day: Day) -> None:
    evening.the_book_is_right_to_the_line(day)
    evening.nothing_is_in_two_places(day)
    evening.everything_is_verified(day)
    day.everybody_is_well()
