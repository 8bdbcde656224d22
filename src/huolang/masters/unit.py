"""计量单位: 个, 箱, 千克 and how many digits their quantities have."""

from __future__ import annotations

from uuid import UUID

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Search
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger import items
from huolang.masters.master import Master, Tables


class DigitsInUse(BusinessError):
    code = "unit.digits_in_use"
    message = _("已有商品使用该单位，小数位不能减少")


DIGITS = "SELECT digits FROM masters_unit WHERE company_id = %s::bigint AND id = %s::uuid"
USED = """
SELECT EXISTS (SELECT FROM masters_product WHERE company_id = %s::bigint AND unit_id = %s::uuid)
    OR EXISTS (SELECT FROM masters_productunit
               WHERE company_id = %s::bigint AND unit_id = %s::uuid)
"""
COUNTED_IN = """
SELECT id FROM masters_product WHERE company_id = %s::bigint AND unit_id = %s::uuid
"""


class Unit(Master):
    digits = models.PositiveSmallIntegerField(
        _("数量小数位"), default=0, validators=[MaxValueValidator(6)]
    )

    code_prefix = "DW"

    class Meta(Master.Meta):
        verbose_name = _("计量单位")

    class Form:
        sections = [(_("基本信息"), ["code", "name", "digits", "active", "remark"])]
        list = ["code", "name", "digits", "active"]
        search = Search(columns=("code", "name"), initials="initials")

    def rules(self, tables: Tables) -> None:
        """Digits may grow; they cannot shrink under quantities that need them."""
        row = sql.run(DIGITS, [current_id(), self.id]).fetchone()
        if row is not None and self.digits < row[0]:
            key = [current_id(), self.id]
            used = sql.run(USED, [*key, *key]).fetchone()
            if used is not None and used[0]:
                raise DigitsInUse(field="digits")

    def saved(self, tables: Tables, *, created: bool) -> None:
        """Tell the books the digits of every product counted in this unit."""
        if created:
            return
        counted = sql.run(COUNTED_IN, [current_id(), self.id]).fetchall()
        items.count((row[0] for row in counted), self.digits)


def digits_of(units: set[UUID]) -> dict[UUID, int]:
    """Digits of the quantities of each unit."""
    statement = (
        "SELECT id, digits FROM masters_unit WHERE company_id = %s::bigint AND id = ANY(%s::uuid[])"
    )
    return dict(sql.run(statement, [current_id(), sql.array(units)]).fetchall())
