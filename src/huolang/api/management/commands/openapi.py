"""`python -m django openapi`: the description of the API, without a server or a database."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from huolang.api.main import api

LANGUAGE = "en"


class Command(BaseCommand):
    """`npm run schema` makes the screen's types of it."""

    help = __doc__ or ""
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> str:
        return text()


def text() -> str:
    """OpenAPI in English, the same on every machine."""
    with translation.override(LANGUAGE):
        return json.dumps(api.get_openapi_schema(), ensure_ascii=False, default=str)
