"""合并: a duplicate is archived, drafts and masters go on with the other, the books stay."""

import pytest

from huolang.documents import lifecycle
from huolang.forms import registry
from huolang.kernel.company import acting, current_id
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Forbidden
from huolang.masters import merge
from tests.support import trading
from tests.support.trading import MORNING, line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def pair(shop):
    """华强 twice: the second one is the duplicate."""
    return trading.partner("K1", "华强"), trading.partner("K2", "华强电子")


def merged(duplicate, into, access=None):
    with acting(current_id()):
        return merge.merge(
            registry.of(type(duplicate)),
            duplicate.id,
            into.id,
            access=access or trading.anybody(),
            at=MORNING,
        )


def refuses(duplicate, into):
    """Why it is refused; nothing was moved then."""
    before = (trading.books(), trading.fresh(duplicate).active)
    with pytest.raises(BusinessError) as refusal:
        merged(duplicate, into)
    assert (trading.books(), trading.fresh(duplicate).active) == before
    return refused(refusal)[0][0]


def test_drafts_and_masters_go_on_with_the_other_and_the_audit_tells_of_it(pair):
    kept, duplicate = pair
    draft = trading.draft("sales_order", line("LS8", 1, "5"), partner={"code": "K2"})

    merged(duplicate, kept)

    moved, archived = trading.fresh(draft), trading.fresh(duplicate)
    assert moved.partner_id == kept.id
    assert (archived.active, archived.merged_into_id) == (False, kept.id)
    assert trading.audit(draft) == ["create", "change"]
    assert trading.audit(duplicate)[-1] == trading.audit(kept)[-1] == "merge"
    assert trading.act(moved, "confirm").state == "confirmed"


def test_a_return_that_was_drafted_before_goes_on_with_the_other(pair):
    kept, duplicate = pair
    trading.confirmed("stock_receipt", line("LS8", 9, unit_cost="1"), reason="opening")
    sold = trading.confirmed("sales_delivery", line("LS8", 9, "0"), partner={"code": "K2"})
    draft = trading.convert(sold, "sales_return")
    merged(duplicate, kept)

    back = trading.act(trading.fresh(draft), "confirm")

    assert (back.partner_id, trading.on_hand("LS8")) == (kept.id, 9)


def test_what_is_in_the_books_stays_as_it_was_told(pair):
    kept, duplicate = pair
    trading.confirmed("stock_receipt", line("LS8", 9, unit_cost="1"), reason="opening")
    sold = {"partner": {"code": "K2"}}
    delivery = trading.confirmed("sales_delivery", line("LS8", 2, "5"), **sold)
    assert refuses(duplicate, kept) == "partner.still_owed"
    trading.act(delivery, "cancel")
    before = trading.balance("receivable"), trading.postings(delivery)

    merged(duplicate, kept)

    assert trading.fresh(delivery).partner_id == duplicate.id
    assert (trading.balance("receivable"), trading.postings(delivery)) == before


def test_orders_under_way_and_opened_documents_hold_it_up(pair):
    kept, duplicate = pair
    order = trading.confirmed("sales_order", line("LS8", 1, "5"), partner={"code": "K2"})
    assert refuses(duplicate, kept) == "merge.under_way"
    trading.act(order, "reopen")
    assert refuses(duplicate, kept) == "merge.under_way"
    trading.act(order, "confirm")
    trading.act(order, "close")

    assert merged(duplicate, kept).id == kept.id


def test_nothing_is_merged_into_itself_or_twice_or_into_what_is_archived(pair):
    kept, duplicate = pair
    other = trading.partner("K3", "旧客户", active=False)

    assert refuses(kept, kept) == "merge.into_itself"
    assert refuses(kept, other) == "merge.into_archived"
    merged(duplicate, kept)
    assert refuses(duplicate, kept) == "merge.merged_already"
    with pytest.raises(BusinessError) as refusal:
        trading.change_master(duplicate, active=True)
    assert refused(refusal) == [("merge.merged_already", "active")]


def test_units_are_not_merged_and_not_everybody_merges(pair):
    kept, duplicate = pair
    unit = trading.master("unit", code="U1", name="某")

    assert refuses(unit, trading.master("unit", code="U2", name="某")) == "merge.not_possible"
    may = {"partner": frozenset({"view", "edit"})}
    access = Access(company=current_id(), user=None, granted=may)
    with pytest.raises(Forbidden):
        merged(duplicate, kept, access)
    assert trading.fresh(duplicate).active


def test_no_new_document_names_the_duplicate(pair):
    kept, duplicate = pair
    merged(duplicate, kept)

    with pytest.raises(BusinessError) as refusal, acting(current_id()):
        payload = trading.filled("sales_order", line("LS8", 1, "5"), partner={"code": "K2"})
        form = registry.get("sales_order")
        lifecycle.create(form, payload, access=trading.anybody(), at=MORNING)

    assert refused(refusal)[0][1] == "partner"
