"""News of letters for rooms above (semnale): written in, moved to a stage, out of our hands."""

from django.dispatch import Signal

letter_moved = Signal()  # letter, stage (rules.Stage), by; sent inside the transaction of the move
letter_left = Signal()  # letter, dispatch, by; the answer is on its way: what closes a case listens here
letter_written = Signal()  # letter, by; inside the transaction of the edit: who may not write in it is refused there
