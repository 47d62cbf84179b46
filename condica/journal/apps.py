"""The journal's room as Django knows it (jurnal)."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Jurnalul: who did what, when, why; append-only, hash-chained."""

    name = "condica.journal"
    verbose_name = "Jurnal"
