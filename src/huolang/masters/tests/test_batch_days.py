"""生产日期: no goods are of a batch that is not made yet."""

import pytest

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")
FAR = "2099-12-31"
NN = {"code": "NN"}


@pytest.fixture(autouse=True)
def milk(shop):
    trading.product("NN", "牛奶", batched=True, shelf_life=30)


def batches():
    return sql.run(
        "SELECT count(*) FROM masters_batch WHERE company_id = %s::bigint", [current_id()]
    ).fetchone()[0]


@pytest.mark.parametrize("form", ["purchase_receipt", "stock_receipt", "opening_stock"])
def test_no_document_begins_one(form):
    before = trading.books()
    cost = {} if form == "purchase_receipt" else {"unit_cost": "1"}

    with pytest.raises(BusinessError) as refusal:
        trading.draft(form, line("NN", 1, batch="B9", produced_on=FAR, **cost))

    assert refused(refusal) == [("batch.made_in_future", "lines.0.produced_on")]
    assert (batches(), trading.books()) == (0, before)


def test_nobody_types_one_and_what_is_written_already_may_be_held_or_mended():
    with pytest.raises(BusinessError) as refusal:
        trading.master("batch", product=NN, number="B9", produced_on=FAR)
    assert refused(refusal) == [("batch.made_in_future", "produced_on")]
    assert batches() == 0

    kept = trading.master("batch", product=NN, number="B9", produced_on="2026-11-01")
    with pytest.raises(BusinessError) as refusal:
        trading.change_master(kept, produced_on=FAR)
    assert refused(refusal) == [("batch.made_in_future", "produced_on")]
    before = "UPDATE masters_batch SET produced_on = %s::date WHERE company_id = %s::bigint"
    sql.run(before, [FAR, current_id()])
    assert trading.change_master(kept, held=True).held
    assert str(trading.change_master(kept, produced_on="2026-11-02").produced_on) == "2026-11-02"
