"""A report reads, whatever it is made of."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.db.utils import InternalError

from huolang.kernel import sql
from huolang.masters.product import Product
from huolang.reports import reading


def test_nothing_can_be_written_while_a_report_is_read(acting, shop):
    with pytest.raises(InternalError, match="read-only transaction"), transaction.atomic():
        reading.begin()
        sql.run("UPDATE masters_product SET name = 'x' WHERE company_id = %s::bigint", [acting])

    assert not Product.objects.filter(name="x").exists()
    assert Product.objects.filter(code="S1").update(name="y") == 1
