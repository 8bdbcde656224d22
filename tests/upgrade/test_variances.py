"""Books of before entries kept what they brought are told what it was, to the cent and the day."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection, transaction

from huolang.kernel import sql
from huolang.kernel.company import acting
from huolang.ledger import accounts, proof
from huolang.ledger.tests.examples import Play, examples
from tests.support.live import LiveCompany

PAGE = Path(__file__).resolve().parents[2] / "docs" / "costing"
KEPT = """
SELECT e.record::text, e.seq, e.no, e.variance, NULL::date FROM ledger_stockentry e
WHERE e.company_id = %s::bigint AND e.valuation <> 'given'
UNION ALL
SELECT e.record::text, e.seq, a.no, sum(a.variance), a.recognised_on FROM ledger_costadjustment a
JOIN ledger_stockentry e ON e.company_id = a.company_id AND e.id = a.entry
WHERE a.company_id = %s::bigint AND e.valuation <> 'given'
GROUP BY 1, 2, 3, 5 HAVING sum(a.variance) <> 0
ORDER BY 1, 2, 3, 5
"""
BEFORE = """
UPDATE ledger_stockentry SET variance = 0;
DELETE FROM ledger_costadjustment WHERE amount = 0;
UPDATE ledger_costadjustment SET variance = 0;
"""


def test_what_entries_brought_is_found_out(live_company: LiveCompany) -> None:
    migration: Any = import_module("huolang.ledger.migrations.0020_variances")
    company = live_company.id
    with acting(company), transaction.atomic():
        accounts.seed()
        for example in examples(PAGE):
            if "标准" in example.title and "作废" not in example.title:
                play = Play(company)
                for line in example.lines:
                    words = line.split()
                    if words[0][:1].isdigit():
                        play.step(words)
                    elif words[0] == "商品":
                        play.check(words)
        before = sql.run(KEPT, [company, company]).fetchall()
        assert len([row for row in before if row[3]]) == 7
    url, name = os.environ["HUOLANG_OWNER_DATABASE_URL"], connection.settings_dict["NAME"]
    with psycopg.connect(url, dbname=name) as owner:
        owner.execute(migration.ALONE + BEFORE + migration.AGAIN.replace("DROP TABLE parts;", ""))
        owner.execute(migration.ALL)
    with acting(company), transaction.atomic():
        assert sql.run(KEPT, [company, company]).fetchall() == before
        assert list(proof.differences(company)) == []
