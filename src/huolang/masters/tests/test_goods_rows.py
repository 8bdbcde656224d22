"""条码、上下限、分类: the rows below a product, and lists of a branch of categories."""

import pytest

from huolang.forms import query, registry
from huolang.forms.query import Ask
from huolang.kernel import sql
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import refused

pytestmark = pytest.mark.usefixtures("shop")
BOX = {"unit": {"code": "BOX"}, "numerator": 24}
MAIN = {"warehouse": {"code": "CK01"}}


def codes_of() -> list:
    return sql.run("SELECT code, unit FROM masters_barcode ORDER BY code").fetchall()


def test_a_unit_may_have_many_bar_codes():
    made = trading.product(
        "X1",
        "新品",
        barcode="690001",
        units=[{**BOX, "barcode": "690002"}],
        barcodes=[{"barcode": "690003"}, {"barcode": "690004", "unit": {"code": "BOX"}}],
    )

    piece, box = made.unit_id, made.tables["units"][0].unit_id
    assert codes_of() == [("690001", piece), ("690002", box), ("690003", piece), ("690004", box)]


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        (
            {"barcodes": [{"barcode": "1", "unit": {"code": "KG"}}]},
            ("product.not_its_unit", "barcodes.0.unit"),
        ),
        (
            {"barcode": "1", "barcodes": [{"barcode": "1"}]},
            ("product.barcode_twice", "barcodes.0.barcode"),
        ),
        ({"limits": [MAIN, MAIN]}, ("product.limit_twice", "limits.1.warehouse")),
        (
            {"limits": [{**MAIN, "min_stock": "10", "max_stock": "9"}]},
            ("product.limits_crossed", "limits.0.max_stock"),
        ),
        (
            {"limits": [{**MAIN, "safety_stock": "-1"}]},
            ("field.too_small", "limits.0.safety_stock"),
        ),
    ],
)
def test_rows_that_contradict_the_product_are_refused(rows, wrong):
    with pytest.raises(BusinessError) as refusal:
        trading.product("X1", "新品", **rows)

    assert refused(refusal) == [wrong]


def test_a_bar_code_of_another_product_is_refused_where_it_was_typed():
    trading.product("X1", "新品", barcodes=[{"barcode": "690003"}])

    with pytest.raises(BusinessError) as refusal:
        trading.product("X2", "新品", barcodes=[{"barcode": "1"}, {"barcode": "690003"}])

    assert refused(refusal) == [("product.barcode_taken", "barcodes.1.barcode")]


def test_a_list_shows_a_category_and_all_below_it():
    top = trading.master("product_category", code="A", name="文具")
    under = trading.master("product_category", code="B", name="笔", parent={"code": "A"})
    trading.master("product_category", code="C", name="钢笔", parent={"code": "B"})
    for code, category in (("X1", "A"), ("X2", "C"), ("X3", "B")):
        trading.product(code, "新品", category={"code": category})
    form = registry.get("product")

    def listed(operator, key):
        asked = Ask(conditions=[["category", operator, str(key)]])
        return len(query.page(form, form.storage, asked).rows)

    assert [listed("=", top.id), listed("below", top.id), listed("below", under.id)] == [1, 3, 2]


def test_only_what_lies_inside_itself_has_branches():
    form = registry.get("product")
    asked = Ask(conditions=[["unit", "below", "01a21593-9802-751b-a4a2-000000000000"]])

    with pytest.raises(BusinessError) as refusal:
        query.page(form, form.storage, asked)

    assert refused(refusal) == [("filter.operator", "filter.0")]
