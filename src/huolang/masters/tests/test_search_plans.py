"""查找: each way of finding is a condition on an index, also under row-level security."""

import os

import psycopg
import pytest
from django.db import connection

from huolang.kernel import sql
from huolang.kernel.company import acting
from huolang.masters.unit import Unit

FILL = """
INSERT INTO masters_product (company_id, id, code, name, active, remark, extra, initials, sort_key,
    grams, specification, kind, unit_id, tax_rate, purchase_price, sales_price, barcode,
    costing_method, costing_scope, batched, serialized, allow_negative, inspection, value1, value2,
    value3,
    created_at, updated_at)
SELECT %s::bigint, gen_random_uuid(), 'SP' || n, '商品' || n, true, '', '{}', 'SP' || n, '',
    ARRAY['商品', '品' || n], '', 'stock', %s::uuid, 13, 0, 0, '69' || n, '', '', false, false,
    false, '', '', '', '', now(), now()
FROM generate_series(1, 5000) n
"""
WAYS = (
    ("grams @> '{品4321}'", "masters_product_grams"),
    ("initials >= 'SP4321' AND initials < 'SP4322'", "masters_product_initials"),
    ("upper(code) >= 'SP4321' AND upper(code) < 'SP4322'", "masters_product_code"),
    ("barcode >= '694321' AND barcode < '694322'", "masters_product_barcode"),
)


@pytest.fixture
def products(live_company):
    """5,000 of them, with statistics as every database in use has."""
    with acting(live_company.id):
        sql.run(FILL, [live_company.id, Unit.objects.get(code="PCS").id])
    owner, name = os.environ["HUOLANG_OWNER_DATABASE_URL"], connection.settings_dict["NAME"]
    with psycopg.connect(owner, dbname=name, autocommit=True) as analysing:
        analysing.execute("ANALYZE masters_product")
    return live_company


def test_the_application_may_use_each_index(products):
    """Where PostgreSQL trusts the functions, row-level security leaves the index to it."""
    for condition, index in WAYS:
        with acting(products.id):
            found = sql.run(
                "EXPLAIN SELECT id FROM masters_product"
                f" WHERE company_id = {products.id} AND {condition}"
            ).fetchall()
        plan = [row[0] for row in found]

        assert any(index in step for step in plan)
        assert any("Index Cond" in step and "4321" in step for step in plan)
