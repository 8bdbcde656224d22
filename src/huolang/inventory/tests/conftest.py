import pytest

from tests.support import serials, trading
from tests.support.trading import shop

__all__ = ["phones", "shop"]


@pytest.fixture
def phones(shop):
    """A1, A2 at 1000 each and B1 at 1300, each costed by itself."""
    trading.product("SJ", "手机", serialized=True, costing_scope="batch", sales_price="2000")
    serials.received(["A1", "A2"], "1000")
    return serials.received(["B1"], "1300")
