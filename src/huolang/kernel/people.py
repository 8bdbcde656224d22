"""Who works here: people, the companies they belong to, and the roles they have there."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from huolang.kernel.company import Company, CompanyModel
from huolang.kernel.keys import new_id


class UserManager(BaseUserManager["User"]):
    """Makes people. User names are kept in small letters: Li and li are one person."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        name = self.model.normalize_username(username).strip().lower()
        user = self.model(username=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """成员: a person who logs in. What they may do comes from their roles in a company."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(_("用户名"), max_length=64, unique=True)
    name = models.CharField(_("姓名"), max_length=64, blank=True)
    email = models.EmailField(_("邮箱"), blank=True)
    language = models.CharField(_("语言"), max_length=10, blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()  # pyright: ignore

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("成员")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(username=Lower("username")), name="kernel_user_small_letters"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.username


class Membership(models.Model):
    """A person works in a company. Read before the company is known, so it is no business row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    roles = ArrayField(models.CharField(max_length=32), verbose_name=_("角色"), default=list)
    """Codes of `Role` rows of the company."""
    is_active = models.BooleanField(_("启用"), default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "user"], name="kernel_membership_once")
        ]


class Role(CompanyModel):
    """角色: what its holders may do, form by form, and which fields they do not see."""

    code = models.CharField(_("编码"), max_length=32)
    name = models.CharField(_("名称"), max_length=64)
    permissions: Any = models.JSONField(_("权限"), default=dict)  # pyright: ignore[reportUnknownVariableType]
    """{form name or "*": [operation, …]}"""
    hidden = ArrayField(models.CharField(max_length=64), verbose_name=_("隐藏"), default=list)
    """Groups of fields that holders do not see: "cost", "purchase_price"."""
    built_in = models.BooleanField(_("内置"), default=False, editable=False)
    shipped: Any = models.JSONField(default=dict, editable=False)  # pyright: ignore[reportUnknownVariableType]
    """{"permissions": …, "hidden": …} that the product has given this role so far."""

    class Meta(CompanyModel.Meta):
        verbose_name = _("角色")
        constraints = [models.UniqueConstraint(fields=["company", "code"], name="kernel_role_code")]
