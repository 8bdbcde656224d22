"""基础资料: what products, partners, units and warehouses have in common.

A code that is unique among all of them, also archived ones, whatever its capitals; archived
(`active` off) instead of deleted once something refers to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from huolang.documents import numbering
from huolang.forms import registry, search
from huolang.kernel import clock
from huolang.kernel.columns import Extra
from huolang.kernel.company import CompanyModel
from huolang.masters import pinyin

Tables = dict[str, list[Any]]


class Master(CompanyModel):
    """One record of master data. A code left empty is the next of its series."""

    code = models.CharField(_("编码"), max_length=40, blank=True, default="")
    name = models.CharField(_("名称"), max_length=200)
    active = models.BooleanField(_("启用"), default=True)
    remark = models.CharField(_("备注"), max_length=500, blank=True, default="")
    extra = Extra()
    initials = models.CharField(
        max_length=pinyin.LONGEST, default="", editable=False, db_collation="C"
    )
    sort_key = models.CharField(
        max_length=pinyin.LONGEST, default="", editable=False, db_collation="C"
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)
    created_by = models.UUIDField(null=True, editable=False)
    updated_at = models.DateTimeField(default=clock.now, editable=False)
    updated_by = models.UUIDField(null=True, editable=False)

    code_prefix: ClassVar[str]
    """What numbered codes begin with: SP for SP00001."""

    class Meta(CompanyModel.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("company", Upper("code"), name="%(app_label)s_%(class)s_code"),
        ]

    class Form:
        title_field = "name"
        sort = "code"
        filters = ("active",)

    if TYPE_CHECKING:
        tables: Tables

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def derive(self, tables: Tables, *, at: datetime) -> None:
        """Number the code, check what was typed, and make what the record is found by."""
        self.rules(tables)
        if not self.code:
            self.code = self._next_code()
        self.initials = pinyin.initials(self.name)
        self.sort_key = pinyin.sort_key(self.name)

    def saved(self, tables: Tables, *, created: bool) -> None:
        """Nothing else is written when the record is saved."""

    def rules(self, tables: Tables) -> None:
        """Raise what is wrong with the record as it is about to be saved."""

    def inherited(self) -> dict[str, str]:
        """What stands for a field that was left empty, and where it comes from, in words."""
        return {}

    def _next_code(self) -> str:
        """The next code of the series that nobody has typed already."""
        numbers = numbering.of_codes(registry.of(type(self)))
        return numbers.take(clock.now().date())  # codes show no day


class SearchedMaster(Master):
    """Master data that may be very many, found by any two characters through an index."""

    grams = ArrayField(models.TextField(), default=list, editable=False)

    class Meta(Master.Meta):
        abstract = True

    def derive(self, tables: Tables, *, at: datetime) -> None:
        super().derive(tables, at=at)
        self.grams = self.search_pieces()

    def search_pieces(self) -> list[str]:
        return search.pieces(" ".join(self.searched()))

    def searched(self) -> Iterable[str]:
        """The texts in which any two characters find the record."""
        return (self.name,)
