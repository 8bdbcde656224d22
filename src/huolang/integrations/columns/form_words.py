"""某种单据自己的叫法: what stands above columns of one form only: 实发数量 is what a delivery says,
实收数量 a receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

QUANTITY, UNIT_COST = "lines.quantity", "lines.unit_cost"
OUT = (
    "实发数量", "发货数量", "出库数量", "发出数量", "送货数量", "shipped qty", "delivered qty",
    "shipped quantity", "delivered quantity",
)  # fmt: skip
IN = (
    "实收数量", "入库数量", "收货数量", "到货数量", "收入数量", "received qty", "received quantity",
    "accepted qty", "accepted quantity",
)  # fmt: skip
ORDERED = ("订货数量", "订购数量", "订单数量", "下单数量", "ordered qty", "order qty")
BOUGHT = ("采购数量", "进货数量", "购进数量", "purchase qty")
SOLD = ("销售数量", "销货数量", "购买数量", "sales qty")
RETURNED = ("退货数量", "退回数量", "returned qty")
COUNTED = (
    "实盘数量", "盘点数量", "实存数量", "实际数量", "实盘数", "盘点数", "实存数", "实盘",
    "实盘库存", "盘点库存", "实际库存", "实盘量", "盘点量", "counted qty", "counted quantity",
)  # fmt: skip
"""What was found when goods were counted: surer than what the books say."""
STOCK = (
    "结存数量", "期末数量", "账面数量", "现存数量", "在库数量", "期初库存", "期末库存",
    "期初结存", "期末结存", "期初结存数量", "期末结存数量", "期初库存数量", "期末库存数量",
    "当前库存", "当前库存量", "初始库存", "初始数量", "期初库存量", "期末库存量", "库存量",
    "现有库存", "现有库存量", "现库存", "账面库存", "账面数", "账存数量", "inventoried quantity",
    "balance quantity", "opening qty", "opening stock", "on hand quantity", "quantity on hand",
    "on hand qty", "qty on hand", "actual qty", "actual quantity", "balance qty",
)  # fmt: skip
COSTS_OF_EACH = (
    "单位成本", "成本", "成本价", "成本单价", "cost", "unit cost", "cost price",
)  # fmt: skip
COST = (
    "结存单价", "期初单价", "期末单价", "库存单价", "账面单价", "结存成本", "期初成本价",
    "期初结存单价", "期末结存单价", "期初库存单价", "期末库存单价", "期初单位成本", "期末单位成本",
    "期初成本单价", "期末成本单价", "期末成本价", "平均单价", "平均成本", "平均成本价",
    "成本均价", "库存均价", "均价", "加权均价",
    "加权平均成本", "加权平均单价", "加权平均价", "移动平均成本", "valuation rate",
    "average cost", "avg cost",
)  # fmt: skip
RECEIVED_COST = ("入库单价", "入库价", "入库成本", "入库成本价", "入库成本单价", "收入单价")
REFERENCE = ("参考售价", "预计销售价", "预设售价", "标准售价")
REFERENCE_BUYING = ("预计采购价", "预设进价", "参考进价", "标准进价")
FUNDS = (
    "账户", "账户名称", "银行账户", "收款银行", "付款银行", "收付款账户", "结算帐户",
    "account paid to", "account paid from",
)  # fmt: skip
LISTS = (
    "价格表",
    "价格表名称",
    "价目表",
    "价目表名称",
    "price list",
    "pricelist",
    "price list name",
)
AGREED = ("协议价", "协议单价", "协议价格", "合同价", "合同单价", "price list rate")
NET = ("金额", "无税金额", "未税金额", "net amount")
"""An invoice says its amounts without tax, and the tax beside them."""
RECEIVED = ("收款单号", "收款单编号", "收款编号", "收据号")
PAID = ("付款单号", "付款单编号", "付款编号")
SETTLED = (
    "核销金额", "本次核销金额", "本次核销", "本次结算", "本次结算金额", "allocated amount",
    "allocated",
)  # fmt: skip
"""How much of it, of what `SETTLED_ITEM` names."""
SETTLED_ITEM = (
    "核销单号", "核销单据", "核销单据编号", "源单编号", "源单号", "源单据编号", "业务单号",
    "reference name",
)  # fmt: skip
PAID_LESS = ("折扣金额", "折扣额", "现金折扣", "整单优惠", "优惠", "让利金额", "抹零", "抹零金额")
TAXES = ("taxes", "customer taxes", "vendor taxes")
"""Of a line: names of taxes, with their rates."""
SALES_TAX = ("customer taxes", "sales taxes", "销售税", "销项税", "销项税率", "客户税")
LOOSE_TAX = ("vendor taxes", "supplier taxes", "purchase taxes", "采购税", "进项税率", "供应商税")
"""What is levied on what is bought, and is the rate of the goods where nothing better is."""
LOOSE_BUYING = ("cost", "参考成本", "最新成本", "最新进价", "最近进价", "valuation rate")
LOOSE_COST = (
    "单价", "参考成本", "最新成本", "参考进价", "进价", "采购价", "进货价", "采购单价", "进货单价",
)  # fmt: skip
"""What may be something else than what goods cost, and is that where nothing better is."""

FROM = ("原", "源", "来源", "关联", "上游", "对应", "被退")
"""What stands before the number of the document from which one goes on."""
SOURCE_LINES = {"sales_return": "lines.delivery_line", "purchase_return": "lines.receipt_line"}


def _sources(*ways: str) -> list[str]:
    """What the number of the document is called from which a return goes on."""
    ends = ("单", "单据", "单号", "单据号", "单编号", "单据编号")
    return [f"{one}{way}{end}" for one in FROM for way in ("", *ways) for end in ends]


FOR_FORM: Mapping[tuple[str, str], Sequence[str]] = {
    ("opening_balance", "lines.kind"): (
        "类型", "方向", "应收应付", "应收/应付", "往来类型", "款项类型", "type", "direction",
    ),
    ("opening_balance", "lines.partner"): (
        "客户", "供应商", "客户名称", "供应商名称", "客户编码", "供应商编码", "单位名称",
        "往来单位名称", "customer", "supplier", "customer name", "supplier name", "party",
        "party name",
    ),
    ("purchase_order", "number"): (
        "采购单号", "采购订单号", "订单号", "订单编号",
        "po no", "po number", "order no", "order id", "order reference",
    ),
    ("purchase_receipt", "number"): (
        "入库单号", "采购入库单号", "进货单号", "收货单号", "到货单号", "receipt no",
    ),
    ("sales_order", "number"): (
        "销售单号", "销售订单号", "订单号", "订单编号",
        "order no", "order id", "order number", "order reference",
    ),
    ("sales_delivery", "number"): (
        "销售单号", "出库单号", "销售出库单号", "发货单号", "送货单号",
        "delivery no", "invoice no", "order no", "order id",
    ),
    ("purchase_return", "number"): ("退货单号", "采购退货单号", "return no"),
    ("sales_return", "number"): ("退货单号", "销售退货单号", "return no"),
    ("sales_return", SOURCE_LINES["sales_return"]): (
        "出库单号", "出库单编号", "销售出库单号", "销售出库单编号", "发货单号", "发货单编号",
        "送货单号", *_sources("销售", "出库", "销售出库", "发货", "送货", "销货"),
        "return against", "delivery note", "against delivery note",
    ),
    ("purchase_return", SOURCE_LINES["purchase_return"]): (
        "入库单号", "入库单编号", "采购入库单号", "采购入库单编号", "进货单号", "进货单编号",
        "收货单号", *_sources("采购", "入库", "采购入库", "进货", "收货", "购货"),
        "return against", "purchase receipt", "against purchase receipt",
    ),
    ("stock_receipt", "number"): ("入库单号",),
    ("stock_issue", "number"): ("出库单号",),
    ("stock_transfer", "number"): ("调拨单号", "移库单号", "transfer no"),
    ("purchase_order", QUANTITY): (*ORDERED, *BOUGHT),
    ("purchase_receipt", QUANTITY): (*IN, *BOUGHT),
    ("purchase_return", QUANTITY): (*RETURNED, *OUT),
    ("sales_order", QUANTITY): (*ORDERED, *SOLD),
    ("sales_delivery", QUANTITY): (*OUT, *SOLD),
    ("sales_return", QUANTITY): (*RETURNED, *IN),
    ("stock_receipt", QUANTITY): IN,
    ("stock_issue", QUANTITY): (*OUT, "领用数量", "领料数量", "报损数量"),
    ("stock_transfer", QUANTITY): ("调拨数量", "移库数量", "转仓数量", "transfer qty"),
    ("stock_count", QUANTITY): COUNTED,
    ("opening_stock", QUANTITY): (*COUNTED, *STOCK),
    ("opening_stock", UNIT_COST): (*COST, *LOOSE_COST),
    ("stock_receipt", UNIT_COST): (*RECEIVED_COST, *LOOSE_COST),
    ("sales_order", "lines.unit_price"): ("rate",),
    ("sales_delivery", "lines.unit_price"): ("rate",),
    ("purchase_order", "lines.unit_price"): ("rate",),
    ("purchase_receipt", "lines.unit_price"): ("rate",),
    ("purchase_order", "lines.expected_on"): (
        "要求到货日期", "需求日期", "到货日期", "expected arrival", "expected date", "required by",
        "scheduled date",
    ),
    ("sales_order", "lines.expected_on"): ("delivery date", "expected date", "required date"),
    ("opening_balance", "lines.original_number"): (
        "invoice number", "invoice no", "bill no", "发票号", "发票号码", "发票编号", "原始单号",
        "原单据编号", "原单据号", "业务单号", "业务单据号",
    ),
    ("opening_balance", "lines.original_date"): (
        "invoice date", "bill date", "开票日期", "发票日期", "原始日期", "原单据日期",
    ),
    ("opening_balance", "lines.due_on"): ("due date", "到期日期", "应收日期", "应付日期"),
    ("opening_balance", "lines.amount"): (
        "余额", "期末余额", "期初余额", "未收金额", "未付金额", "未收余额", "未付余额", "欠款",
        "欠款金额", "未结金额", "未核销金额", "未清金额", "outstanding", "outstanding amount",
        "amount due", "balance due",
    ),
    ("sales_order", "lines.discount"): ("order lines/disc.%", "disc.%", "disc %"),
    ("purchase_order", "lines.discount"): ("order lines/disc.%", "disc.%", "disc %"),
    ("sales_order", "lines.tax_rate"): TAXES,
    ("purchase_order", "lines.tax_rate"): TAXES,
    ("sales_delivery", "lines.tax_rate"): TAXES,
    ("purchase_receipt", "lines.tax_rate"): TAXES,
    ("price_list", "name"): LISTS,
    ("supplier_price_list", "name"): LISTS,
    ("price_list", "lines.price"): AGREED,
    ("supplier_price_list", "lines.price"): AGREED,
    ("price_list", "valid_from"): ("开始日期", "起始日期", "执行日期", "生效日", "start date"),
    ("price_list", "valid_until"): ("结束日期", "截止日期", "终止日期", "失效日", "end date"),
    ("customer_payment", "funds_account"): FUNDS,
    ("supplier_payment", "funds_account"): FUNDS,
    ("customer_payment", "discount"): PAID_LESS,
    ("supplier_payment", "discount"): PAID_LESS,
    ("customer_payment", "amount"): (
        "收款金额", "实收金额", "本次收款", "收款额", "paid amount", "received amount",
    ),
    ("supplier_payment", "amount"): ("paid amount", "付款金额", "实付金额", "本次付款", "付款额"),
    ("employee", "code"): ("工号", "员工编号", "职员编号", "人员编号", "职员代码"),
    ("employee", "name"): ("姓名", "员工姓名", "职员姓名", "人员姓名", "职员名称"),
    ("partner", "contact"): ("首要联系人", "主联系人", "contact person"),
    ("partner", "address"): ("送货地址", "收货地址", "办公地址", "经营地址"),
    ("partner", "salesperson"): ("专管业务员", "分管业务员", "销售人员", "跟单员"),
    ("partner", "department"): ("专管部门", "分管部门"),
    ("partner", "price_level"): ("客户等级", "客户级别", "价格级别", "会员等级"),
    ("warehouse", "code"): ("short name", "简称"),
    ("warehouse", "name"): ("warehouse", "仓库", "库房名称"),
    ("partner", "tax_number"): (
        "税务登记号", "税务登记证号", "增值税号", "tax id", "vat no", "vat number",
    ),
    ("product", "code"): ("internal reference", "default code", "item number"),
    ("product", "name"): ("title", "品名规格", "商品标题", "product title"),
    ("product", "tax_rate"): (*SALES_TAX, *LOOSE_TAX),
    ("product", "batched"): ("批号",),
    ("product", "serialized"): ("序列号",),
    ("product", "kind"): ("product type",),
    ("product", "unit"): (
        "基础单位", "库存单位", "unit of measure", "default unit of measure", "stock uom",
    ),
    ("product", "barcode"): ("基础条码", "基本条码", "主条码", "单品条码"),
    ("product", "units.unit"): ("副单位", "辅单位", "辅助单位", "辅计量单位", "大单位"),
    ("product", "units.numerator"): ("比例", "换算比例", "换算率", "换算系数", "换算关系"),
    ("product", "units.barcode"): ("副条码", "副单位条码", "辅助条码", "大单位条码", "箱条码"),
    ("product", "sales_price"): (
        "standard selling rate", "standard rate", "selling price", "list price", "sale price",
        "retail price", *REFERENCE,
    ),
    ("product", "purchase_price"): (
        "last purchase rate", "buying price", "standard buying rate", *REFERENCE_BUYING,
        *LOOSE_BUYING,
    ),
    ("product", "units.sales_price"): (
        "副单位售价", "副单位价格", "副单位销售价", "副单位零售价", "辅助单位售价", "大单位售价",
        "大单位价格", "整箱价", "整件价", *(f"{one}价" for one in "箱件盒包袋桶罐条"),
        *(f"{one}售价" for one in "箱件盒包袋桶罐条"),
    ),
    ("customer_payment", "partner"): (
        "付款单位", "付款方", "付款人", "交款单位", "缴款单位", "party", "party name",
    ),
    ("supplier_payment", "partner"): (
        "收款单位", "收款方", "收款人", "领款单位", "party", "party name",
    ),
    ("purchase_invoice", "lines.amount"): NET,
    ("sales_invoice", "lines.amount"): NET,
    ("customer_payment", "number"): RECEIVED,
    ("supplier_payment", "number"): PAID,
    ("customer_payment", "lines.item"): (
        *SETTLED_ITEM, "销售单号", "销售单编号", "出库单号", "应收单号", "应收单据编号",
    ),
    ("supplier_payment", "lines.item"): (
        *SETTLED_ITEM, "采购单号", "采购单编号", "入库单号", "应付单号", "应付单据编号",
    ),
    ("customer_payment", "lines.amount"): SETTLED,
    ("supplier_payment", "lines.amount"): SETTLED,
    ("product", "category"): (
        "类别", "商品类别", "产品类别", "货品类别", "物料类别", "存货类别", "存货分类",
        "产品分类", "货品分类", "item group",
    ),
}  # fmt: skip

OTHER_UNITS = ("库存单位", "计价单位", "销售单位", "采购单位", "交易单位")
"""In which documents count that say their unit twice."""
GOODS_UNITS = (
    "商品单位", "货品单位", "物料单位", "存货单位", "产品单位", "商品计量单位", "计量单位名称",
    "库存计量单位", "销售计量单位", "采购计量单位", "进货计量单位", "purchase uom", "sales uom",
)  # fmt: skip
BASE_UNITS = (
    "基本单位", "基本计量单位", "主单位", "主计量单位", "主计量", "最小单位", "小单位",
    "基础单位", "stock uom", "base uom",
)  # fmt: skip
"""In which goods are kept."""
SECOND_UNITS = (
    "包装单位", "辅助单位", "辅单位", "副单位", "辅计量单位", "辅助计量单位", "辅计量", "大单位",
)  # fmt: skip
"""In which they are counted besides."""
UNIT = (
    "unit of measure",
    "product unit of measure",
    "product uom",
    "uom",
    "计量单位",
    *OTHER_UNITS,
    *GOODS_UNITS,
)
"""What stands above the unit of a line, of whatever document."""


def of(form: str, path: str) -> Sequence[str]:
    """What stands above a field of this form, besides its own names."""
    return (*FOR_FORM.get((form, path), ()), *(UNIT if path == "lines.unit" else ()))
