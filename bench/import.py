"""What importing a file of products costs: rows per CPU-second, and the memory it takes.

    ./huolang bench import [ROWS]

Beside it the floor: the same rows by plain multi-row INSERTs into the same table, with nothing
checked and nothing traced.
"""

from __future__ import annotations

import io
import os
import resource
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huolang.site.settings")
django.setup()

import xlsxwriter  # noqa: E402

from bench._watch import Watch  # noqa: E402
from huolang.forms import registry, store  # noqa: E402
from huolang.integrations import importing  # noqa: E402
from huolang.integrations.import_run import ImportRun  # noqa: E402
from huolang.kernel import access as access_of  # noqa: E402
from huolang.kernel import background, sql  # noqa: E402
from huolang.kernel.company import Company, acting  # noqa: E402
from huolang.kernel.people import Membership  # noqa: E402

HEAD = ["编码", "名称", "规格型号", "基本单位", "税率%", "采购价", "销售价", "条码", "备注"]


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    content = workbook(rows)
    company = Company.objects.order_by("id").first()
    assert company is not None
    member = Membership.objects.filter(company=company).first()
    assert member is not None
    access = access_of.load(member.user_id, company.id)
    print(f"{rows:,} rows of {len(HEAD)} columns, {len(content) / 2**20:.1f} MB .xlsx")
    started = Watch()
    with acting(company.id):
        run = importing.receive(registry.get("product"), "bench.xlsx", content, access=access)
    started.say("read and kept", rows)
    for step in ("check", "import"):
        watch = Watch()
        with acting(company.id):
            run = ImportRun.objects.select_for_update().get(id=run.id)
            if step == "check":
                importing.check(
                    run, columns=run.matching, fixed=None, mode="create", atomic=False,
                    confirm=False, access=access,
                )  # fmt: skip
            else:
                importing.start(run, access=access)
        work_off(company.id, run.job)
        watch.say(step, rows)
    with acting(company.id):
        run = ImportRun.objects.get(id=run.id)
    print(f"created {run.created:,}, refused {run.refused:,}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"memory: {peak:.0f} MB in this process, {child:.0f} MB in the one that reads the file")
    floor(company.id, min(rows, 20_000))


def workbook(rows: int) -> bytes:
    into = io.BytesIO()
    with xlsxwriter.Workbook(into, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        for n in range(1, rows + 1):
            row = [f"B{n:07}", f"测试商品 {n}", f"{n % 90}×{n % 70}", "PCS", 13, 1.25, 2.5]
            sheet.write_row(n, 0, [*row, f"69{n:011}", ""])
    return into.getvalue()


def work_off(company: int, job: Any) -> None:
    while True:
        background.work(company=company, job=str(job))
        with acting(company):
            found = background.BackgroundJob.objects.get(id=job)
        if found.state not in background.OPEN:
            print(f"  {found.state} {found.said}".rstrip())
            return


def floor(company: int, rows: int) -> None:
    """The same columns, written with nothing else done."""
    form = registry.get("product")
    with acting(company):
        row = sql.run(
            f'SELECT {store.columns(form)} FROM "{form.table}" t WHERE t.company_id = %s::bigint'
            " LIMIT 1",
            [company],
        ).fetchone()
        assert row is not None
        made = []
        for n in range(rows):
            one = store.made(form, row)
            fresh = store.blank(form)
            one.id, one.code = fresh.id, f"FLOOR{n:07}"
            made.append(one)
        watch = Watch()
        store.insert(form, made)
    watch.say("floor: INSERT alone", rows)


if __name__ == "__main__":
    main()
