"""别的叫法: what other programs write above columns that name a record, by the field's own name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

CODES = ("编码", "代码", "编号", "code", "no", "number")
NAMES = ("名称", "全称", "全名", "name")
ALSO: Mapping[str, Collection[str]] = {
    "商品": ("货品", "产品", "物料", "存货"),
    "product": ("item", "goods"),
    "supplier": ("vendor",),
    "partner": ("customer", "supplier", "vendor"),
    "客户": ("往来单位",),
    "供应商": ("往来单位",),
    "往来单位": ("客户", "供应商"),
    "仓库": ("仓", "库房"),
}
"""What other programs call a field of this name."""
OTHERWISE: Mapping[str, tuple[Collection[str], Collection[str]]] = {
    "商品": (
        ("货号", "品号", "料号", "sku", "itemno", "条码", "商品条码", "物料长代码",
         "物料短代码", "internalreference", "productinternalreference", "defaultcode"),
        ("品名",),
    ),
    "客户": (
        ("购货单位编码", "购货单位代码", "购货单位编号"),
        (
            "购货单位", "购货单位名称", "客户单位", "购买单位", "购货方", "购买方", "购方名称",
            "单位全名",
        ),
    ),
    "供应商": (
        ("供货单位编码", "供货单位代码", "供货单位编号", "供货商编码", "供货商编号"),
        (
            "供货单位", "供货单位名称", "厂商", "供货商", "供货商名称", "供应单位",
            "销货单位", "供货方", "单位全名",
        ),
    ),
}  # fmt: skip
"""Codes and names that are no words put together."""
PERHAPS: Mapping[str, Collection[str]] = {
    "客户": ("客户简称", "收货单位", "收货单位名称", "收货方"),
    "供应商": ("供应商简称", "厂家"),
    "仓库": ("所属仓库", "存放仓库"),
    "调出仓库": ("转出仓库", "移出仓库", "发货仓库", "发出仓库", "出库仓库"),
    "调入仓库": ("转入仓库", "移入仓库", "收货仓库", "收入仓库", "入库仓库"),
    "业务员": ("经手人", "销售员", "销售人员", "采购员", "采购人员"),
    "部门": ("销售部门", "采购部门", "所属部门", "业务部门"),
    "领用部门": ("领料部门", "使用部门"),
    "领用人": ("领料人",),
    "结算账户": ("收款账户", "付款账户", "资金账户", "收款账号", "付款账号"),
}  # fmt: skip
"""Names of what may be another record than the field's own: they are taken where no other column
names it, and compared with nothing. Who gets the goods is often, and not always, who buys them."""

OUT = (
    "发货仓库",
    "出货仓库",
    "出库仓库",
    "发料仓库",
    "delivery warehouse",
    "set source warehouse",
    "source warehouse",
    "from warehouse",
)
IN = (
    "收货仓库",
    "入库仓库",
    "收料仓库",
    "到货仓库",
    "accepted warehouse",
    "target warehouse",
    "set target warehouse",
    "set warehouse",
    "set accepted warehouse",
)
CONTACT = {"contact"}
OF_FORM: Mapping[tuple[str, str], Collection[str]] = {
    ("sales_delivery", "客户"): CONTACT,
    ("purchase_receipt", "供应商"): CONTACT,
    ("opening_stock", "仓库"): ("首选仓库", "默认仓库"),
}
"""What may be the record in one form only."""
WAREHOUSES: Mapping[str, Collection[str]] = {
    "sales_order": OUT, "sales_delivery": OUT, "purchase_return": OUT, "stock_issue": OUT,
    "purchase_order": IN, "purchase_receipt": IN, "sales_return": IN, "stock_receipt": IN,
}  # fmt: skip
"""What the warehouse of a form is called by the way of its goods."""


@dataclass(frozen=True)
class Words:
    """What stands above the code, the field itself, and the name of a record."""

    codes: frozenset[str]
    bare: frozenset[str]
    names: frozenset[str]
    perhaps: frozenset[str]


def of(labels: Collection[str], form: str = "") -> Words:
    """Of a field of this form with these labels, in whatever language."""
    bare, codes, names, perhaps = set[str](), set[str](), set[str](), set[str]()
    for one in labels:
        extra = OTHERWISE.get(one, ((), ()))
        bases = {one, *ALSO.get(one.casefold(), ())}
        bare |= bases
        codes |= {*extra[0], *(f"{base}{word}" for base in bases for word in CODES)}
        names |= {*extra[1], *(f"{base}{word}" for base in bases for word in NAMES)}
        perhaps |= {
            *PERHAPS.get(one, ()),
            *OF_FORM.get((form, one), ()),
            *(WAREHOUSES.get(form, ()) if one == "仓库" else ()),
        }
    return Words(frozenset(codes), frozenset(bare), frozenset(names), frozenset(perhaps))
