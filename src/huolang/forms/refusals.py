"""What a form refuses, whoever fills it in: screen, API, import or automation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huolang.kernel.refusals import BusinessError, Invalid


class Required(Invalid):
    code = "field.required"
    message = _("必填")


class UnknownField(Invalid):
    code = "field.unknown"
    message = _("没有这个字段：{name}")


class ReadOnly(Invalid):
    code = "field.readonly"
    message = _("这个字段由系统填写，不能修改")


class WrongType(Invalid):
    code = "field.wrong_type"
    message = _("类型不对，应为{expected}")


class NotANumber(Invalid):
    code = "field.not_a_number"
    message = _("不是有效的数字")


class NoPercentage(Invalid):
    code = "field.no_percentage"
    message = _("这里要填数，不能填百分比")


class TooManyDigits(Invalid):
    code = "field.too_many_digits"
    message = _("最多 {digits} 位小数")


class TooLarge(Invalid):
    code = "field.too_large"
    message = _("不能大于 {limit}")


class TooSmall(Invalid):
    code = "field.too_small"
    message = _("不能小于 {limit}")


class TooLong(Invalid):
    code = "field.too_long"
    message = _("最多 {limit} 个字")


class TooMany(Invalid):
    code = "field.too_many"
    message = _("最多 {limit} 个")


class BadCharacters(Invalid):
    code = "field.characters"
    message = _("含有不能保存的字符")


class NotADate(Invalid):
    code = "field.not_a_date"
    message = _("不是有效的日期")


class NotAMoment(Invalid):
    code = "field.not_a_moment"
    message = _("不是有效的时间（需带时区）")


class NotAnOption(Invalid):
    code = "field.not_an_option"
    message = _("只能是：{options}")


class NotAReference(Invalid):
    code = "reference.malformed"
    message = _("请给出编号（id）或一个唯一字段，如 {example}")


class NotAnId(Invalid):
    code = "reference.not_an_id"
    message = _("筛选时这里要给 id；按编码等筛选请写 {example}")


class NoSuchReference(Invalid):
    code = "reference.unknown"
    message = _("找不到：{given}")


class Archived(Invalid):
    code = "reference.archived"
    message = _("{name} 已停用")


class NotAllowedHere(Invalid):
    code = "reference.not_allowed"
    message = _("{name} 不能用在这里")


class NoSuchRow(Invalid):
    code = "row.unknown"
    message = _("这一行不属于本单据")


class Imprecise(Invalid):
    code = "number.imprecise"
    message = _("超过 {digits} 位有效数字，请用字符串传送")


class RowTwice(Invalid):
    code = "row.twice"
    message = _("同一行出现了两次")


class TooManyRows(Invalid):
    code = "row.too_many"
    message = _("最多 {limit} 行")


class Taken(BusinessError):
    """Another record already has this value."""

    code = "field.taken"
    message = _("{label} {value} 已经存在")


class InUse(BusinessError):
    """Something still points to the record, so it cannot be deleted."""

    code = "record.in_use"
    message = _("已被其他单据或资料引用，不能删除（可停用）")
