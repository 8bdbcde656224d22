"""What `huolang up` survives: kills, closed folders, full disks, ports in use."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

import psycopg
import pytest

from huolang.cli import postgres, processes
from tests.faults.launching import (
    NOBODY,
    PATIENCE,
    ROOT,
    environment,
    eventually,
    family,
    huolang,
    is_healthy,
    packages,
    python_for_everybody,
    up,
    words_of,
)

pytestmark = pytest.mark.fault


def test_a_full_disk_is_said_in_one_sentence(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if (
        os.geteuid()
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", small], capture_output=True
        ).returncode
    ):
        pytest.skip("a small file system cannot be mounted here")
    try:
        said = huolang("up", "--data", str(small / "data"), "--port", "0")
        database = subprocess.run(
            [sys.executable, "-m", "huolang.cli.postgres", "--data", str(small / "data")],
            env=environment(),
            capture_output=True,
            text=True,
        )
    finally:
        subprocess.run(["umount", "-l", small], check=True)

    for done in (said, database):
        assert done.returncode == 1
        assert "磁盘已满" in done.stderr
        assert "Traceback" not in done.stderr


def test_an_ordinary_user_can_run_it_and_a_closed_folder_is_refused(tmp_path: Path) -> None:
    python = python_for_everybody()
    tmp_path.chmod(0o755)
    mine = tmp_path / "普通用户 data"
    mine.mkdir()
    os.chown(mine, NOBODY, NOBODY)

    def as_nobody(data: Path) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [python, "-m", "huolang.cli.postgres", "--data", str(data)],
            env={
                "PATH": os.defpath,
                "HOME": "/nonexistent",
                "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *packages()]),
            },
            user=NOBODY,
            group=NOBODY,
            extra_groups=[],
            cwd="/",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    running = as_nobody(mine / "data")
    assert running.stdout and running.stdout.readline().startswith("HUOLANG_DATABASE_URL=")
    running.terminate()
    assert running.wait(PATIENCE) == 0

    _, said = as_nobody(tmp_path / "closed" / "data").communicate(timeout=PATIENCE)
    assert "没有写入权限" in said
    assert "Traceback" not in said


def test_a_second_up_is_told_where_the_first_one_answers(lived_in: Path) -> None:
    with up(lived_in) as (_, address):
        second = huolang("up", "--data", str(lived_in), "--port", "0")

        assert second.returncode == 1
        assert address in second.stderr
        assert len(second.stderr.strip().splitlines()) == 1
        assert is_healthy(address)


def test_everything_killed_at_once_leaves_nothing_and_starts_again(lived_in: Path) -> None:
    with up(lived_in) as (running, address):
        everybody = family(running.pid)
        assert len(everybody) > 5

        running.kill()
        running.wait()

        eventually(
            lambda: all(processes.state(p) in ("dead", "zombie") for p in everybody),
            "somebody outlived `up`",
        )
        assert not is_healthy(address)
    with up(lived_in) as (_, address):
        assert is_healthy(address)


def test_a_killed_child_is_replaced_while_the_rest_goes_on(lived_in: Path) -> None:
    with up(lived_in) as (running, address):
        for module in ("web_server", "procrastinate", "keeper"):
            killed = [pid for pid in family(running.pid) if module in words_of(pid)][:1]
            assert killed, module

            os.kill(killed[0], signal.SIGKILL)

            eventually(
                lambda killed=killed, module=module: any(
                    module in words_of(pid) for pid in family(running.pid) if pid not in killed
                ),
                f"{module} was not replaced",
            )
            eventually(lambda: is_healthy(address), f"ill after the end of {module}")


def test_streams_go_on_after_their_process_was_killed(lived_in: Path) -> None:
    with up(lived_in) as (running, address), postgres.own(lived_in) as own:
        token = huolang("token", "--user", "admin", "--data", str(lived_in)).stdout.strip()
        stream = followed(address, token)
        assert event(stream) == b"event: hello"
        whose = "SELECT m.company_id || '/' || replace(u.id::text, '-', '') FROM kernel_user u"
        hint = f"SELECT pg_notify('huolang_live', ({whose} JOIN kernel_membership m"
        hint += " ON m.user_id = u.id WHERE u.username = 'admin' LIMIT 1) || '/notifications')"
        assert own.database
        with psycopg.connect(own.database.owner, autocommit=True) as connection:
            connection.execute("SELECT pg_notify('huolang_live', '1/nobody/notifications')")
            connection.execute(hint)
        assert event(stream) == b"event: notifications"

        os.kill(killed := live_server(running.pid), signal.SIGKILL)

        assert b"event" not in stream.read()  # and it ends
        assert is_healthy(address)
        eventually(lambda: live_server(running.pid) not in (0, killed), "it was not replaced")
        eventually(lambda: is_followed(address, token), "streams did not come back")


def live_server(pid: int) -> int:
    found = (one for one in family(pid) if "live_server" in words_of(one))
    return next((one for one in found if processes.state(one) not in ("dead", "zombie")), 0)


def followed(address: str, token: str) -> Any:
    asked = urllib.request.Request(
        f"{address}/api/v1/events", headers={"Authorization": f"Bearer {token}"}
    )
    return urllib.request.urlopen(asked, timeout=PATIENCE)


def event(stream: Any) -> bytes:
    """The next line that is neither a heartbeat nor empty, without its data."""
    for line in stream:
        if line.startswith(b"event"):
            return bytes(line.strip())
    raise AssertionError("the stream ended")


def is_followed(address: str, token: str) -> bool:
    try:
        with followed(address, token) as stream:
            return event(stream) == b"event: hello"
    except urllib.error.HTTPError as refusal:
        assert (refusal.code, json.loads(refusal.read())["code"]) == (503, "live.down")
        return False


def test_a_port_in_use_is_said_in_one_sentence(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        done = huolang("up", "--data", str(data), "--port", port)

    assert done.returncode == 1
    assert f"Port {port} is in use" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "words", [["prove"], ["token", "--user", "admin"], ["sample", "online-retail", "file"]]
)
def test_only_up_makes_books_where_there_are_none(data: Path, words: list[str]) -> None:
    done = huolang(*words, "--data", str(data))

    assert done.returncode == 1
    assert "There are no books in" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not data.exists()


def test_doctor_looks_and_makes_nothing(data: Path) -> None:
    done = huolang("doctor", "--data", str(data))

    assert "There are no books in" in done.stdout
    assert "Traceback" not in done.stderr
    assert not data.exists()


def test_doctor_finds_a_running_shop_well_and_packs_its_logs(lived_in: Path) -> None:
    with up(lived_in):
        done = huolang("doctor", "--data", str(lived_in))
        for _try in range(10):  # nobody waits for the process of live updates to start
            if "it answers" in done.stdout:
                break
            time.sleep(1)
            done = huolang("doctor", "--data", str(lived_in))

    assert "✓ 数据库 database: PostgreSQL 18, " in done.stdout
    assert "! 备份 backup: 还没有备份" in done.stdout
    assert "✓ 实时 live: it answers" in done.stdout
    assert [line for line in done.stdout.splitlines() if line.startswith("✗")] == []
    assert done.returncode == 0
    with zipfile.ZipFile(lived_in / "support.zip") as bundle:
        everything = {name: bundle.read(name).decode() for name in bundle.namelist()}
    assert {"doctor.txt", "versions.json", "settings.json", "log/server.log"} <= set(everything)
    kept = json.loads((lived_in / "passwords.json").read_text())
    secrets = [*kept.values(), (lived_in / "secret_key").read_text()]
    assert not [name for name, text in everything.items() if any(s in text for s in secrets)]


def test_doctor_says_in_a_line_that_the_database_cannot_be_reached(data: Path) -> None:
    done = huolang(
        "doctor", "--data", str(data), DATABASE_URL="postgresql://nobody:secret-1@127.0.0.1:9/shop"
    )

    assert done.returncode == 1
    assert "✗ 数据库 database: 无法连接数据库" in done.stdout
    assert "secret-1" not in done.stdout + done.stderr
    assert done.stderr == ""


def test_a_start_that_was_broken_off_before_the_first_company_is_no_books(lived_in: Path) -> None:
    data = lived_in.with_name("broken off")
    with postgres.own(data):
        pass

    done = huolang("prove", "--data", str(data))

    assert done.returncode == 1
    assert "There are no books in" in done.stderr


def test_a_reader_that_has_seen_enough_makes_no_noise(data: Path, lived_in: Path) -> None:
    """`./huolang up | head -1`, and `doctor`: nobody listens any more."""
    for words in (["up", "--port", "0"], ["doctor"]):
        place = lived_in if words[0] == "up" else data
        with subprocess.Popen(
            [sys.executable, "-m", "huolang.cli", *words, "--data", str(place)],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as running:
            assert running.stdout and running.stderr
            assert running.stdout.readline()
            running.stdout.close()
            if words[0] == "up":
                lock = place / "locks" / "up.lock"
                eventually(lambda lock=lock: lock.read_text(), "it did not start")
                running.terminate()

            assert running.stderr.read() == ""
            assert running.wait(PATIENCE) in (0, 1)


def test_a_data_folder_with_a_colon_and_a_quotation_mark_in_it_works(tmp_path: Path) -> None:
    data = tmp_path / 'a:b "c"' / "货 郎"
    with up(data) as (_, address):
        assert is_healthy(address)
