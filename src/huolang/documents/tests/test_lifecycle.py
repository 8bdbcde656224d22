"""单据的一生: the doors between draft, confirmed, closed and cancelled."""

from datetime import UTC, date, datetime, timedelta

import pytest

from huolang.documents import buttons
from huolang.forms import registry, writer
from huolang.kernel import sql
from huolang.kernel.company import acting, current_id
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import MORNING, line, refused

pytestmark = pytest.mark.usefixtures("shop")


def receipt_form():
    return registry.get("purchase_receipt")


def test_a_draft_has_no_number_and_moves_nothing():
    draft = trading.draft("purchase_receipt", line("LS8", 10, "1"))

    assert (draft.number, draft.state, draft.revision) == ("", "draft", 1)
    assert trading.on_hand("LS8") == 0
    assert buttons.possible(draft, receipt_form(), trading.anybody()) == ["confirm", "delete"]


@pytest.mark.parametrize(
    "name", ["purchase_order", "purchase_receipt", "sales_order", "stock_receipt", "opening_stock"]
)
def test_a_draft_without_a_date_is_one_of_the_companys_today(name):
    """At 16:30 on the 22nd in Greenwich it is the 23rd in Shanghai."""
    cost = {} if name.endswith(("order", "purchase_receipt")) else {"unit_cost": "1"}
    payload = trading.filled(name, line("LS8", 10, **cost))
    evening = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)

    draft = trading.create(name, payload, at=evening)

    assert trading.fresh(draft).date == date(2026, 11, 23)
    emptied = trading.change(draft, date=None)
    assert emptied.date == date(2026, 11, 23)


def test_a_draft_of_an_earlier_day_happens_on_that_day():
    draft = trading.draft("purchase_receipt", line("LS8", 10, "1"))

    receipt = trading.act(draft, "confirm", at=MORNING + timedelta(days=2))

    assert receipt.date == date(2026, 11, 23)
    assert receipt.number == "CGRK-20261123-0001"
    now = trading.confirmed("purchase_receipt", line("LS8", 10, "1"))
    assert (now.date, now.occurred_at) == (date(2026, 11, 23), MORNING)


def test_the_future_is_refused_when_it_is_typed():
    with pytest.raises(BusinessError) as refusal:
        trading.draft("purchase_receipt", line("LS8", 10, "1"), date="2026-11-24")

    assert refused(refusal) == [("document.in_the_future", "date")]


def test_a_document_of_a_past_day_keeps_that_day_in_its_number():
    receipt = trading.confirmed("purchase_receipt", line("LS8", 10, "1"), date="2026-10-31")

    assert receipt.number == "CGRK-20261031-0001"
    assert receipt.occurred_at.isoformat() == "2026-10-30T16:00:00.000001+00:00"


def test_an_empty_document_cannot_be_confirmed():
    draft = trading.draft("purchase_receipt")

    with pytest.raises(BusinessError) as refusal:
        trading.act(draft, "confirm")

    assert refused(refusal) == [("document.no_lines", "lines")]


def test_a_stale_version_is_refused():
    draft = trading.draft("purchase_receipt", line("LS8", 10, "1"))
    seen = writer.etag(draft)
    trading.change(draft, remark="改过")

    with pytest.raises(BusinessError) as refusal:
        trading.act(draft, "confirm", etag=seen)

    assert refused(refusal) == [("record.stale", "")]
    assert trading.fresh(draft).state == "draft"
    now = trading.fresh(draft)
    assert trading.act(draft, "confirm", etag=writer.etag(now)).state == "confirmed"


def test_every_change_of_state_gives_a_new_mark():
    draft = trading.draft("purchase_receipt", line("LS8", 10, "1"))
    marks = [writer.etag(draft)]

    for action in ("confirm", "reopen", "confirm", "cancel"):
        marks.append(writer.etag(trading.act(draft, action)))

    assert len(set(marks)) == 5


@pytest.mark.parametrize(
    ("before", "action"),
    [
        ([], "reopen"),
        ([], "cancel"),
        (["confirm"], "confirm"),
        (["confirm", "reopen"], "reopen"),
        (["confirm", "cancel"], "confirm"),
        (["confirm", "cancel"], "reopen"),
        (["confirm", "cancel"], "cancel"),
    ],
)
def test_a_door_that_is_not_there_is_refused(before, action):
    document = trading.draft("purchase_receipt", line("LS8", 10, "1"))
    for step in before:
        trading.act(document, step)
    state, rows = trading.fresh(document).state, trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(document, action)

    assert refused(refusal) == [("document.wrong_state", "")]
    assert trading.fresh(document).state == state
    assert trading.books() == rows


def test_a_receipt_is_not_closed_and_unknown_buttons_do_nothing():
    document = trading.confirmed("purchase_receipt", line("LS8", 10, "1"))

    for action in ("close", "delete", "explode"):
        with pytest.raises(BusinessError) as refusal:
            trading.act(document, action)
        assert refused(refusal) == [("document.no_such_action", "")]


def test_only_the_remark_of_a_confirmed_document_changes():
    document = trading.confirmed("purchase_receipt", line("LS8", 10, "1"))
    row = str(document.tables["lines"][0].id)

    trading.change(document, remark="发票随后到")
    with pytest.raises(BusinessError) as refusal:
        trading.change(document, discount="1", lines=[{"id": row, "quantity": 5}])

    assert trading.fresh(document).remark == "发票随后到"
    assert refused(refusal) == [("document.locked", "discount"), ("document.locked", "lines")]
    assert trading.fresh(document).tables["lines"][0].quantity == 10


def test_drafts_never_confirmed_can_be_deleted_and_no_others():
    draft = trading.draft("purchase_receipt", line("LS8", 10, "1"))
    reopened = trading.confirmed("purchase_receipt", line("LS8", 10, "1"))
    trading.act(reopened, "reopen")

    trading.delete(draft)
    with pytest.raises(BusinessError) as refusal:
        trading.delete(reopened)

    assert refused(refusal) == [("document.was_confirmed", "")]
    with pytest.raises(BusinessError) as gone:
        trading.fresh(draft)
    assert refused(gone) == [("record.not_found", "")]


def test_a_reopened_draft_nobody_wants_is_cancelled_and_keeps_its_number():
    document = trading.confirmed("purchase_receipt", line("LS8", 10, "1"))
    trading.act(document, "reopen")

    cancelled = trading.act(document, "cancel")

    assert (cancelled.state, cancelled.number) == ("cancelled", "CGRK-20261123-0001")
    assert trading.postings(document) == [(1, "post"), (1, "mirror")]


def test_confirming_takes_name_and_factor_of_the_day():
    draft = trading.draft("purchase_receipt", line("LS8", 2, "30", unit={"code": "BOX"}))
    product = trading.stored_product("LS8")
    box = str(product.tables["units"][0].id)
    trading.change_master(product, name="外六角螺栓", units=[{"id": box, "numerator": "120"}])

    trading.act(draft, "confirm")

    row = trading.fresh(draft).tables["lines"][0]
    assert (row.product_name, row.base_quantity) == ("外六角螺栓", 240)
    assert trading.on_hand("LS8") == 240


def test_everybody_needs_the_permission_for_what_they_do():
    clerk = trading.access(current_id(), purchase_receipt=["view", "add"])
    draft = trading.create(
        "purchase_receipt",
        trading.filled("purchase_receipt", line("LS8", 10, "1")),
        access=clerk,
    )
    rows = trading.books()

    for action in ("confirm", "cancel"):
        if action == "cancel":
            trading.act(draft, "confirm")
            rows = trading.books()
        with pytest.raises(BusinessError) as refusal:
            trading.act(draft, action, access=clerk)
        assert refused(refusal) == [("auth.forbidden", "")]
        assert trading.books() == rows
    with pytest.raises(BusinessError) as at_once:
        trading.create(
            "purchase_receipt",
            trading.filled("purchase_receipt", line("LS8", 10, "1")),
            access=clerk,
            then="confirm",
        )
    assert refused(at_once) == [("auth.forbidden", "")]


def test_audit_and_events_tell_the_whole_story():
    document = trading.confirmed("purchase_receipt", line("LS8", 10, "1"))
    trading.act(document, "reopen")
    trading.act(document, "confirm")
    trading.act(document, "cancel", reason="退回供应商")

    assert trading.audit(document) == ["create", "confirm", "reopen", "confirm", "cancel"]
    assert trading.events(document) == [
        ("purchase_receipt.created", 1),
        ("purchase_receipt.confirmed", 1),
        ("purchase_receipt.reopened", 2),
        ("purchase_receipt.confirmed", 2),
        ("purchase_receipt.cancelled", 2),
    ]


@pytest.mark.parametrize("form", ["purchase_receipt", "sales_delivery", "sales_order"])
def test_five_hundred_lines_take_as_many_statements_as_five(form):
    for n in range(50):
        trading.product(f"X{n}", f"配件{n}")
    enough = [line(f"X{n}", 1000, unit_cost="1") for n in range(50)]
    trading.confirmed("stock_receipt", *enough, reason="opening")

    counts = {}
    for lines in (5, 5, 500):
        draft = trading.draft(form, *(line(f"X{n % 50}", 1, "1") for n in range(lines)))
        with sql.counting() as statements, acting(current_id()):
            trading.act(draft, "confirm")
        counts[lines] = len(statements)

    assert counts[500] == counts[5]


def test_five_hundred_ordered_lines_are_counted_by_as_many_statements_as_five():
    counts = {}
    for lines in (5, 5, 500):
        bought = trading.confirmed("purchase_order", *(line("LS8", 2, "1") for _ in range(lines)))
        receipt = trading.convert(bought, "purchase_receipt")
        with sql.counting() as statements:
            trading.act(receipt, "confirm")
        counts[lines] = len(statements)

    assert counts[500] == counts[5]
    assert trading.fresh(bought).progress == "done"
