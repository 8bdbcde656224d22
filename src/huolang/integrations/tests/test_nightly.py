"""What is left of imports of long ago."""

from __future__ import annotations

from datetime import timedelta

from huolang.integrations import nightly
from huolang.integrations.import_run import ImportLine, ImportRun
from huolang.kernel.background import BackgroundJob
from huolang.kernel.clock import now
from huolang.kernel.company import acting
from huolang.masters.product import Product
from tests.support.importing import Importer, text
from tests.support.shop import Shop


def test_files_of_long_ago_are_forgotten_and_what_they_made_stays(shop: Shop) -> None:
    importer = Importer(shop.client, shop.company)
    runs = [
        importer.bring("product", text(["编码", "名称", "基本单位"], [code, "笔", "PCS"]))
        for code in ("OLD", "NEW", "BUSY")
    ]
    with acting(shop.company):
        for run, days, state in zip(runs, (31, 29, 31), ("done", "done", "running"), strict=True):
            at = now() - timedelta(days=days)
            ImportRun.objects.filter(id=run["id"]).update(created_at=at)
            BackgroundJob.objects.filter(id=run["job"]["id"]).update(state=state)

    nightly.forget_imports()

    with acting(shop.company):
        left = {str(one) for one in ImportRun.objects.values_list("id", flat=True)}
        rows = {str(one) for one in ImportLine.objects.values_list("run", flat=True)}
        made = Product.objects.filter(code__in=["OLD", "NEW", "BUSY"]).count()
    assert left == rows == {runs[1]["id"], runs[2]["id"]}, "not what is under way"
    assert made == 3
