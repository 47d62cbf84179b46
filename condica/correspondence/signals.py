"""News of letters for rooms above (semnale): `letter_moved` after each stage, `letter_left` once it left our hands."""

from django.dispatch import Signal

letter_moved = Signal()  # letter, stage (rules.Stage), by; sent inside the transaction of the move
letter_left = Signal()  # letter, dispatch, by; the answer is on its way: what closes a case listens here
