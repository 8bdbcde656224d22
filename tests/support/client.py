"""A caller of the API as programs are: JSON and a token."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

BASE = "/api/v1"


class ApiClient:
    """Each method answers Django's response: `.status_code`, `.json()`, `.headers`."""

    def __init__(self, token: str = "", *, company: int | None = None, language: str = "") -> None:
        self.client = Client()
        self.token = token
        self.company = company
        self.language = language

    def get(self, path: str, **headers: str) -> Any:
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("POST", path, body, **headers)

    def patch(self, path: str, body: Any = None, *, etag: str | None = None, **more: str) -> Any:
        if etag is not None:
            more["If-Match"] = f'"{etag}"'
        return self.send("PATCH", path, body, **more)

    def put(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("PUT", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.send("DELETE", path, **headers)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """`body` is sent as JSON; bytes and text as they are. `key=` is the Idempotency-Key."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        if key := told.pop("key", None):
            told["Idempotency-Key"] = key
        if self.token:
            told.setdefault("Authorization", f"Bearer {self.token}")
        if self.company is not None:
            told.setdefault("X-Company", str(self.company))
        if self.language:
            told.setdefault("Accept-Language", self.language)
        content = body if isinstance(body, bytes | str) else json.dumps(body, default=str)
        if body is None:
            content = b""
        kind = told.pop("Content-Type", "application/json")
        address = path if path.startswith("/_allauth") else BASE + path
        return self.client.generic(method, address, content, content_type=kind, headers=told)
