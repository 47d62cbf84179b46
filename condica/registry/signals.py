"""News that the registry's neighbours above tell each other (semnale), listed in docs/map.md.

The mailroom reads a returned message and does not know that correspondence listens.
"""

from django.dispatch import Signal

delivery_failed = Signal()  # message_id, recipient, status („5.1.1”), sentence (Romanian: what happened)
letter_delivered = Signal()  # message_id, recipient, sentence: a delivery or reading receipt came
