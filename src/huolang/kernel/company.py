"""The company whose business is being done, and the base of every row that belongs to one."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar
from uuid import UUID, uuid4

from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from huolang.kernel import prepared
from huolang.kernel.keys import CompanyField, CompanyKey

_current: ContextVar[int | None] = ContextVar("company", default=None)

M = TypeVar("M", bound=models.Model)


class NoCompany(RuntimeError):
    """Business rows were asked for outside `acting`: a bug, not a refusal."""


def current_id() -> int:
    """The company of the running transaction."""
    company = _current.get()
    if company is None:
        raise NoCompany("business rows are read and written inside kernel.company.acting(…)")
    return company


@contextmanager
def acting(company: int) -> Generator[None]:
    """One transaction in which rows of `company`, and of no other, can be seen and written.

    The outermost one opens the transaction and tells PostgreSQL the company first of all
    (`SET LOCAL` inside a savepoint would vanish with it); an inner one for the same company is a
    savepoint, for another company it is a bug.
    """
    before = _current.get()
    if before is not None:
        if before != company:
            raise NoCompany(f"already acting for company {before}, cannot act for {company}")
        with transaction.atomic():
            yield
        return
    with transaction.atomic():
        with connection.wrap_database_errors:
            prepared.begin(connection.connection, b"SET LOCAL app.company = '%d'" % company)
        token = _current.set(company)
        try:
            yield
        finally:
            _current.reset(token)


TAXPAYER_KINDS = [("general", _("一般纳税人")), ("small", _("小规模纳税人"))]


class Company(models.Model):
    """账套: one set of books. `digits` are those of its currency; `time_zone` says its day."""

    name = models.CharField(_("公司名称"), max_length=100)
    currency = models.CharField(_("本位币"), max_length=3, default="CNY")
    digits = models.PositiveSmallIntegerField(_("金额小数位"), default=2)
    time_zone = models.CharField(_("时区"), max_length=50, default="Asia/Shanghai")
    taxpayer_kind = models.CharField(
        _("纳税人类型"),
        max_length=10,
        choices=TAXPAYER_KINDS,
        default="general",
    )
    roles_version = models.UUIDField(default=uuid4, editable=False)
    """New whenever a role changes, so that processes may keep roles in memory; see `access`."""
    tax_number = models.CharField(_("税号"), max_length=40, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    if TYPE_CHECKING:
        id: int

    class Meta:
        verbose_name = _("公司")

    def __str__(self) -> str:
        return self.name


class CompanyQuerySet(models.QuerySet[M]):
    """Rows of the current company; updates and deletes carry the company as well."""


class CompanyManager(models.Manager[M]):
    """Adds the company to every query. Row-level security refuses the rest."""

    def get_queryset(self) -> CompanyQuerySet[M]:
        rows: CompanyQuerySet[M] = CompanyQuerySet(self.model, using=self._db)
        return rows.filter(company_id=current_id())


class CompanyRow(models.Model):
    """A row of one company whose key is a natural one (declare a CompositePrimaryKey)."""

    company = CompanyField(default=current_id)

    objects: ClassVar[models.Manager[Self]] = CompanyManager()  # pyright: ignore

    class Meta:
        abstract = True
        base_manager_name = "objects"

    if TYPE_CHECKING:
        company_id: int


class CompanyModel(CompanyRow):
    """A row of one company with a key of its own (UUIDv7)."""

    id = CompanyKey()

    class Meta(CompanyRow.Meta):
        abstract = True

    if TYPE_CHECKING:
        id: Any
        pk: UUID


class AppendOnlyModel(models.Model):
    """A row of one company that the database refuses to change or delete."""

    company = CompanyField(default=current_id, append_only=True)
    id = CompanyKey()

    objects: ClassVar[models.Manager[Self]] = CompanyManager()  # pyright: ignore

    class Meta:
        abstract = True
        base_manager_name = "objects"

    if TYPE_CHECKING:
        company_id: int
