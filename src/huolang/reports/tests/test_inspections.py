"""What the home page tells of inspections."""

import pytest
from django.db import transaction

from huolang.kernel.company import current_id
from huolang.reports import home
from tests.support import trading
from tests.support.inspections import flagged, inspected, receive
from tests.support.trading import MORNING, shop

__all__ = ["shop"]

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def receipt(shop):
    """100 screws at 0.50 wait for their inspection."""
    flagged()
    return receive(100)


def test_what_waits_is_told_on_the_home_page(receipt):
    today = MORNING.date()
    with transaction.atomic():  # what is read can be followed by what is written
        waiting = home.read(trading.anybody(), today=today).counts["inspect"]
    assert waiting == {"purchase_receipt": 1}
    inspected(receipt, {"rejected": "5"})
    counts = home.read(trading.anybody(), today=today).counts
    assert (counts["inspect"]["purchase_receipt"], counts["open"]["inspection"]) == (0, 1)
    seller = trading.access(current_id(), purchase_receipt=("view",))
    assert "inspect" not in home.read(seller, today=today).counts
