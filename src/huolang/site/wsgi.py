"""What the web server calls: built files straight from disk, everything else by Django."""

import os
import re
from pathlib import Path
from wsgiref.headers import Headers

import ninja
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from huolang.api.headers import FOR_PAGES, HEADERS

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huolang.site.settings")

IMMUTABLE = re.compile(r"^/assets/")
"""The build puts a hash of their content into these names."""


def _immutable(path: str, url: str) -> bool:
    return bool(IMMUTABLE.match(url))


def _headers(headers: Headers, path: str, url: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    if path.endswith(".html"):
        headers["Content-Security-Policy"] = FOR_PAGES


def make() -> WhiteNoise:
    """Django behind the files of the web build and of the API's own documentation page."""
    site = WhiteNoise(
        get_wsgi_application(),
        immutable_file_test=_immutable,
        add_headers_function=_headers,
        allow_all_origins=False,
        autorefresh=settings.DEBUG,
    )
    if settings.STATIC.is_dir():
        site.add_files(str(settings.STATIC))
    site.add_files(str(Path(ninja.__file__).parent / "static"), prefix="static/")
    return site


application = make()
