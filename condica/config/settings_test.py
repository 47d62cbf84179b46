"""The settings of the test suite (setări de test): a data folder of its own, without what is slow on purpose."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
os.environ["CONDICA_DATA"] = os.environ.get("CONDICA_TEST_DATA", str(_ROOT / "var" / "test"))
os.environ.setdefault("CONDICA_SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests")

from condica.config.settings import *  # noqa: E402, F403
from condica.config.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
DOCUMENT_ROOT = Path(tempfile.gettempdir()) / f"condica-test-documents-{os.getpid()}"
atexit.register(shutil.rmtree, DOCUMENT_ROOT, ignore_errors=True)
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"
