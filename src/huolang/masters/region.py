"""省: which province a division code (GB/T 2260) lies in; its first two digits say so."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from huolang.kernel.refusals import BusinessError, Invalid

CODE = re.compile(r"[0-9]{6}", re.ASCII)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PROVINCES = {
    **{"11": "北京", "12": "天津", "13": "河北", "14": "山西", "15": "内蒙古"},
    **{"21": "辽宁", "22": "吉林", "23": "黑龙江"},
    **{"31": "上海", "32": "江苏", "33": "浙江", "34": "安徽", "35": "福建", "36": "江西"},
    **{"37": "山东", "41": "河南", "42": "湖北", "43": "湖南", "44": "广东", "45": "广西"},
    **{"46": "海南", "50": "重庆", "51": "四川", "52": "贵州", "53": "云南", "54": "西藏"},
    **{"61": "陕西", "62": "甘肃", "63": "青海", "64": "宁夏", "65": "新疆"},
    **{"71": "台湾", "81": "香港", "82": "澳门"},
}
"""As every name of the province begins: 广东, 广东省."""


class WrongRegionCode(Invalid):
    code = "partner.wrong_region_code"
    message = _("行政区划代码是 6 位数字，前两位是省的代码")


class OtherProvince(Invalid):
    code = "partner.other_province"
    message = _("行政区划代码 {code} 在{province}")


def unfit(code: str, province: str, place: str) -> list[BusinessError]:
    """What is wrong with a code, or with the province that stands beside it. Names that are not
    Chinese are nobody's to compare."""
    known = PROVINCES.get(code[:2]) if CODE.fullmatch(code) else None
    if known is None:
        return [WrongRegionCode(field=f"{place}region_code")]
    if CHINESE.search(province) and not province.startswith(known):
        return [OtherProvince(field=f"{place}province", code=code, province=known)]
    return []
