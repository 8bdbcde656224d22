"""The log names the request and keeps secrets to itself."""

import json
import logging

import pytest

from huolang.kernel.logs import Lines, without_secrets
from huolang.kernel.request import request_id


def line(message: str, *arguments: object, error: bool = False) -> dict:
    try:
        raise ValueError("password=geheim")
    except ValueError as raised:
        info = (type(raised), raised, raised.__traceback__) if error else None
    record = logging.LogRecord("huolang", logging.WARNING, "", 1, message, arguments, info)
    return json.loads(Lines().format(record))


def test_a_line_is_json_and_names_its_request():
    token = request_id.set("req-7")
    told = line("%s 行", 3)
    request_id.reset(token)

    assert (told["message"], told["level"], told["request"]) == ("3 行", "warning", "req-7")


@pytest.mark.parametrize(
    "secret",
    [
        "Authorization: Bearer hl_kQScWYm1I8vSLkTsGB3Z3p5X18PBVE51hSlu0kHx9c",
        "token hl_kQScWYm1I8vSLkTsGB3Z3p5X18PBVE51hSlu0kHx9c",
        '{"username": "li", "password": "geheim"}',
        "postgresql://huolang_app:geheim@localhost/huolang",
        "Cookie: sessionid=geheim; csrftoken=geheim",
    ],
)
def test_secrets_are_blotted_out(secret):
    told = without_secrets(secret)

    assert "geheim" not in told and "hl_k" not in told


def test_errors_are_told_without_secrets():
    told = line("failed", error=True)

    assert "ValueError" in told["error"]
    assert "geheim" not in told["error"]
