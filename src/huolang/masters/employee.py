"""员工: who works here, logging in or not. The salesperson of a document is one of them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Search
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.masters import mail_address
from huolang.masters.department import Department
from huolang.masters.master import Master, Tables

MEMBER = """
SELECT u.id FROM kernel_user u
JOIN kernel_membership m ON m.user_id = u.id AND m.company_id = %s::bigint
WHERE u.username = %s::text
"""
LINKED = """
SELECT code || ' ' || name FROM masters_employee
WHERE company_id = %s::bigint AND user_id = %s::uuid AND id <> %s::uuid
"""
HANDLING = """
SELECT id, department_id FROM masters_employee WHERE company_id = %s::bigint AND id = %s::uuid
"""
OF_USER = """
SELECT id, department_id FROM masters_employee
WHERE company_id = %s::bigint AND user_id = %s::uuid AND active
"""


class NoSuchMember(Invalid):
    code = "employee.no_such_member"
    message = _("没有用户名为 {username} 的成员")


class MemberTaken(BusinessError):
    code = "employee.member_taken"
    message = _("成员 {username} 已是员工 {employee}")


class Employee(Master):
    """`username` is that of the member who the employee is when logging in."""

    department = CompanyForeignKey(
        Department, null=True, blank=True, related_name="+", verbose_name=_("部门")
    )
    title = models.CharField(_("职务"), max_length=60, blank=True, default="")
    phone = models.CharField(_("电话"), max_length=60, blank=True, default="")
    email = models.CharField(_("邮箱"), max_length=254, blank=True, default="")
    username = models.CharField(
        _("登录用户名"),
        max_length=64,
        blank=True,
        default="",
        help_text=_("该员工登录时所用的成员；其录入的单据默认以该员工为业务员"),
    )
    user_id = models.UUIDField(null=True, editable=False)

    code_prefix = "YG"

    class Meta(Master.Meta):
        verbose_name = _("员工")
        constraints = [
            *Master.Meta.constraints,
            models.UniqueConstraint(
                fields=["company", "user_id"],
                condition=models.Q(user_id__isnull=False),
                name="masters_employee_user",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "department"], name="masters_employee_department")
        ]

    class Form:
        sections = [
            (_("基本信息"), ["code", "name", "department", "title", "active"]),
            (_("联系与登录"), ["phone", "email", "username", "remark"]),
        ]
        list = ["code", "name", "department", "title", "phone", "username", "active"]
        filters = ["department", "active"]
        hidden_groups = {"phone": "personal", "email": "personal"}
        search = Search(columns=("code", "name"), initials="initials")

    def rules(self, tables: Tables) -> None:
        """A member of this company is one employee at most."""
        self.email = mail_address.checked(self.email, "email")
        self.username = self.username.strip().lower()
        if not self.username:
            self.user_id = None
            return
        company = current_id()
        found = sql.run(MEMBER, [company, self.username]).fetchone()
        if found is None:
            raise NoSuchMember(field="username", username=self.username)
        self.user_id = found[0]
        other = sql.run(LINKED, [company, self.user_id, self.id]).fetchone()
        if other is not None:
            raise MemberTaken(field="username", username=self.username, employee=other[0])


@dataclass(frozen=True, slots=True)
class Handling:
    """Who handles a document, and in which department they work."""

    employee: UUID
    department: UUID | None


def handling(salesperson: UUID | None, user: UUID | None) -> Handling | None:
    """The employee `salesperson`, or else the one that `user` is, if they still work here."""
    statement, key = (HANDLING, salesperson) if salesperson else (OF_USER, user)
    row = sql.run(statement, [current_id(), key]).fetchone()
    return Handling(*row) if row else None
