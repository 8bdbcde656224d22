"""放行: what has expired, is held, or would pass earlier goods over leaves only as it may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from huolang.forms import registry, store
from huolang.kernel import settings_registry, sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError
from huolang.kernel.roles import SHIPPED
from huolang.masters.leaving import FIRST_OUT, warnings
from tests.support import trading
from tests.support.trading import MORNING, line, refused

pytestmark = pytest.mark.usefixtures("shop")
TODAY = date(2026, 11, 23)
LATER = MORNING + timedelta(hours=1)
WORK = ("view", "add", "edit", "confirm")
GOES = ("sales_delivery", "sales_exchange", "loan", "stock_issue", "assembly")


@pytest.fixture
def milk(shop: Any) -> None:
    """5 of B0 until the 25th, 5 of B3 until 20 December, 5 of BH held; 5 of BX, over yesterday."""
    trading.product("NN", "牛奶", batched=True, sales_price="5")
    trading.product("PP", "套餐", sales_price="9")
    receive("B0", 2)
    receive("B3", 27)
    receive("BH", 27)
    receive("BX", -1)
    judge("BH", held=True)


def receive(number: str, days: int | None, quantity: int = 5, **fields: Any) -> Any:
    told = {} if days is None else {"expires_on": (TODAY + timedelta(days=days)).isoformat()}
    row = line("NN", quantity, "3", batch=number, **told)
    return trading.confirmed("purchase_receipt", row, **fields)


def judge(number: str, **fields: Any) -> None:
    key = sql.run(
        "SELECT id FROM masters_batch WHERE company_id = %s::bigint AND number = %s",
        [current_id(), number],
    ).fetchone()[0]
    trading.change_master(store.load(registry.get("batch"), key), **fields)


def clerk(*more: str) -> Access:
    """May do the daily work with whatever leaves, and `more`."""
    return trading.access(current_id(), **{form: {*WORK, *more} for form in (*GOES, *OTHERS)})


OTHERS = ("disassembly", "stock_transfer", "purchase_return", "stock_count", "location_move")


def leaves(form: str, *numbers: str, access: Access | None = None, **fields: Any) -> Any:
    """One of each batch leaves by a document of `form`."""
    rows = [row(form, number) for number in numbers]
    more = {"assembly": {"product": {"code": "PP"}, "quantity": "1"}}.get(form, {})
    filled = trading.filled(form, *rows, **more, **fields)
    return trading.create(form, filled, then="confirm", access=access or clerk())


def row(form: str, number: str) -> dict[str, Any]:
    price = {"sales_delivery": "5", "sales_exchange": "5"}.get(form)
    return line("NN", 1, price, batch=number)


def refusal(form: str, *numbers: str, access: Access | None = None, **fields: Any) -> Any:
    before = trading.books()
    with pytest.raises(BusinessError) as error:
        leaves(form, *numbers, access=access, **fields)
    assert trading.books() == before
    return error


def there() -> dict[str, int]:
    rows = sql.run(
        "SELECT m.number, sum(b.quantity)::int FROM ledger_stockbalance b JOIN masters_batch m"
        " ON m.company_id = b.company_id AND m.id = b.batch WHERE b.company_id = %s::bigint"
        " AND b.location = '00000000-0000-0000-0000-000000000000' GROUP BY 1",
        [current_id()],
    )
    return dict(rows.fetchall())


REASONS = [("stock_issue", {"reason": one}) for one in ("use", "gift", "sample", "other")]
LEAVING = [("sales_delivery", {}), ("loan", {}), ("assembly", {}), *REASONS]


@pytest.mark.parametrize(("form", "fields"), LEAVING)
def test_who_lacks_the_permission_passes_over_nothing_that_expires_first(
    milk: None, form: str, fields: dict[str, Any]
) -> None:
    error = refusal(form, "B3", **fields)

    assert refused(error) == [("line.passes_over", "lines.0.batch")]
    assert "应先出批号 B0（有效期到 2026-11-25），再出批号 B3" in str(error.value)
    leaves(form, "B3", access=clerk("pass_over"), **fields)
    leaves(form, "B0", **fields)
    assert there() == {"B0": 4, "B3": 4, "BH": 5, "BX": 5}


def test_a_document_that_takes_all_of_the_earlier_batch_may_take_the_later_one(milk: None) -> None:
    def taking(first: int) -> Any:
        rows = [line("NN", 1, "5", batch="B3"), line("NN", first, "5", batch="b0")]
        filled = trading.filled("sales_delivery", *rows)
        return trading.create("sales_delivery", filled, then="confirm", access=clerk())

    before = trading.books()
    with pytest.raises(BusinessError) as error:
        taking(4)
    assert refused(error) == [("line.passes_over", "lines.0.batch")]
    assert trading.books() == before

    taking(5)

    assert there() == {"B0": 0, "B3": 4, "BH": 5, "BX": 5}


def test_what_nobody_named_is_taken_from_what_expires_first_and_passes_nothing_over(
    milk: None,
) -> None:
    filled = trading.filled("sales_delivery", line("NN", 7, "5"))

    sold = trading.create("sales_delivery", filled, then="confirm", access=clerk())

    told = [(one.batch, one.quantity) for one in trading.fresh(sold).tables["lines"]]
    assert told == [("B0", 5), ("B3", 2)]


def test_only_goods_that_expire_earlier_are_passed_over(milk: None) -> None:
    """Of equal days, of another warehouse, or without an end beside none: no order to keep."""
    trading.product("YY", "盐", batched=True)
    for number in ("Y1", "Y2"):
        trading.confirmed("purchase_receipt", line("YY", 5, "1", batch=number))
    receive("B4", 2)
    receive("B00", 1, warehouse={"code": "CK02"})
    filled = trading.filled("sales_delivery", line("YY", 1, "2", batch="Y2"))

    trading.create("sales_delivery", filled, then="confirm", access=clerk())
    leaves("sales_delivery", "B4")

    receive("BN", None)
    assert refused(refusal("sales_delivery", "BN")) == [("line.passes_over", "lines.0.batch")]


def test_a_past_day_is_asked_what_lay_there_then(milk: None) -> None:
    """B1 came on the 10th; what expires earlier came today."""
    receive("B1", 30, date="2026-11-10")

    leaves("sales_delivery", "B1", date="2026-11-12")

    assert refused(refusal("sales_delivery", "B1")) == [("line.passes_over", "lines.0.batch")]


def test_a_company_that_does_not_hold_to_it_is_told_of_it_on_the_draft(milk: None) -> None:
    def told(access: Access) -> list[Any]:
        filled = trading.filled("sales_delivery", line("NN", 1, "5", batch="B3"))
        draft = trading.create("sales_delivery", filled, access=access)
        draft = trading.fresh(draft)
        draft.access = access
        return [(one.code, one.field) for one in warnings(draft, at=MORNING)]

    assert told(clerk()) == [("line.passes_over", "lines.0.batch")]
    assert told(clerk("pass_over")) == [("line.later_batch", "lines.0.batch")]

    settings_registry.change(FIRST_OUT.key, False, by=None)

    assert told(clerk()) == [("line.later_batch", "lines.0.batch")]
    leaves("sales_delivery", "B3")
    assert there()["B3"] == 4


@pytest.mark.parametrize(("form", "fields"), LEAVING)
def test_expired_goods_leave_only_by_who_has_the_permission_and_held_ones_by_nobody(
    milk: None, form: str, fields: dict[str, Any]
) -> None:
    assert refused(refusal(form, "BX", "BH", **fields)) == [
        ("line.batch_expired", "lines.0.batch"),
        ("line.batch_held", "lines.1.batch"),
    ]

    may = clerk("sell_expired")
    leaves(form, "BX", access=may, **fields)
    boss = trading.anybody()
    assert refused(refusal(form, "BH", access=boss, **fields)) == [
        ("line.batch_held", "lines.0.batch")
    ]
    assert there() == {"B0": 5, "B3": 5, "BH": 5, "BX": 4}


def test_what_is_given_in_exchange_may_leave_as_what_is_sold(milk: None) -> None:
    sold = leaves("sales_delivery", "B0")
    before = trading.books()
    source = str(sold.tables["lines"][0].id)

    def exchanged(number: str, access: Access) -> Any:
        back = line("NN", 1, "5", batch="B0", direction="returned", delivery_line=source)
        rows = [back, line("NN", 1, "5", batch=number, direction="replacement")]
        filled = trading.filled("sales_exchange", *rows)
        return trading.create("sales_exchange", filled, then="confirm", access=access)

    for number, code in (
        ("BX", "line.batch_expired"),
        ("BH", "line.batch_held"),
        ("B3", "line.passes_over"),
    ):
        with pytest.raises(BusinessError) as error:
            exchanged(number, clerk())
        assert refused(error) == [(code, "lines.1.batch")]
    assert trading.books() == before

    exchanged("B3", clerk("pass_over"))

    assert there() == {"B0": 5, "B3": 4, "BH": 5, "BX": 5}


def test_what_is_taken_apart_is_good_as_well(milk: None) -> None:
    def apart(number: str) -> Any:
        whole = {"product": {"code": "NN"}, "quantity": "1", "batch": number}
        filled = trading.filled("disassembly", line("PP", 1), **whole)
        return trading.create("disassembly", filled, then="confirm", access=clerk())

    before = trading.books()
    for number, code in (("BX", "line.batch_expired"), ("BH", "line.batch_held")):
        with pytest.raises(BusinessError) as error:
            apart(number)
        assert refused(error) == [(code, "batch")]
    assert trading.books() == before

    apart("B3")

    assert there() == {"B0": 5, "B3": 4, "BH": 5, "BX": 5}


@pytest.mark.parametrize("number", ["BX", "BH", "B3"])
def test_such_goods_are_written_off_moved_and_sent_back_by_anybody(milk: None, number: str) -> None:
    for reason in ("loss", "scrap", "missing"):
        leaves("stock_issue", number, reason=reason)
    leaves("stock_transfer", number, into={"code": "CK02"})
    filled = trading.filled("purchase_return", line("NN", 1, "3", batch=number))
    trading.create("purchase_return", filled, then="confirm", access=clerk())

    left = {"B0": 5, "B3": 5, "BH": 5, "BX": 5}
    assert there() == {**left, number: 1}


def test_a_document_of_a_day_on_which_the_goods_were_good_is_no_sale_of_expired_goods(
    milk: None,
) -> None:
    """E1 was good until the 18th; it left on the 17th, which is written down today."""
    receive("E1", -5, date="2026-11-10")

    leaves("sales_delivery", "E1", date="2026-11-17")
    leaves("sales_delivery", "E1", date="2026-11-18")

    late = refusal("sales_delivery", "E1", date="2026-11-19")
    assert refused(late) == [("line.batch_expired", "lines.0.batch")]
    assert refused(refusal("sales_delivery", "E1")) == [("line.batch_expired", "lines.0.batch")]
    assert there()["E1"] == 3


def test_who_keeps_the_goods_may_pass_over_and_who_sells_may_not() -> None:
    roles = {role.code: role.permissions for role in SHIPPED}

    may = {
        code
        for code, granted in roles.items()
        for form in ("sales_delivery", "*")
        if {"pass_over", "*"} & set(granted.get(form, ()))
    }
    assert may == {"admin", "owner", "warehouse"}
    assert {form for form, one in roles["warehouse"].items() if "pass_over" in one} == set(GOES)
    assert not any("sell_expired" in one for one in roles["warehouse"].values())


def test_many_lines_are_asked_about_by_as_many_statements_as_one(
    milk: None, statements: Callable[[], Any]
) -> None:
    def draft(*quantities: int) -> Any:
        rows = [line("NN", one, "5", batch="B3") for one in quantities]
        made = trading.create("sales_delivery", trading.filled("sales_delivery", *rows))
        made = trading.fresh(made)
        made.access = clerk()
        assert made.settings
        assert made.own_company.zone
        return made

    def asked(document: Any) -> int:
        with statements() as seen:
            assert len(warnings(document, at=LATER)) == len(document.rows)
        return len(seen)

    assert asked(draft(1, 1, 1, 1, 1)) == asked(draft(1)) == 2
