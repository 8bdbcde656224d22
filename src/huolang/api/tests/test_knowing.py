"""Who may send a large body: people we know, by their token or their session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, RequestFactory

from huolang.api import knowing
from huolang.api.knowing import is_known
from huolang.kernel.people import User
from tests.support.client import ApiClient


def environ(**headers: str) -> dict[str, Any]:
    return {**RequestFactory().post("/api/v1/imports").META, **headers}


def test_a_token_or_a_session_that_is_valid_is_known_and_no_other(
    client: Callable[..., ApiClient], person: Callable[..., User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowing, "close_old_connections", lambda: None)  # the test's transaction
    token = client("admin").token
    browser, user = Client(), person("sales")
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = f"sessionid={browser.cookies['sessionid'].value}"

    assert is_known(environ(HTTP_AUTHORIZATION=f"Bearer {token}"))
    assert is_known(environ(HTTP_COOKIE=session))
    assert not is_known(environ())
    assert not is_known(environ(HTTP_AUTHORIZATION=f"Bearer {token[:-1]}"))
    assert not is_known(environ(HTTP_AUTHORIZATION="Bearer x", HTTP_COOKIE=session))
    assert not is_known(environ(HTTP_COOKIE="sessionid=guessed"))
    user.is_active = False
    user.save()
    assert not is_known(environ(HTTP_COOKIE=session))
