"""The built screens come straight from disk, whatever address the browser asks for."""

import gzip
from io import BytesIO

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db.utils import OperationalError
from django.test import Client, override_settings
from whitenoise import WhiteNoise, compress

from huolang.site import wsgi


@pytest.fixture
def built(tmp_path):
    """A web build of two files."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>货郎</title>")
    (tmp_path / "assets" / "index-abc123.js").write_text("export {}")
    (tmp_path.parent / "secret.txt").write_text("secret")
    with override_settings(STATIC=tmp_path):
        yield tmp_path


def fetch(site: WhiteNoise, path: str, **more: str) -> tuple[str, dict[str, str], bytes]:
    told: list = []

    def start(status, headers, *_error):
        told.extend([status, {name.lower(): value for name, value in headers}])

    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "SERVER_NAME": "localhost",
        "wsgi.input": BytesIO(),
    }
    environ |= {"SERVER_PORT": "80", "wsgi.url_scheme": "http", "HTTP_HOST": "localhost"}
    body = b"".join(site(environ | more, start))
    return told[0], told[1], body


@pytest.mark.parametrize("path", ["/", "/purchase_order", "/records/partner/0191", "/登录"])
def test_every_address_of_the_screens_answers_the_one_page(built, path):
    answer = Client().get(path)

    assert answer.status_code == 200
    assert "货郎" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "script-src 'self' 'wasm-unsafe-eval';" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_built_files_may_be_kept_for_ever(built):
    status, headers, body = fetch(wsgi.make(), "/assets/index-abc123.js")

    assert (status, body) == ("200 OK", b"export {}")
    assert "immutable" in headers["cache-control"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/assets/../../secret.txt", "/../secret.txt", "/assets/none.js"])
def test_nothing_outside_the_build_is_served(built, path):
    status, _headers, body = fetch(wsgi.make(), path)

    assert b"secret" not in body
    assert status.startswith(("404", "200"))


def test_a_screen_that_was_not_built_says_how_to(tmp_path):
    with override_settings(STATIC=tmp_path / "nothing"):
        answer = Client().get("/")

    assert answer.status_code == 503
    assert "./huolang up" in answer.content.decode()


def test_screens_are_only_read(built):
    assert Client().post("/").status_code == 405


def test_an_address_of_the_api_that_does_not_exist_is_a_problem_not_a_page(built, db):
    answer = Client().get("/api/v1/nothing")

    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_health_needs_no_log_in_and_no_database():
    answer = Client().get("/api/v1/health")

    assert answer.json()["status"] == "ok"


@pytest.mark.parametrize("length", ["8388609", "99999999999", "-1", "x"])
def test_a_body_that_is_too_large_is_refused_before_it_is_read(length):
    answer = Client().generic("POST", "/api/v1/records/partner", b"{}", CONTENT_LENGTH=length)

    assert (answer.status_code, answer.json()["code"]) == (413, "request.too_large")


def test_scripts_are_sent_compressed_to_who_takes_that(built):
    script = b"export const words = 'stock'\n" * 200
    (built / "assets" / "page-def456.js").write_bytes(script)
    compress.main(["--quiet", "--no-brotli", str(built)])
    site = wsgi.make()

    _status, headers, body = fetch(site, "/assets/page-def456.js", HTTP_ACCEPT_ENCODING="gzip")
    _status, plain, whole = fetch(site, "/assets/page-def456.js")

    assert headers["content-encoding"] == "gzip" and len(body) < len(script) / 5
    assert gzip.decompress(body) == whole == script
    assert "content-encoding" not in plain and "Accept-Encoding" in plain["vary"]


def test_a_database_that_is_away_before_the_page_is_asked_is_said_to_be_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(SessionStore, "load", away)
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "x" * 32

    answer = client.patch("/api/v1/records/product/1", b"{}", content_type="application/json")

    assert answer.status_code == 503
    assert answer.json()["code"] == "database.unavailable"
