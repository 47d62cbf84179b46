"""Tables of the journal (jurnal): lines, their erasable personal part, and the chain of seals made at commit."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class Installation(models.Model):
    """The one row that says whether this database is a demonstration (its clock may then be set)."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="journal_installation_one_row")]


class Line(models.Model):
    """A fact (rând de jurnal): never changed, never removed; the database refuses both."""

    moment = models.DateTimeField(db_default=Now())
    verb = models.TextField()  # a value of rules.Verb; new verbs need no migration
    actor_id = models.BigIntegerField(null=True, blank=True)
    actor_name = models.TextField(blank=True, default="")
    kind = models.TextField()  # "<app>.<model>" of the object
    object_id = models.TextField()
    label = models.TextField(blank=True, default="")  # how the object was called then; no personal data
    entry_id = models.BigIntegerField(null=True, blank=True)
    case_id = models.BigIntegerField(null=True, blank=True)
    data = models.JSONField(default=dict)
    personal_digest = models.BinaryField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "object_id", "id"], name="journal_line_object"),
            models.Index(
                fields=["entry_id", "id"], name="journal_line_entry", condition=models.Q(entry_id__isnull=False)
            ),
            models.Index(fields=["case_id", "id"], name="journal_line_case", condition=models.Q(case_id__isnull=False)),
            models.Index(fields=["actor_id", "-id"], name="journal_line_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.verb}"


class Personal(models.Model):
    """The part of a line that names people; the line keeps its salted digest, so erasing it breaks no chain."""

    line = models.OneToOneField(Line, on_delete=models.DO_NOTHING, primary_key=True, related_name="personal")
    salt = models.BinaryField()
    data = models.JSONField()


class Seal(models.Model):
    """A link of the chain, made by the database when the transaction of its line commits."""

    seq = models.BigIntegerField(primary_key=True)
    line = models.OneToOneField(Line, on_delete=models.DO_NOTHING, related_name="seal", db_constraint=False)
    sealed_at = models.DateTimeField()
    previous_hash = models.BinaryField()
    hash = models.BinaryField()


class Head(models.Model):
    """The end of the chain: shows a tail that was cut off."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="journal_head_one_row")]
