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

from huolang.integrations.import_run import ImportRun
from huolang.kernel.company import acting
from tests.support import databases
from tests.support.importing import Importer, text, work_off

pytestmark = pytest.mark.fault

ROWS = 3_000
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
        before = _progress(live_company.id, run["id"])
        _until_further(live_company.id, run["id"], before, atomic)
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


def _progress(company: int, run: str) -> int:
    with acting(company):
        return ImportRun.objects.values_list("pointer", flat=True).get(id=UUID(run))


def _until_further(company: int, run: str, before: int, atomic: bool) -> None:
    """Until the worker has got on; of one long transaction nothing is seen, so it gets a while."""
    if atomic:
        time.sleep(2)
        return
    deadline = time.monotonic() + 60
    while _progress(company, run) == before:
        assert time.monotonic() < deadline, "the worker does not work"
        time.sleep(0.01)
