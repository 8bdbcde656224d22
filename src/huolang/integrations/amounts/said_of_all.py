"""总价、应收、Total …: columns of money that say what rows, or whole documents, come to, whatever
they are called. No price is made of them, for which of the two they say is not sure; but they have
to agree with one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from huolang.forms.form import Form
from huolang.integrations.amounts import line_amounts, whole_discounts
from huolang.integrations.columns import unfilled
from huolang.integrations.columns.headings import plain

MONEY = re.compile(
    r"金额|价税|总价|总额|合计|总计|共计|小计|应收|应付|货款|货值|销售额|采购额|成交额"
    r"|^total|total$|amount|subtotal|^sum$|extendedprice|^tax(?:in|ex)cl|netvalue"
)
OTHER = re.compile(
    r"已|未|待|余|欠|剩|预|定金|订金|押金|费|成本|毛利|利润|折|优惠|减免|立减|让利|返|积分|佣|提成|累计"
    r"|历史|上次|本次|本页|本日|本月|本年|信用|额度|上限|下限|参考|市场|吊牌|建议|退|收款|付款|找零|找补|包装|保险|大写|数"
    r"|税额|税金|单价|合同|开票|发票|结算|核销|重|体积|paid|due|balance|outstanding|deposit|cost|margin"
    r"|profit|discount|^totaltax|taxamount|taxes|delivered|billed|invoiced|received|words|rounding"
    r"|qty|quantity|weight|volume|shipping|freight|fee"
)
"""What is paid, left, taken off, or of something else than these goods."""
BOUGHT, SOLD = re.compile(r"进|采购|purchase|buying"), re.compile(r"售|销|sale|sell")
"""What the goods of a sale were bought for, or those of a purchase are sold for."""
OF_TAX = re.compile(r"[未无]税")
WITH_TAX = ("tax incl", "gross amount", "gross total", "total incl tax")
WITHOUT_TAX = ("tax excl", "untaxed amount", "total excl tax", "税前金额")


def columns(
    form: Form, headers: Sequence[str], matching: Mapping[str, str]
) -> Iterator[tuple[int, bool | None]]:
    """The columns, by number, that fill nothing and have no surer meaning, and whether tax is in
    them, where they say so."""
    gross, net = ({plain(one) for one in some} for some in (WITH_TAX, WITHOUT_TAX))
    other = BOUGHT if form.module == "sales" else SOLD
    for number, header in unfilled.columns(headers, matching):
        name = plain(header)
        known = (
            line_amounts.is_amount(header)
            or line_amounts.is_of_whole(header)
            or name in whole_discounts.OFF | whole_discounts.RATES
        )
        if known or not MONEY.search(name) or other.search(name):
            continue
        if OTHER.search(OF_TAX.sub("", name)):
            continue
        said = True if name in gross else False if name in net else line_amounts.with_tax(header)
        yield number, said
