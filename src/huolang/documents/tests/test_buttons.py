"""按钮: what may be pressed now, and why not the rest."""

import pytest

from huolang.documents import buttons
from huolang.kernel.company import acting, current_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger import periods
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


def pressing(document, access=None):
    """What may be pressed, and the codes of what would be refused."""
    form, who = trading.form_of(document), access or trading.anybody()
    stored = trading.fresh(document)
    held = {name: one.code for name, one in buttons.held_up(stored, form, who).items()}
    return buttons.possible(stored, form, who), held


def agrees(document):
    """Whatever is held up is refused for that reason, and the rest of the reasons are not."""
    before = trading.books()
    for action, code in pressing(document)[1].items():
        if action == "correct":
            continue
        with pytest.raises(BusinessError) as refusal:
            trading.act(document, action)
        assert refused(refusal)[0][0].split(".")[0] == code.split(".")[0]
    assert trading.books() == before


def test_what_was_followed_or_paid_waits_for_that():
    receipt = trading.confirmed("purchase_receipt", line("LS8", 9, "10"))
    assert pressing(receipt) == (["reopen", "correct", "cancel"], {})

    payment = trading.act(trading.convert(receipt, "supplier_payment"), "confirm")
    assert pressing(receipt) == ([], dict.fromkeys(buttons.TAKING_BACK, "document.paid_for"))
    back = trading.act(trading.convert(receipt, "purchase_return"), "confirm")
    assert pressing(receipt) == ([], dict.fromkeys(buttons.TAKING_BACK, "document.followed"))

    agrees(receipt)
    trading.act(back, "cancel")
    trading.act(payment, "cancel")
    assert pressing(receipt) == (["reopen", "correct", "cancel"], {})


def test_in_a_closed_month_nothing_is_changed_but_cancelled_and_a_draft_is_told_where():
    october = {"date": "2026-10-05"}
    receipt = trading.confirmed("purchase_receipt", line("LS8", 9, "10"), **october)
    draft = trading.draft("purchase_receipt", line("LS8", 1, "10"), **october)
    with acting(current_id()):
        periods.close(receipt.date, by=None)

    changes = {"reopen": "ledger.closed_to_changes", "correct": "ledger.closed_to_changes"}
    assert pressing(receipt) == (["cancel"], changes)
    assert pressing(draft) == (["confirm", "delete"], {})
    with pytest.raises(BusinessError) as refusal:
        trading.act(draft, "confirm")
    assert refused(refusal) == [("ledger.closed_period", "date")]
    agrees(receipt)
    assert trading.act(receipt, "cancel").state == "cancelled"


def test_an_order_of_which_something_is_done_is_closed_instead():
    order = trading.confirmed("purchase_order", line("LS8", 9, "10"))
    trading.act(trading.convert(order, "purchase_receipt"), "confirm")

    assert pressing(order) == (["reopen", "close"], {"cancel": "document.already_done"})
    agrees(order)
    trading.act(order, "reopen")
    assert pressing(order) == (["confirm"], {"cancel": "document.done_and_reopened"})


def test_who_may_not_press_a_button_is_not_told_why_it_waits():
    receipt = trading.confirmed("purchase_receipt", line("LS8", 9, "10"))
    trading.act(trading.convert(receipt, "purchase_return"), "confirm")
    reader = trading.access(current_id(), purchase_receipt=("view",))

    assert pressing(receipt, reader) == ([], {})
