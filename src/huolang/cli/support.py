"""What helps those who help: versions, settings, checks and the ends of the logs, in one zip.

Nothing secret goes in. Whatever this installation knows as a password or a key is blotted out
wherever it stands, and so is everything that looks like one.
"""

import importlib.metadata
import json
import os
import platform
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from huolang import __version__
from huolang.cli.settings import ROOT, Settings
from huolang.kernel.logs import without_secrets

NAME = "support.zip"
TAIL = 200_000  # bytes of each log
KEPT_IN = ("passwords.json", "foreign.json")
URLS = ("database_url", "application_url", "report_url")
SHORTEST = 4  # letters of a secret; blotting out "a" everywhere would leave nothing to read
READ_ME = """\
Made by ./huolang doctor. Passwords and keys were taken out, but PostgreSQL's log may quote rows of
your business beside an error: look through it before you pass it on.
"""


def pack(settings: Settings, findings: list[str]) -> Path:
    """Write `support.zip` into the data folder, readable only by its owner."""
    hidden = _secrets(settings)
    place = settings.data / NAME
    making = place.with_name(f".{NAME}.{os.getpid()}")
    with (
        os.fdopen(os.open(making, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as out,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle,
    ):
        for name, text in _parts(settings, findings):
            bundle.writestr(name, _blotted(text, hidden))
    making.rename(place)
    return place


def _parts(settings: Settings, findings: list[str]) -> Iterator[tuple[str, str]]:
    yield "README.txt", READ_ME
    yield "doctor.txt", "\n".join(findings) + "\n"
    yield "versions.json", _json(_versions())
    yield "settings.json", _json(_shown(settings))
    for folder in ("log", "pg/log"):
        for log in sorted((settings.data / folder).glob("*.log")):
            yield f"{folder}/{log.name}", _end_of(log)


def _versions() -> dict[str, object]:
    installed = importlib.metadata.distributions()
    return {
        "huolang": __version__,
        "python": sys.version,
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "checkout": str(ROOT),
        "packages": dict(sorted((one.name, one.version) for one in installed)),
    }


def _shown(settings: Settings) -> dict[str, object]:
    told = {key: value for key, value in asdict(settings).items() if value is not None}
    return told | {key: _without_person(told[key]) for key in URLS if key in told}


def _without_person(url: str) -> str:
    """Where a database is, not who goes there."""
    try:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    except ValueError:
        return "?"


def _end_of(log: Path) -> str:
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - TAIL))
            return file.read().decode(errors="replace")
    except OSError as error:
        return f"{error}\n"


def _secrets(settings: Settings) -> list[str]:
    """Everything this installation knows that nobody else may, the longest first."""
    found: set[str] = {os.environ.get("HUOLANG_SECRET_KEY", "")}
    key = settings.data / "secret_key"
    found.add(key.read_text().strip() if key.exists() else "")
    for name in KEPT_IN:
        file = settings.data / name
        found |= _words(file.read_text()) if file.exists() else set()
    for url in (getattr(settings, name) for name in URLS):
        found |= _of_url(url or "")
    found |= {unquote(one) for one in found}
    return sorted((one for one in found if len(one) >= SHORTEST), key=len, reverse=True)


def _words(text: str) -> set[str]:
    try:
        return {str(word) for word in json.loads(text).values()}
    except (ValueError, AttributeError):
        return set(text.split('"'))  # a file that was damaged still holds what nobody may see


def _of_url(url: str) -> set[str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return {url}
    person = parts.netloc.rpartition("@")[0]
    in_query = {value for name, value in parse_qsl(parts.query) if "password" in name}
    return {person.partition(":")[2], *in_query}


def _blotted(text: str, hidden: list[str]) -> str:
    for secret in hidden:
        text = text.replace(secret, "***")
    return without_secrets(text)


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False, default=str)
