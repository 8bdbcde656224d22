"""科目表: the chart of accounts of a new company (小企业会计准则) and the roles accounts play.

The list is that of the standard (财会〔2011〕17号, its appendix of accounts) with the sub-accounts
that perpetual stock and VAT need. A company's books keep the Chinese names; `shown` says them in
the language of whoever asks, unless the company gave an account a name of its own.
"""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from huolang.ledger.models import Account, AccountRole, PostingHead

ASSET, LIABILITY, EQUITY, COST, PROFIT = "asset", "liability", "equity", "cost", "profit"

CHART: tuple[tuple[str, str, str], ...] = (
    ("1001", _("库存现金"), ASSET),
    ("1002", _("银行存款"), ASSET),
    ("1012", _("其他货币资金"), ASSET),
    ("1101", _("短期投资"), ASSET),
    ("1121", _("应收票据"), ASSET),
    ("1122", _("应收账款"), ASSET),
    ("1123", _("预付账款"), ASSET),
    ("1131", _("应收股利"), ASSET),
    ("1132", _("应收利息"), ASSET),
    ("1221", _("其他应收款"), ASSET),
    ("1401", _("材料采购"), ASSET),
    ("1402", _("在途物资"), ASSET),
    ("1403", _("原材料"), ASSET),
    ("1404", _("材料成本差异"), ASSET),
    ("1405", _("库存商品"), ASSET),
    ("1407", _("商品进销差价"), ASSET),
    ("1408", _("委托加工物资"), ASSET),
    ("1411", _("周转材料"), ASSET),
    ("1421", _("消耗性生物资产"), ASSET),
    ("1501", _("长期债券投资"), ASSET),
    ("1511", _("长期股权投资"), ASSET),
    ("1601", _("固定资产"), ASSET),
    ("1602", _("累计折旧"), ASSET),
    ("1604", _("在建工程"), ASSET),
    ("1605", _("工程物资"), ASSET),
    ("1606", _("固定资产清理"), ASSET),
    ("1621", _("生产性生物资产"), ASSET),
    ("1622", _("生产性生物资产累计折旧"), ASSET),
    ("1701", _("无形资产"), ASSET),
    ("1702", _("累计摊销"), ASSET),
    ("1801", _("长期待摊费用"), ASSET),
    ("1901", _("待处理财产损溢"), ASSET),
    ("2001", _("短期借款"), LIABILITY),
    ("2201", _("应付票据"), LIABILITY),
    ("2202", _("应付账款"), LIABILITY),
    ("220201", _("应付账款—已开票"), LIABILITY),
    ("220202", _("应付账款—暂估"), LIABILITY),
    ("2203", _("预收账款"), LIABILITY),
    ("2211", _("应付职工薪酬"), LIABILITY),
    ("2221", _("应交税费"), LIABILITY),
    ("22210101", _("应交增值税—进项税额"), LIABILITY),
    ("22210106", _("应交增值税—销项税额"), LIABILITY),
    ("222108", _("待转销项税额"), LIABILITY),
    ("2231", _("应付利息"), LIABILITY),
    ("2232", _("应付利润"), LIABILITY),
    ("2241", _("其他应付款"), LIABILITY),
    ("2401", _("递延收益"), LIABILITY),
    ("2501", _("长期借款"), LIABILITY),
    ("2701", _("长期应付款"), LIABILITY),
    ("3001", _("实收资本"), EQUITY),
    ("3002", _("资本公积"), EQUITY),
    ("3101", _("盈余公积"), EQUITY),
    ("3103", _("本年利润"), EQUITY),
    ("3104", _("利润分配"), EQUITY),
    ("310499", _("利润分配—期初建账"), EQUITY),
    ("4001", _("生产成本"), COST),
    ("4101", _("制造费用"), COST),
    ("4301", _("研发支出"), COST),
    ("4401", _("工程施工"), COST),
    ("4403", _("机械作业"), COST),
    ("5001", _("主营业务收入"), PROFIT),
    ("5051", _("其他业务收入"), PROFIT),
    ("5111", _("投资收益"), PROFIT),
    ("5301", _("营业外收入"), PROFIT),
    ("5401", _("主营业务成本"), PROFIT),
    ("540102", _("主营业务成本—采购价差"), PROFIT),
    ("540103", _("主营业务成本—存货成本调整"), PROFIT),
    ("5402", _("其他业务成本"), PROFIT),
    ("5403", _("税金及附加"), PROFIT),
    ("5601", _("销售费用"), PROFIT),
    ("560101", _("销售费用—调拨费用"), PROFIT),
    ("5602", _("管理费用"), PROFIT),
    ("560201", _("管理费用—调拨费用"), PROFIT),
    ("5603", _("财务费用"), PROFIT),
    ("5711", _("营业外支出"), PROFIT),
    ("5801", _("所得税费用"), PROFIT),
)
STANDARD = frozenset(name for _code, name, _kind in CHART)
WITH_PARTNER = frozenset({"1122", "1123", "220201", "220202", "2203"})

ROLES: dict[str, str] = {
    "inventory": "1405",
    "receivable": "1122",
    "advance_paid": "1123",
    "advance_received": "2203",
    "payable": "220201",
    "received_not_invoiced": "220202",
    "input_tax": "22210101",
    "output_tax": "22210106",
    "output_tax_pending": "222108",
    "revenue": "5001",
    "cost_of_sales": "5401",
    "purchase_price_variance": "540102",
    "stock_revaluation": "540103",
    "service_expense": "5602",
    "stock_difference": "1901",
    "other_receipt": "5301",
    "other_issue": "5711",
    "internal_use": "5602",
    "promotion": "5601",
    "moving_selling": "560101",
    "moving_administrative": "560201",
    "processing": "4101",
    "opening": "310499",
    "rounding": "5603",
    "cash": "1001",
    "bank": "1002",
    "other_funds": "1012",
}


def seed() -> None:
    """Write the chart and the roles of the company that is acting; twice does no harm."""
    if Account.objects.exists():
        return
    accounts = {
        code: Account(code=code, name=name, kind=kind, with_partner=code in WITH_PARTNER)
        for code, name, kind in CHART
    }
    Account.objects.bulk_create(accounts.values())
    AccountRole.objects.bulk_create(
        AccountRole(role=role, account=accounts[code]) for role, code in ROLES.items()
    )


def shown(name: str) -> str:
    """The name of an account as it is shown: one of the standard in the language of the reader."""
    return gettext(name) if name in STANDARD else name


def begun() -> bool:
    """Whether anything was ever written to the books of the acting company."""
    return PostingHead.objects.exists()
