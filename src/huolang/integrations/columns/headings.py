"""列名: what people write above the columns of their own files, and which field is meant by it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from django.conf import settings
from django.utils import translation

from huolang.forms.form import Form
from huolang.integrations import flat
from huolang.integrations.columns import form_words, other_names
from huolang.integrations.columns.form_words import FROM
from huolang.integrations.columns.unit_words import bracketed
from huolang.integrations.flat import BESIDE, FlatColumn

SIMILAR = 0.85
"""Below it stand 序号 for 序列号 and 副单位 for 单位: one sign more is another thing."""
WORDS: Sequence[tuple[str, ...]] = (
    ("编码", "编号", "代码", "货号", "code", "no"),
    ("名称", "品名", "全称", "全名", "name"),
    ("规格型号", "规格", "型号", "specification", "spec"),
    ("条码", "条形码", "barcode", "ean"),
    ("基本单位", "单位", "计量单位", "主单位", "主计量单位", "基本计量单位", "unit", "uom"),
    ("采购价", "进价", "采购单价", "进货价", "purchase price"),
    ("销售价", "售价", "零售价", "销售单价", "sales price"),
    ("单价", "价格", "价", "unit price", "price"),
    ("数量", "qty", "quantity", "库存", "库存数量", "现存量", "期初数量", "stock", "on hand"),
    ("单位成本", "成本", "成本价", "成本单价", "cost", "unit cost", "cost price"),
    ("备注", "说明", "摘要", "remark", "note", "notes", "memo"),
    ("电话", "手机", "联系电话", "手机号", "手机号码", "电话号码", "phone", "mobile", "tel"),
    ("日期", "单据日期", "date"),
    (
        "商品", "商品编码", "商品编号", "商品代码", "货号", "产品", "产品编码", "物料", "物料编码",
        "product", "product code", "sku", "item", "item no", "item code",
    ),
    ("批号", "批次", "批次号", "batch", "lot"),
    ("有效期至", "到期日", "失效日期", "expires on", "expiry date"),
    ("库位", "货位", "location", "bin"),
    ("税率", "tax rate", "vat rate"),
    (
        "单据编号", "单号", "单据号", "编号", "分组", "流水号", "凭证号", "票号",
        "number", "group", "document no", "voucher no",
    ),
    ("含税价", "是否含税", "tax included"),
    ("折扣", "折扣率", "折扣比例", "优惠率", "优惠比例", "让利率", "扣率", "折率", "discount rate"),
    ("赠品", "是否赠品", "是否为赠品", "赠品标志", "是否赠送", "gift", "isgift"),
    ("交货日期", "要货日期", "预计交货日期", "计划交货日期", "预计到货日期", "预计发货日期"),
    ("批次管理", "批号管理", "启用批次", "启用批号", "是否批次管理", "是否批号管理"),
    ("序列号管理", "启用序列号", "是否序列号管理"),
    ("税号", "纳税人识别号", "统一社会信用代码", "纳税识别号", "纳税人登记号"),
    ("银行账号", "银行帐号", "账号", "开户账号", "银行账户"),
    ("地址", "通讯地址", "联系地址", "单位地址", "公司地址"),
    ("最低售价", "最低销售单价", "最低销售价", "底价"),
)  # fmt: skip
"""Words that mean the same above a column."""
PRICE = "lines.unit_price"
PRICES = (PRICE, "lines.price")
"""The price of a line, also of a list of prices."""
COSTS = ("lines.unit_cost", "lines.total_cost")
"""What goods cost, which may say of tax as well."""
OF_LINES = re.compile(
    r"^(?:orderlines?|invoicelines?|(?:sales|purchase)orderlines?|stockmoves?|operations|items|lines"
    r"|(?:采购|销售)?订单(?:明细)?行?|(?:商品|产品)?明细行?|发票(?:明细)?行|库存移动|行)/"
)
"""What stands before the fields of lines: Order Lines/Quantity."""
BEHIND_LINES = re.compile(r"\((?:items|明细|商品明细)\)$")
"""What stands behind them: Rate (Items)."""
GOODS_PRICES = (
    "sales_price", "purchase_price", "floor_price", "units.sales_price", "prices.price",
)  # fmt: skip
"""The prices of goods, which say themselves whether tax is in them: 含税售价."""
BOUGHT = ("采购价", "采购单价", "进价", "进货价", "采购价格")
SOLD = ("销售价", "销售单价", "售价", "零售价", "销售价格")
DEALT = (
    "成交价", "成交单价", "成交价格", "折后单价", "折后价", "折后价格", "折扣后单价", "折扣后价",
    "折扣单价", "折扣价",
    "优惠价", "优惠单价", "优惠价格", "优惠后单价", "优惠后价", "实际单价", "实际价格", "实际售价",
    "discounted price",
)  # fmt: skip
"""What stands above the prices of a document, as they are paid."""
WITHOUT_TAX = re.compile(
    r"(?:不|未)含(?:增值)?税|未税|无税|税前|[去除]税|excl(?:ud(?:ing|ed|es)|usive)?\.?(?:of)?(?:tax|vat)"
    r"|(?:tax|vat)[-.]?excl(?:ud(?:ing|ed|es)|usive)?\.?|(?:ex\.?|without|before)(?:tax|vat)|^net(?=.)|(?<=.)\(?net\)?$"
)
WITH_TAX = re.compile(
    r"含(?:增值)?税|incl(?:ud(?:ing|ed|es)|usive)?\.?(?:of)?(?:tax|vat)|(?:tax|vat)[-.]?incl(?:ud(?:ing|ed|es)|usive)?\.?"
    r"|(?:with|after)(?:tax|vat)|^gross(?=.)|(?<=.)\(?gross\)?$"
)
"""What beside the name of a price or amount says that tax is in it."""
OWN_PRICE = {"purchase_price": BOUGHT, "sales_price": SOLD}
CODES, NAMES = ("编码", "代码", "编号", "code", "no"), ("名称", "name")
WHOLE_NAMES = ("全称", "全名")
"""How records that a file refers to are told: 客户编码, 客户名称."""
ALSO: Mapping[str, Sequence[str]] = {
    "partner": ("客户", "供应商", "customer", "supplier"),
    "product": ("产品", "货品", "物料", "存货", "item"),
}
"""What the records of a form are called besides."""
TOLD_BY: Mapping[str, Sequence[str]] = {
    "partner": ("单位",),
}
"""What the codes and names of records are those of, besides."""
ACTIVE = ("状态", "启用状态", "使用状态", "是否启用", "使用情况", "是否在用", "是否使用", "status")
DISABLED = (
    "停用", "是否停用", "已停用", "停用标志", "停用状态", "禁用", "禁用状态", "是否禁用", "已禁用",
    "停售", "是否停售", "封存", "是否封存", "冻结", "是否冻结", "失效", "是否失效", "作废",
    "是否作废",
    "disabled", "is disabled", "inactive", "archived",
)  # fmt: skip
"""In which yes says that a record is not used any more."""


Ways = Sequence[tuple[int, Mapping[str, Collection[str]], Callable[[str, str], bool]]]
"""How headings are read, what fields are called then, and when the two are the same."""
WHOLE, SHORT, UNTAXED = 0, 1, 2


def guesses(
    form: Form,
    columns: Mapping[str, FlatColumn],
    headers: Sequence[str],
    named: Collection[int],
) -> Iterator[tuple[int, Callable[[str], bool]]]:
    """Every heading with what says whether it means a field: the surest likenesses first. What is
    `named` like another field means no other, and yes or no nothing else."""
    own = {path for path, one in columns.items() if one.field.kind == "serial"}
    names, short = [heading(one) for one in headers], [plain(one) for one in headers]
    reads = (names, short, [untaxed(one) for one in headers])
    of_lines = {path for path, one in columns.items() if one.table is not None}
    for read, called, same in _ways(form, tuple(columns)):
        for number, name in enumerate(reads[read]):
            if name and number not in named:
                only = of_lines if of_lines and is_of_lines(names[number]) else columns
                rate = "%" in names[number]
                yield (
                    number,
                    lambda path, name=name, called=called, same=same, only=only, rate=rate: (
                        path in only
                        and not (rate and path == "discount")
                        and not (path in own and same is _alike and name.startswith(FROM))
                        and any(same(name, one) for one in called.get(path, ()))
                    ),
                )


@lru_cache(maxsize=512)
def _ways(form: Form, paths: Collection[str]) -> Ways:
    """The surest first."""
    known = flat.by_path(form)
    columns = {path: known[path] for path in paths}
    labels = called(form, columns)
    words = {path: _meaning_the_same(some) for path, some in labels.items()}
    told = {
        path: labels[path]
        for path, one in columns.items()
        if one.field.kind == "reference" and (one.table is None or form.is_document)
    }
    codes = {path: _told_by(some, CODES) for path, some in told.items()}
    wider = {path: _told_by(some, NAMES) for path, some in told.items()}
    usual = {path: other_names.of(some, form.name) for path, some in told.items()}
    wider[PRICE] = _prices(form)
    taxed = GOODS_PRICES if form.name == "product" else (*PRICES, *COSTS)
    bare = {path: words.get(path, set()) | wider.get(path, set()) for path in taxed}
    some = {path: one for path, one in words.items() if columns[path].field.kind != "boolean"}
    return (
        (WHOLE, labels, _same),
        (SHORT, words, _same),
        (SHORT, codes, _same),
        (SHORT, wider, _same),
        (SHORT, {path: _plain({*one.codes}) for path, one in usual.items()}, _same),
        (SHORT, {path: _plain({*one.bare, *one.names}) for path, one in usual.items()}, _same),
        (SHORT, {path: _plain(one.perhaps) for path, one in usual.items()}, _same),
        (UNTAXED, bare, _same),
        (SHORT, some, _alike),
    )


def is_of_lines(name: str) -> bool:
    """Whether a heading says itself that it stands above a field of the lines."""
    return bool(OF_LINES.match(name) or BEHIND_LINES.search(name))


def answers_of(columns: Mapping[str, FlatColumn]) -> set[str]:
    """The fields that are yes or no."""
    return {path for path, one in columns.items() if one.field.kind == "boolean"}


def tax_in(header: str) -> bool | None:
    """Whether the heading of a price or amount says that tax is in it."""
    name = heading(header)
    if WITHOUT_TAX.search(name):
        return False
    return True if WITH_TAX.search(name) else None


def untaxed(header: str) -> str:
    """What the heading is called besides saying whether tax is in it; nothing if it does not."""
    name = heading(header)
    rest = WITH_TAX.sub("", WITHOUT_TAX.sub("", name))
    return "" if rest == name else plain(rest)


def is_dealt(header: str) -> bool:
    """Whether a heading is that of a price as it is paid, less what is off."""
    return bool({plain(header), untaxed(header)} & {plain(one) for one in DEALT})


def _plain(labels: Iterable[str]) -> set[str]:
    return {plain(one) for one in labels}


def _prices(form: Form) -> set[str]:
    own = OWN_PRICE.get(getattr(form.model, "price_field", ""))
    return {*own, *DEALT} if own else set()


def _told_by(labels: Iterable[str], words: Sequence[str]) -> set[str]:
    return {f"{plain(label)}{word}" for label in labels for word in words}


def called(form: Form, columns: Mapping[str, FlatColumn]) -> Mapping[str, set[str]]:
    """What else each field is called: its label in every language, and its name."""
    return _called(form, tuple(columns))


@lru_cache(maxsize=512)  # every look at a file asks, and the words stay what they are
def _called(form: Form, columns: Collection[str]) -> Mapping[str, set[str]]:
    found = {path: {heading(path.rpartition(".")[2])} for path in columns}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for path, column in flat.by_path(form).items():
                if path in found:
                    label = str(column.field.label)
                    owners = [str(form.label if column.table is None else column.table.label)]
                    owners += [] if column.table else ALSO.get(form.name, ())
                    found[path] |= {heading(f"{one}{label}") for one in ("", *owners)}
                    found[path] |= {heading(one) for one in form_words.of(form.name, path)}
                    found[path] |= _of_records(form, path, owners)
    return found


def _of_records(form: Form, path: str, owners: Iterable[str]) -> set[str]:
    """What stands above the codes and names of records, and above whether they are in use."""
    if form.is_document:
        return set()
    if path == "active":
        return {heading(one) for one in (*ACTIVE, *DISABLED)}
    words = {"code": CODES, "name": (*NAMES, *WHOLE_NAMES)}.get(path, ())
    return {
        heading(f"{one}{word}") for one in (*owners, *TOLD_BY.get(form.name, ())) for word in words
    }


def words(form: Form, columns: Mapping[str, FlatColumn]) -> Collection[str]:
    """All that may stand above these columns, with signs and without."""
    return _words(form, tuple(columns))


@lru_cache(maxsize=512)
def _words(form: Form, columns: Collection[str]) -> Collection[str]:
    labels = _called(form, columns).values()
    return frozenset[str]().union(*labels, *(_meaning_the_same(some) for some in labels))


def _meaning_the_same(labels: Iterable[str]) -> set[str]:
    """The labels without signs, and words that mean one of them."""
    names = {plain(one) for one in labels}
    groups = [{plain(one) for one in words} for words in WORDS]
    return names.union(*(plain for plain in groups if names & plain))


@lru_cache(maxsize=1 << 14)  # the same words are asked for again and again
def heading(text: str) -> str:
    """A heading as it is, but for width, case and spaces: what is called "Tax" is not "Tax %"."""
    return re.sub(r"[\s*]", "", unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """A heading without what differs from file to file: signs and what stands in brackets too."""
    text = re.sub(r"\(.*?\)|\[.*?\]|【.*?】", "", bracketed(OF_LINES.sub("", heading(text))))
    return re.sub(rf"[_:{BESIDE}.\-/%]", "", text)


def _same(name: str, called: str) -> bool:
    return name == called


TURNS = "不未无非免已前后原退赠实应"
"""One of these makes a heading mean another thing, however alike the rest is: 不含税金额 is not
含税金额."""


def _alike(name: str, called: str) -> bool:
    if 2 * min(len(name), len(called)) / (len(name) + len(called)) < SIMILAR:
        return False  # whatever stands in them
    turned = any((one in name) != (one in called) for one in TURNS)
    return not turned and SequenceMatcher(None, name, called).ratio() >= SIMILAR
