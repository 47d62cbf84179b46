"""The one database (baza de date): embedded PostgreSQL under the data folder, or any other by DATABASE_URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from condica.config.postgres import Cluster

EMBEDDED_NAME = "condica"


def embedded_url(data: Path, *, name: str = EMBEDDED_NAME) -> str:
    """Start (or join) the embedded server of this data folder and return the address of its database.

    The server stops with its last user, see `postgres.Cluster`.
    """
    cluster = Cluster(data / "postgres")
    cluster.join()
    return cluster.database(name)


def django_database(url: str) -> dict[str, Any]:
    """A Django DATABASES entry from a postgresql:// address (also with a socket folder as ?host=)."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SystemExit(f"DATABASE_URL trebuie să înceapă cu postgresql:// (acum începe cu {parts.scheme}://).")
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", "") or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or EMBEDDED_NAME,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**query, "pool": False},
    }
