"""The support bundle tells what is needed to help, and no secret of the installation."""

import json
import zipfile
from pathlib import Path

import pytest

from huolang.cli import support
from huolang.cli.settings import Settings

OURS = {"postgres": "AbC-of-postgres", "huolang_app": "xyz_of_app"}
THEIRS = {"huolang_app_shop@db:5432": "word-of-theirs"}
SECRETS = [*OURS.values(), *THEIRS.values(), "key-that-signs", "p@ss word", "p%40ss%20word"]
SECRETS += ["alice", "in-the-query", "hl_abcdefghijklmnopqrstuvwxyz"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An installation whose logs hold every secret that it has."""
    (tmp_path / "passwords.json").write_text(json.dumps(OURS))
    (tmp_path / "foreign.json").write_text(json.dumps(THEIRS))
    (tmp_path / "secret_key").write_text("key-that-signs\n")
    spoken = "\n".join(f"FATAL: said {secret} aloud" for secret in SECRETS if secret != "alice")
    for folder in ("log", "pg/log"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "one.log").write_text("x" * support.TAIL + spoken)
    url = "postgresql://alice:p%40ss%20word@db:5432/shop?password=in-the-query"
    return Settings(tmp_path, port=8123, database_url=url)


def test_what_is_needed_is_in_it_and_no_secret_is(settings: Settings) -> None:
    place = support.pack(settings, ["✓ Python: 3.11", "✗ disk: p@ss word"])

    with zipfile.ZipFile(place) as bundle:
        found = {name: bundle.read(name).decode() for name in bundle.namelist()}
    assert place == settings.data / "support.zip"
    assert place.stat().st_mode & 0o077 == 0
    assert [name for name, text in found.items() if any(word in text for word in SECRETS)] == []
    assert "✓ Python: 3.11" in found["doctor.txt"]
    assert json.loads(found["versions.json"])["packages"]["Django"]
    shown = json.loads(found["settings.json"])
    assert (shown["port"], shown["database_url"]) == (8123, "postgresql://db:5432/shop")
    for name in ("log/one.log", "pg/log/one.log"):
        assert "FATAL: said *** aloud" in found[name]
        assert len(found[name]) <= support.TAIL


def test_a_damaged_file_of_passwords_gives_none_away(settings: Settings) -> None:
    (settings.data / "passwords.json").write_text(json.dumps(OURS)[:-1])

    with zipfile.ZipFile(support.pack(settings, [])) as bundle:
        assert OURS["postgres"] not in bundle.read("log/one.log").decode()
