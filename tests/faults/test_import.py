"""kill -9 in the middle of an import: the next worker goes on, and nothing is made twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from huolang.kernel.background import BackgroundJob
from huolang.kernel.company import acting
from tests.support import databases
from tests.support.importing import Importer, text, work_off

pytestmark = pytest.mark.fault

ROWS = 6_000
WORK = """
import sys, django
django.setup()
from huolang.kernel import background
while True:
    background.work(company=int(sys.argv[1]), job=sys.argv[2])
"""


@pytest.mark.parametrize("atomic", [False, True])
def test_an_import_that_was_killed_goes_on_and_makes_every_record_once(
    live_company: Any, live_client: Any, atomic: bool
) -> None:
    importer = Importer(live_client("admin"), live_company.id)
    rows = [[f"K{atomic:d}{n:05}", f"客户 {n}", "是"] for n in range(ROWS)]
    run = importer.upload("partner", text(["编码", "名称", "客户"], *rows))
    checked = importer.check(run, atomic=atomic)
    assert (checked["state"], checked["refused"]) == ("checked", 0)
    started = importer.client.post(f"/imports/{run['id']}/start").json()

    for _ in range(2):
        worker = _worker(live_company.id, started["job"]["id"])
        _until_further(live_company.id, started["job"]["id"])
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    half = importer.client.get(f"/imports/{run['id']}").json()
    work_off(live_company.id, started["job"]["id"])
    done = importer.client.get(f"/imports/{run['id']}").json()

    assert half["state"] == "running" and half["created"] < ROWS
    assert (done["state"], done["created"], done["refused"]) == ("done", ROWS, 0)
    with acting(live_company.id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(DISTINCT code),"
            " (SELECT count(*) FROM kernel_auditentry a JOIN masters_partner q ON q.id = a.record"
            "  WHERE starts_with(q.code, %s)) FROM masters_partner WHERE starts_with(code, %s)",
            [f"K{atomic:d}", f"K{atomic:d}"],
        )
        assert cursor.fetchone() == (ROWS, ROWS, ROWS)


def _worker(company: int, job: str) -> subprocess.Popen[bytes]:
    """A worker of its own on this test's database."""
    name = connection.settings_dict["NAME"]
    told = os.environ | {"DJANGO_SETTINGS_MODULE": "huolang.site.settings"}
    for variable in ("HUOLANG_DATABASE_URL", "HUOLANG_OWNER_DATABASE_URL"):
        told[variable] = databases.at(os.environ[variable], name)
    told["PYTHONPATH"] = os.pathsep.join(sys.path)
    return subprocess.Popen([sys.executable, "-c", WORK, str(company), job], env=told)


def _progress(company: int, job: str) -> int:
    """Rows that are over, also of a transaction that is not: a job tells that beside it."""
    with acting(company):
        return BackgroundJob.objects.values_list("done", flat=True).get(id=UUID(job))


def _until_further(company: int, job: str) -> None:
    """Until the worker has got on."""
    before, deadline = _progress(company, job), time.monotonic() + 60
    while _progress(company, job) == before:
        assert time.monotonic() < deadline, "the worker does not work"
        time.sleep(0.01)
