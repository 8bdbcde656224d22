"""科目表: the chart of accounts of a new company (小企业会计准则) and the roles accounts play.

The list is that of the standard (财会〔2011〕17号, its appendix of accounts) with the sub-accounts
that perpetual stock and VAT need.
"""

from __future__ import annotations

from huolang.ledger.models import Account, AccountRole, PostingHead

ASSET, LIABILITY, EQUITY, COST, PROFIT = "asset", "liability", "equity", "cost", "profit"

CHART: tuple[tuple[str, str, str], ...] = (
    ("1001", "库存现金", ASSET),
    ("1002", "银行存款", ASSET),
    ("1012", "其他货币资金", ASSET),
    ("1101", "短期投资", ASSET),
    ("1121", "应收票据", ASSET),
    ("1122", "应收账款", ASSET),
    ("1123", "预付账款", ASSET),
    ("1131", "应收股利", ASSET),
    ("1132", "应收利息", ASSET),
    ("1221", "其他应收款", ASSET),
    ("1401", "材料采购", ASSET),
    ("1402", "在途物资", ASSET),
    ("1403", "原材料", ASSET),
    ("1404", "材料成本差异", ASSET),
    ("1405", "库存商品", ASSET),
    ("1407", "商品进销差价", ASSET),
    ("1408", "委托加工物资", ASSET),
    ("1411", "周转材料", ASSET),
    ("1421", "消耗性生物资产", ASSET),
    ("1501", "长期债券投资", ASSET),
    ("1511", "长期股权投资", ASSET),
    ("1601", "固定资产", ASSET),
    ("1602", "累计折旧", ASSET),
    ("1604", "在建工程", ASSET),
    ("1605", "工程物资", ASSET),
    ("1606", "固定资产清理", ASSET),
    ("1621", "生产性生物资产", ASSET),
    ("1622", "生产性生物资产累计折旧", ASSET),
    ("1701", "无形资产", ASSET),
    ("1702", "累计摊销", ASSET),
    ("1801", "长期待摊费用", ASSET),
    ("1901", "待处理财产损溢", ASSET),
    ("2001", "短期借款", LIABILITY),
    ("2201", "应付票据", LIABILITY),
    ("2202", "应付账款", LIABILITY),
    ("220201", "应付账款—已开票", LIABILITY),
    ("220202", "应付账款—暂估", LIABILITY),
    ("2203", "预收账款", LIABILITY),
    ("2211", "应付职工薪酬", LIABILITY),
    ("2221", "应交税费", LIABILITY),
    ("22210101", "应交增值税—进项税额", LIABILITY),
    ("22210106", "应交增值税—销项税额", LIABILITY),
    ("222108", "待转销项税额", LIABILITY),
    ("2231", "应付利息", LIABILITY),
    ("2232", "应付利润", LIABILITY),
    ("2241", "其他应付款", LIABILITY),
    ("2401", "递延收益", LIABILITY),
    ("2501", "长期借款", LIABILITY),
    ("2701", "长期应付款", LIABILITY),
    ("3001", "实收资本", EQUITY),
    ("3002", "资本公积", EQUITY),
    ("3101", "盈余公积", EQUITY),
    ("3103", "本年利润", EQUITY),
    ("3104", "利润分配", EQUITY),
    ("310499", "利润分配—期初建账", EQUITY),
    ("4001", "生产成本", COST),
    ("4101", "制造费用", COST),
    ("4301", "研发支出", COST),
    ("4401", "工程施工", COST),
    ("4403", "机械作业", COST),
    ("5001", "主营业务收入", PROFIT),
    ("5051", "其他业务收入", PROFIT),
    ("5111", "投资收益", PROFIT),
    ("5301", "营业外收入", PROFIT),
    ("5401", "主营业务成本", PROFIT),
    ("540102", "主营业务成本—采购价差", PROFIT),
    ("5402", "其他业务成本", PROFIT),
    ("5403", "税金及附加", PROFIT),
    ("5601", "销售费用", PROFIT),
    ("5602", "管理费用", PROFIT),
    ("5603", "财务费用", PROFIT),
    ("5711", "营业外支出", PROFIT),
    ("5801", "所得税费用", PROFIT),
)
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
    "service_expense": "5602",
    "stock_difference": "1901",
    "other_receipt": "5301",
    "other_issue": "5711",
    "internal_use": "5602",
    "promotion": "5601",
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


def begun() -> bool:
    """Whether anything was ever written to the books of the acting company."""
    return PostingHead.objects.exists()
