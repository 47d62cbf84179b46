"""The WSGI door (serverul web) that granian opens."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

from condica.foundation.garbage import none_at_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "condica.config.settings")
with none_at_start():
    application = get_wsgi_application()


def warm_up() -> None:
    """Read what the first visitor would otherwise wait for: every room's pages, and the table of word forms."""
    from django.template.loader import get_template  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from condica.foundation.romanian import search_keys  # noqa: PLC0415

    with none_at_start():
        reverse("account_login")
        get_template("registry/list.html")
        search_keys("încălzire")


Thread(target=warm_up, name="warm-up", daemon=True).start()
