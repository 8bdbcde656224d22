"""What people call each check of a proof."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, str | Promise] = {
    "balance": _("现存量"),
    "usable": _("可用量"),
    "reserved": _("占用量"),
    "waiting": _("欠货量"),
    "pool_quantity": _("成本池数量"),
    "pool_value": _("成本池金额"),
    "layers": _("成本层合计"),
    "layer_and_entry": _("成本层与入库流水"),
    "standard": _("标准成本金额"),
    "inventory_account": _("存货科目余额"),
    "debits_and_credits": _("凭证借贷"),
    "partner_account": _("往来科目余额"),
    "partner_missing": _("往来科目缺单位"),
    "open_items": _("往来明细与科目"),
    "open_item_history": _("往来明细与核销"),
    "entry_without_head": _("流水缺过账记录"),
    "entry_without_pool": _("流水缺成本池"),
    "line_without_entry": _("凭证行缺凭证"),
    "adjustment_without_entry": _("成本调整缺流水"),
    "adjustment_and_entry": _("成本调整与流水"),
    "posting_value": _("过账金额与凭证"),
    "counter_account": _("成本类科目与流水"),
    "newest_in_pool": _("成本池最新流水"),
    "newest_in_place": _("仓库最新流水"),
    "month_stock": _("月末结存"),
    "book_head": _("记账序号"),
    "mirror": _("红冲数量"),
    "mirror_missing": _("红冲缺行"),
    "mirror_value": _("红冲成本"),
    "mirror_money": _("红冲凭证"),
    "mirror_open_item": _("红冲往来"),
    "cost": _("流水成本"),
    "brought": _("流水带来的金额"),
    "link": _("单据关联"),
    "done": _("已执行数量"),
    "day_sums": _("单据日合计"),
    "moving_cost": _("调拨单的调拨费用"),
}
