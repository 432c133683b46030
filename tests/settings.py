"""The production settings, with what only a test may do differently."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="chancery-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ.setdefault("VAR_DIR", _folder)
os.environ.setdefault("SECRET_KEY", "of the tests alone")

from wiki.settings import *  # noqa: E402, F403 (the environment comes first)

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
# A file, and not memory: threads then meet SQLite's locks as they do in earnest.
DATABASES["default"].setdefault("TEST", {})  # noqa: F405
if "sqlite" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    DATABASES["default"]["TEST"]["NAME"] = str(VAR_DIR / "test.sqlite3")  # noqa: F405
    # Rows that are asked for in no order come last first: what leans on an order that nobody asked for fails each time.
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA reverse_unordered_selects=ON;"  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["*"]
# What a test saves as a reviewer is public; the tests of the policy say otherwise.
OWN_WORK = "always"
