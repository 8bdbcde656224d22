"""What docs/deploy says holds of this code: files, settings, commands, ports, addresses.

Nobody builds the image here, for want of a Docker daemon; this is what can be held against it.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from huolang.api import bodies
from huolang.cli.__main__ import COMMANDS
from huolang.cli.settings import KEYS, Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "docs" / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
COMPOSE = (DEPLOY / "compose.yaml").read_text()
NOT_RUN = {".ci", ".gitignore", "bench", "conftest.py", "docs", "tests"}
"""What of the checkout an installation does without, beside its pages of text."""
READ = re.compile(r"""environ(?:\.get)?[\[(]\s*"((?:HUOLANG_|DATABASE_URL)[A-Z_]*)""")
LIMIT = re.compile(r"client_max_body_size (\d+)m;")
MEGABYTE = 1024 * 1024
NAMED = re.compile(r"\b(HUOLANG_[A-Z_]+|DATABASE_URL)\b")


def copied() -> set[str]:
    """Sources of all COPY lines."""
    lines = re.findall(r"^COPY (.+)$", DOCKERFILE, re.MULTILINE)
    return {word for line in lines for word in line.split()[:-1] if not word.startswith("--")}


def test_the_image_gets_all_that_an_installation_reads_and_nothing_that_is_not_there() -> None:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a checkout")
    top = {path.split("/")[0] for path in done.stdout.splitlines()}
    wanted = {one for one in top - NOT_RUN if not one.endswith(".md")} | {"README.md"}
    assert copied() == wanted


def known() -> set[str]:
    """The settings that a launcher or its processes read from the environment."""
    read = {f"HUOLANG_{key.upper()}" for key in KEYS} | {"DATABASE_URL"}
    for file in (ROOT / "src").rglob("*.py"):
        read |= set(READ.findall(file.read_text()))
    return read


@pytest.mark.parametrize("file", sorted(one.name for one in DEPLOY.iterdir()))
def test_every_setting_that_is_named_is_read(file: str) -> None:
    assert set(NAMED.findall((DEPLOY / file).read_text())) <= known()


def test_every_command_that_is_named_is_one() -> None:
    told = "\n".join(one.read_text() for one in DEPLOY.iterdir())
    named = set(re.findall(r"(?:\./huolang|python3 huolang|/huolang/huolang) ([a-z]+)", told))
    assert {"setup", "up", "doctor"} <= named <= set(COMMANDS)
    assert 'ENTRYPOINT ["python3", "huolang"]\nCMD ["up"]\n' in DOCKERFILE
    assert (ROOT / "huolang").stat().st_mode & 0o111


def test_ports_and_the_data_folder_are_the_same_everywhere() -> None:
    port = str(Settings.__dataclass_fields__["port"].default)
    assert f"EXPOSE {port}" in DOCKERFILE and f'"127.0.0.1:{port}:{port}"' in COMPOSE
    assert f"http://127.0.0.1:{port}/api/v1/health/ready" in DOCKERFILE
    assert f"server 127.0.0.1:{port};" in (DEPLOY / "nginx.conf").read_text()
    assert "HUOLANG_DATA=/data" in DOCKERFILE and "VOLUME /data" in DOCKERFILE
    assert re.search(r"^ +- data:/data$", COMPOSE, re.MULTILINE)
    assert "-m 700 /data" in DOCKERFILE and "HUOLANG_HOST=0.0.0.0" in DOCKERFILE


def test_what_the_image_is_asked_by_its_health_check_is_a_route() -> None:
    routes = (ROOT / "src/huolang/api/watching.py").read_text()
    assert '"/health/ready"' in routes
    asked = re.search(r'HEALTHCHECK .*CMD \["python3", "-c", \\\n +"(.+)"\]', DOCKERFILE)
    assert asked
    compile(asked[1], "HEALTHCHECK", "exec")
    hosts = re.search(r'HUOLANG_HOSTS: "(.+)"', COMPOSE)
    assert hosts and "127.0.0.1" in hosts[1].split(","), "the health check asks for this name"


def test_compose_builds_this_image_of_this_checkout() -> None:
    told = dict(re.findall(r"^ +(context|dockerfile): (.+)$", COMPOSE, re.MULTILINE))
    context = (DEPLOY / told["context"]).resolve()
    assert context == ROOT and (context / told["dockerfile"]).is_file()


def test_the_image_has_a_python_that_is_new_enough() -> None:
    version = re.search(r"^FROM python:3\.(\d+)-", DOCKERFILE, re.MULTILINE)
    assert version and int(version[1]) >= 11 and sys.version_info >= (3, 11)


def test_the_proxy_lets_pass_what_huolang_takes_and_leaves_it_to_huolang_to_refuse_more() -> None:
    told = re.sub(r"#.*", "", (DEPLOY / "nginx.conf").read_text())
    server = told[told.index("listen 443") :]
    of_places = dict(re.findall(r"location (?:= )?(\S+) \{([^}]*)\}", server))
    everywhere = re.sub(r"location [^{]*\{[^}]*\}", "", server)

    for path, place in {"/api/v1/records": "/", bodies.IMPORTS: bodies.IMPORTS}.items():
        size = LIMIT.search(of_places[place]) or LIMIT.search(everywhere)
        assert size and "proxy_pass http://huolang;" in of_places[place]
        assert bodies.most(path) < int(size[1]) * MEGABYTE <= bodies.most(path) + MEGABYTE
    assert f"{bodies.most(bodies.IMPORTS) // MEGABYTE} MB" in (DEPLOY / "README.md").read_text()
