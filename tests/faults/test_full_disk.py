"""The disk fills up while people work: they are told so, nothing is half done, and with room again
the same request goes through."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.launching import eventually
from tests.faults.trading import STILL_OPEN, Trading, running

pytestmark = pytest.mark.fault

ROOM = "320m"
MOST = 400
"""Documents until the last free page is used up."""


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, in memory."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small file system can only be mounted by root")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def fill(heavy: int, place: Path) -> None:
    """Take what is free but two pages, while a server writes, too: what was free may be gone."""
    while (free := shutil.disk_usage(place).free) > 8192:
        with contextlib.suppress(OSError):
            os.posix_fallocate(heavy, 0, os.fstat(heavy).st_size + free - 8192)
            return


def post(trading: Trading, key: str) -> tuple[int, Any]:
    lines = [
        {"product": {"code": f"A{n}"}, "quantity": "1", "unit_price": "10", "remark": key * 20}
        for n in range(12)
    ]
    body = {"partner": {"code": "P1"}, "warehouse": {"code": "CK01"}, "lines": lines}
    try:
        return trading.answer("POST", "/records/purchase_receipt?then=confirm", body, key)
    except (OSError, http.client.HTTPException, ValueError):
        return 503, None


def test_a_full_disk_refuses_and_loses_nothing(small: Path) -> None:
    with running(small / "data") as trading:
        ballast = small / "ballast"
        with ballast.open("wb") as heavy:
            fill(heavy.fileno(), small)
        done: dict[str, str] = {}
        refused: dict[str, Any] = {}
        for number in range(MOST):
            key = f"filling-{number:04}"
            status, said = post(trading, key)
            if status == 201:
                done[key] = said["number"]
                continue
            refused[key] = status, said
            assert trading.answer("GET", "/health")[0] == 200  # the server itself goes on
            if len(refused) == 3:
                break

        assert len(refused) == 3, "the disk never filled up"
        for status, said in refused.values():
            assert status == 507 or status in STILL_OPEN, said
            assert said is None or said["code"] in ("database.disk_full", "database.unavailable")

        ballast.unlink()
        for key in refused:
            eventually(lambda key=key: post(trading, key)[0] == 201, "it did not recover")
        for key, number in done.items():
            assert post(trading, key)[1]["number"] == number
        (count,) = trading.rows("SELECT count(*) FROM purchasing_purchasereceipt")[0]
        assert count == len(done) + len(refused)
        proved = trading.inside("prove")
        assert proved.returncode == 0, proved.stdout + proved.stderr
        assert any(status == 507 for status, _said in refused.values()), refused
