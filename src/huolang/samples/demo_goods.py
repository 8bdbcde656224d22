"""示例公司的资料: the goods and partners of a made-up wholesaler of everyday wares.

All names are made up of common words; 20 categories of 5 kinds in 3 sizes make 300 products.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
STEPS = (0.75, 1.0, 1.35)
"""What sizes cost, in parts of what their kind does."""
BRISK = {"C12": 100, "C13": 90}
"""What everybody wants when its time comes; of other goods 60."""
ALL_YEAR, SUMMER, WINTER = "all_year", "summer", "winter"


@dataclass(frozen=True)
class Sizes:
    """What a kind of goods comes in, the cheapest first; or all `alike`, such as colours."""

    names: tuple[str, ...]
    alike: bool


@dataclass(frozen=True)
class Category:
    """`packed`: base units in a case. `costs`: of the cheapest and of the dearest product."""

    code: str
    name: str
    unit: str
    packed: int
    costs: tuple[float, float]
    kinds: tuple[str, ...]
    sizes: Sizes
    own: Mapping[str, Sizes]
    """Of kinds that have other sizes."""
    season: str = ALL_YEAR


@dataclass(frozen=True)
class Ware:
    """One product. `pace`: base units that are sold on an ordinary day, all warehouses together."""

    code: str
    name: str
    specification: str
    category: str
    unit: str
    packed: int
    cost: Decimal
    price: Decimal
    barcode: str
    supplier: str
    pace: float
    season: str


@dataclass(frozen=True)
class Contact:
    """A partner. `weight`: how often this customer buys; `level`: what part of the list price."""

    code: str
    name: str
    contact: str
    phone: str
    address: str
    weight: float = 0.0
    level: Decimal = Decimal(1)


TABLE = """
C01 书写用品 ZHI 12 0.8 4 all_year
  中性笔/圆珠笔/铅笔/记号笔/白板笔 =黑色/蓝色/红色 铅笔=HB/2B/4B
C02 纸品 BAO 5 9 28 all_year
  A4复印纸/A3复印纸/便签纸/牛皮信封/收银纸 70g/80g/100g 便签纸:76×51/76×76/76×102
  牛皮信封:5号/7号/9号 收银纸:57×30/57×50/80×60
C03 本册 PCS 20 1.5 9 all_year
  软抄本/硬面本/螺旋本/活页本/记事本 A5/B5/A4
C04 文件管理 PCS 24 1.2 12 all_year
  文件夹/档案盒/拉链袋/资料册/票据夹 A5/A4/加厚A4
C05 打印耗材 ZHI 10 18 160 all_year
  硒鼓/墨盒/色带/碳粉/标签带 标准/大容量/彩色 标签带:9mm/12mm/24mm
C06 桌面文具 PCS 12 2 16 all_year
  订书机/打孔器/剪刀/胶水/胶带座 小号/中号/大号
C07 清洁用品 PING 12 4 22 all_year
  洗衣液/洗洁精/洁厕液/玻璃水/消毒液 500ml/1L/2L
C08 纸巾 BAO 24 2 9 all_year
  抽纸/卷纸/手帕纸/厨房纸/湿巾 60抽/100抽/150抽 卷纸:100克/140克/180克
  手帕纸:6小包/10小包/18小包 厨房纸:50节/75节/100节 湿巾:10片/40片/80片
C09 厨房用品 JUAN 30 2.5 14 all_year
  保鲜膜/保鲜袋/锡纸/垃圾袋/懒人抹布 小号/中号/大号 懒人抹布:25片/50片/80片
C10 餐具 PCS 36 2 19 all_year
  玻璃杯/陶瓷碗/不锈钢勺/竹筷/餐盘 小号/中号/大号 竹筷:5双/10双/20双
C11 杯壶 PCS 24 15 85 winter
  保温杯/保温壶/焖烧杯/运动水壶/儿童水杯 350ml/500ml/750ml 保温壶:1L/1.5L/2L
C12 风扇 TAI 4 24 180 summer
  手持扇/台扇/落地扇/塔扇/吊扇 经济型/标准型/静音型
C13 取暖 TAI 4 26 220 winter
  暖手宝/小太阳/电热毯/暖风机/油汀 经济型/标准型/速热型 油汀:9片/11片/13片
C14 小家电 TAI 6 40 230 all_year
  吹风机/电水壶/电熨斗/电饭煲/料理机 经济型/标准型/豪华型
C15 灯具 PCS 20 4 60 all_year
  LED灯泡/台灯/灯带/吸顶灯/应急灯 5W/9W/15W 灯带:5米/10米/20米 吸顶灯:12W/18W/24W
C16 电池插座 PCS 20 1.5 38 all_year
  五号电池/七号电池/转换插头/数据线/插线板 2粒装/4粒装/8粒装
  转换插头:两孔/三孔/带USB 数据线:1米/2米/3米 插线板:1.8米/3米/5米
C17 手工工具 PCS 12 6 58 all_year
  螺丝刀/扳手/卷尺/钳子/锤子 小号/中号/大号 卷尺:3米/5米/7.5米
C18 紧固件 PCS 100 0.06 0.9 all_year
  六角螺栓/自攻螺钉/膨胀螺栓/平垫圈/六角螺母 M6/M8/M10
C19 劳保用品 SHUANG 12 1.2 26 all_year
  棉纱手套/丁腈手套/防滑鞋套/绝缘手套/劳保鞋 小号/中号/大号 劳保鞋=39码/41码/43码
C20 雨具防暑 PCS 20 6 45 summer
  草帽/折叠伞/直杆伞/雨衣/凉席 小号/中号/大号 凉席:1.2米/1.5米/1.8米
"""
"""Of a category: its fields; then its kinds, their sizes, and those of kinds that have others.
Sizes after `=` cost alike, others the more the further on they stand."""


def _categories() -> Iterator[Category]:
    for told in re.split(r"\n(?=C)", TABLE.strip()):
        code, name, unit, packed, least, most, season, kinds, sizes, *others = told.split()
        yield Category(
            code=code,
            name=name,
            unit=unit,
            packed=int(packed),
            costs=(float(least), float(most)),
            kinds=tuple(kinds.split("/")),
            sizes=_sizes(sizes),
            own=dict(_own(one) for one in others),
            season=season,
        )


def _sizes(told: str) -> Sizes:
    return Sizes(tuple(told.removeprefix("=").split("/")), alike=told.startswith("="))


def _own(told: str) -> tuple[str, Sizes]:
    """`卷纸:100克/140克` or `铅笔=HB/2B`."""
    kind, sizes = re.split(":|(?==)", told, maxsplit=1)
    return kind, _sizes(sizes)


CATEGORIES = tuple(_categories())
GROUPS = (
    ("A1", "办公文具", ("C01", "C02", "C03", "C04", "C05", "C06")),
    ("A2", "日用百货", ("C07", "C08", "C09", "C10", "C11", "C20")),
    ("A3", "家电照明", ("C12", "C13", "C14", "C15", "C16")),
    ("A4", "五金劳保", ("C17", "C18", "C19")),
)
"""What the categories lie in."""
CITIES = ("义乌", "杭州", "宁波", "温州", "台州", "金华", "绍兴", "嘉兴", "上海", "苏州")
WORDS = (
    *("宏达", "永盛", "嘉禾", "恒通", "华美", "锦程", "瑞丰", "同兴", "百顺", "德隆"),
    *("万佳", "金叶", "新悦", "远航", "联众", "晨辉", "福满", "聚源", "天和", "鼎新"),
)
MAKES, SELLS = (
    ("制品厂", "日用品公司", "工贸公司", "实业公司"),
    ("商贸", "超市", "便利店", "办公用品店"),
)
SURNAMES, GIVEN = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚",
)
SUPPLIERS, CUSTOMERS = 20, 40


def wares(chance: random.Random) -> list[Ware]:
    """The catalogue; each category has one supplier of its own."""
    return [ware for number, one in enumerate(CATEGORIES) for ware in _of(number, one, chance)]


def _of(number: int, category: Category, chance: random.Random) -> Iterator[Ware]:
    least, most = category.costs
    for place, kind in enumerate(category.kinds):
        middle = least * (most / least) ** ((place + 0.5) / len(category.kinds))
        sizes = category.own.get(kind, category.sizes)
        near, margin = chance.uniform(0.92, 1.08), chance.uniform(1.25, 1.6)
        for step, size in enumerate(sizes.names):
            if not sizes.alike:
                near, margin = chance.uniform(0.92, 1.08), chance.uniform(1.25, 1.6)
            cost = _money(middle * near * (1.0 if sizes.alike else STEPS[step]))
            code = f"{category.code[1:]}{place + 1}{step + 1}"
            yield Ware(
                code=f"SP{code}",
                name=kind,
                specification=size,
                category=category.code,
                unit=category.unit,
                packed=category.packed,
                cost=cost,
                price=_money(float(cost) * margin),
                barcode=ean13(f"69{number + 10:03d}{code:>05}{place}{step}"),
                supplier=f"G{number % SUPPLIERS + 1:03d}",
                pace=chance.lognormvariate(0.4, 0.8)
                * BRISK.get(category.code, 60)
                / (4 + float(cost) ** 0.8),
                season=category.season,
            )


def _money(amount: float) -> Decimal:
    return max(Decimal(str(amount)).quantize(CENT, ROUND_HALF_UP), CENT)


def ean13(digits: str) -> str:
    """The 12 digits with their check digit (GS1 General Specifications, 7.9)."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits[:12]))
    return f"{digits[:12]}{-total % 10}"


def of_a_case(barcode: str) -> str:
    """The code on a case of what bears `barcode` (GTIN-14, indicator 1)."""
    digits = f"1{barcode[:12]}"
    total = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def suppliers(chance: random.Random) -> list[Contact]:
    return [_contact(f"G{n + 1:03d}", WORDS[n], MAKES, chance) for n in range(SUPPLIERS)]


def customers(chance: random.Random) -> list[Contact]:
    """Few buy much and most buy little, as it is."""
    made: dict[str, Contact] = {}
    while len(made) < CUSTOMERS:
        number = len(made)
        level = Decimal(str(chance.choice((1, 1, 0.98, 0.95, 0.92))))
        one = _contact(
            f"K{number + 1:03d}", chance.choice(WORDS), SELLS, chance, 1 / (number + 1.5), level
        )
        made.setdefault(one.name, one)
    return list(made.values())


def _contact(
    code: str,
    word: str,
    ends: tuple[str, ...],
    chance: random.Random,
    weight: float = 0.0,
    level: Decimal = Decimal(1),
) -> Contact:
    city = chance.choice(CITIES)
    given = "".join(chance.choices(GIVEN, k=chance.randint(1, 2)))
    return Contact(
        code=code,
        name=f"{city}{word}{chance.choice(ends)}",
        contact=chance.choice(SURNAMES) + given,
        phone=f"1990000{chance.randrange(10_000):04d}",
        address=f"{city}市商贸路 {chance.randrange(1, 300)} 号",
        weight=weight,
        level=level,
    )
