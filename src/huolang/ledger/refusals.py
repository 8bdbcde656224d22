"""Why the books refuse."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.kernel.refusals import BusinessError


class NotEnoughStock(BusinessError):
    """`available` is what may leave now: on hand without what is promised to others; `why` names
    these where that is what is lacking. Of every shortage `warehouse` is where, `name` the goods,
    and `at` the location where that is what is short; `product` says all of it."""

    code = "ledger.not_enough_stock"
    message = _("库存不足：{product} 可用 {available}，需要 {needed}{why}")

    def __init__(self, *, why: str = "", **facts: Any) -> None:
        super().__init__(why=why, **facts)


class ShortLater(BusinessError):
    code = "ledger.short_later"
    message = _("{product} 在 {day} 会缺 {shortage}：该日期之后的出库已用掉这些库存")


class NotYetThere(BusinessError):
    """On that day there was less; what is there now came later."""

    code = "ledger.not_yet_there"
    message = _("{product} 在 {day} 只有 {available}，需要 {needed}：其余的货是之后才入库的")


class FlowOfNegative(BusinessError):
    """Its cost would have to follow into what it became once the goods come."""

    code = "ledger.flow_of_negative"
    message = _("{product} 允许负库存，成本要等货到才能确定：不能组装，按仓库计价时也不能调拨")


class NoStandardCost(BusinessError):
    code = "ledger.no_standard_cost"
    message = _(
        "{product} 按标准成本计价，还没有标准成本；请在商品资料里填写标准成本或采购价，"
        "有过业务的用计价方法变更单"
    )


class RetiredItem(BusinessError):
    code = "ledger.retired_item"
    message = _("{product} 已合并到另一商品，不能再入库；退回的货请用保留的商品入库")


class RetiredGone(BusinessError):
    code = "ledger.retired_gone"
    message = _(
        "{product} 已合并到另一商品，名下没有库存，不能再出库或冲回入库；"
        "退给供应商的货请用保留的商品出库"
    )


class WarehouseClosed(BusinessError):
    code = "ledger.warehouse_closed"
    message = _("{product} 要进的仓库已停用；请换一个仓库，或先启用它")


class ClosedPeriod(BusinessError):
    code = "ledger.closed_period"
    message = _("{month} 已结账，不能记账")


class ClosedToChanges(BusinessError):
    """What a document of a closed month said stays in that month."""

    code = "ledger.closed_to_changes"
    message = _(
        "{month} 已结账，不能反审核或更正：请作废这张单据（红冲记入未结账的月份），"
        "再“复制”一张更正后审核"
    )


class AlreadyPosted(BusinessError):
    code = "ledger.already_posted"
    message = _("该单据已记账")


class NotPosted(BusinessError):
    code = "ledger.not_posted"
    message = _("该单据没有记账，无法冲回")


class TooMuch(BusinessError):
    code = "ledger.too_much"
    message = _("{product} 的数量太大，账簿放不下")
    status = 422


class WorthTooMuch(BusinessError):
    code = "ledger.worth_too_much"
    message = _("{product} 的库存金额太大，账簿放不下")
    status = 422


class OwedTooMuch(BusinessError):
    code = "ledger.owed_too_much"
    message = _("往来金额合计太大，账簿放不下")
    status = 422


class CorrectsTooMuch(BusinessError):
    code = "ledger.corrects_too_much"
    message = _("本次更正的成本合计太大，账簿放不下")
    status = 422


class UnknownItem(BusinessError):
    code = "ledger.unknown_item"
    message = _("{product} 不是存货，不能出入库")
    status = 422


class ReturnBeforeIssue(BusinessError):
    code = "ledger.return_before_issue"
    message = _("退货日期早于原出库日期")


class ReturnsTooMuch(BusinessError):
    code = "ledger.returns_too_much"
    message = _("{product} 原出库 {issued}，已退 {returned}，不能再退 {quantity}")


class NoSuchItem(BusinessError):
    code = "ledger.no_such_item"
    message = _("找不到这笔往来")
    status = 422


class ItemOfAnother(BusinessError):
    code = "ledger.item_of_another"
    message = _("{number} 的往来单位、方向或币种与本单不一致")


class NotSoMuchLeft(BusinessError):
    code = "ledger.not_so_much_left"
    message = _("{number} 未结算 {left}，本次不能结算 {amount}")


class SettledAlready(BusinessError):
    code = "ledger.settled_already"
    message = _("已被 {numbers} 结算，请先处理它们")


class NothingToRevalue(BusinessError):
    code = "ledger.nothing_to_revalue"
    message = _("{product} 的入库没有记账，不能调整成本")


class WorthLessThanNothing(BusinessError):
    code = "ledger.worth_less_than_nothing"
    message = _("{product} 的入库成本调整后不能小于 0")


class NothingToInvoice(BusinessError):
    """Of exchanges of before, whose sides came to nothing together: they opened no item."""

    code = "ledger.nothing_to_invoice"
    message = _("源单记账时没有形成往来，退换两边请开在同一张发票上")


class CostedAlready(BusinessError):
    code = "ledger.costed_already"
    message = _("{product} 已经是这样计价，无需变更")


class CostedTooEarly(BusinessError):
    code = "ledger.costed_too_early"
    message = _("{product} 在 {day} 还有出入库，计价方法不能从更早的日期变更")


class CostedShort(BusinessError):
    code = "ledger.costed_short"
    message = _("{product} 有负库存，请先补足再变更计价方法")


class BeforeCosting(BusinessError):
    code = "ledger.before_costing"
    message = _("{product} 自 {day} 起变更了计价方法，不能再记入更早的日期")


class CostsInWork(BusinessError):
    """Somebody corrects them: what rests on them waits until that is done."""

    code = "ledger.costs_in_work"
    message = _("{day} 起的成本正在更正，请等它完成后再操作")


class CostInWork(BusinessError):
    code = "ledger.cost_in_work"
    message = _("{product} 的成本正在更正，请等它完成后再操作")
