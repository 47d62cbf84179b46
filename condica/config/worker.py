"""The worker (lucrătorul): `python -m condica.config.worker` runs the rooms' jobs until it is told to stop."""

from __future__ import annotations

import os


def main() -> None:
    """Take jobs as they come; what is under way when SIGTERM arrives is finished first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "condica.config.settings")
    import django  # noqa: PLC0415

    django.setup()
    from procrastinate.contrib.django import app  # noqa: PLC0415 - it is made by Django's start

    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        working.run_worker(name="condica", concurrency=2)


if __name__ == "__main__":
    main()
