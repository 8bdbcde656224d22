"""导入: one file that is being made into records, and where its rows and their faults are kept.

All of it is in the database, so any server and any worker can go on with it.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel.clock import now
from huolang.kernel.company import CompanyModel, CompanyRow


class State(models.TextChoices):
    UPLOADED = "uploaded", _("已上传")
    CHECKING = "checking", _("检查中")
    CHECKED = "checked", _("已检查")
    RUNNING = "running", _("导入中")
    DONE = "done", _("已导入")
    REFUSED = "refused", _("未导入")
    STOPPED = "stopped", _("已停止")


class Mode(models.TextChoices):
    """What is done with a row whose code is there already, or is not."""

    CREATE = "create", _("只新增")
    UPDATE = "update", _("只更新已有的")
    BOTH = "both", _("新增或更新")


class Numbers(models.TextChoices):
    """Whose the numbers of documents in a file are; where they may be either, is asked."""

    EITHER = "either", _("两种都可能")
    OURS = "ours", _("本系统的")
    THEIRS = "theirs", _("原来系统的")


class ImportRun(CompanyModel):
    """`pointer` is the last group of rows that is over; everything behind it is still to be done.
    It moves in the same transaction as what it speaks of, so nothing is ever done twice."""

    form = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    by = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=now)
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    headers: Any = models.JSONField(default=list)  # pyright: ignore[reportUnknownVariableType]
    matching: Any = models.JSONField(default=dict)  # pyright: ignore[reportUnknownVariableType]
    """Number of a column → path of the field it fills."""
    fixed: Any = models.JSONField(default=dict)  # pyright: ignore[reportUnknownVariableType]
    """Path of a field that no column fills → what it is in every record."""
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.CREATE)
    atomic = models.BooleanField(default=False)
    confirm = models.BooleanField(default=False)
    header_row = models.IntegerField(default=1)
    """The last row of the headings, which may be two (`heading_rows`)."""
    heading_rows = models.IntegerField(default=1)
    chosen = models.BooleanField(default=False)
    """Whether somebody said which row it is."""
    top: Any = models.JSONField(default=list)  # pyright: ignore[reportUnknownVariableType]
    """The first rows of the file, as (number, cells), among which it is chosen."""
    days: Any = models.JSONField(default=dict)  # pyright: ignore[reportUnknownVariableType]
    """Number of a column of days → the orders of year, month and day that its cells allow."""
    make = models.BooleanField(default=False)
    """Brands, categories and other simple records that rows name and that are not there are made
    with them."""
    lines = models.IntegerField(default=0)
    pointer = models.IntegerField(default=0)
    created = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    same = models.IntegerField(default=0)
    """Records that the file says nothing new of."""
    refused = models.IntegerField(default=0)
    """Records, not rows."""
    together = models.IntegerField(default=0)
    """How many documents a check confirmed one after the other, before it tried each by itself."""
    linked = models.IntegerField(default=0)
    """How many records come first because they name others of the file or are named. A check tries
    them together, so that each finds the others."""
    separate = models.BooleanField(default=False)
    """Rows without a number are a document each, also those that say the same of it."""
    numbers = models.CharField(max_length=6, choices=Numbers, default=Numbers.EITHER)
    source = models.CharField(max_length=40, default="")
    """Whose the numbers of another program are, where several shops count alike."""
    again = models.BooleanField(default=False)
    """Documents without a number that an earlier file brought, and masters without a code that have
    the name of another, are imported once more."""
    as_open = models.BooleanField(default=False)
    """Orders of which something was executed elsewhere are imported as wholly open."""
    as_priced = models.BooleanField(default=False)
    """Rows and documents that come to another amount than they say are imported all the same."""
    findings: Any = models.JSONField(default=dict)  # pyright: ignore[reportUnknownVariableType]
    """What a check found besides faults, as `findings` writes it."""
    job = models.UUIDField(null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("导入")
        indexes = [models.Index(fields=["company", "-id"], name="integrations_importrun_id")]


class ImportLine(CompanyRow):
    """One row of the file. Rows of one record have the same `grp`, in whose order records are made:
    the number of the first row, or a place before all others."""

    pk = models.CompositePrimaryKey("company_id", "run", "no")
    run = models.UUIDField()
    no = models.IntegerField()
    grp = models.IntegerField()
    cells: Any = models.JSONField()  # pyright: ignore[reportUnknownVariableType]
    errors: Any = models.JSONField(null=True)  # pyright: ignore[reportUnknownVariableType]
    """[{"column", "message", "code"}]"""

    class Meta(CompanyRow.Meta):
        indexes = [
            models.Index(
                fields=["company", "run", "grp", "no"], name="integrations_importline_grp"
            ),
            models.Index(
                fields=["company", "run", "no"],
                name="integrations_importline_wrong",
                condition=models.Q(errors__isnull=False),
            ),
        ]


class RememberedColumns(CompanyRow):
    """What a person said of the columns of files, so that it holds for the next one."""

    pk = models.CompositePrimaryKey("company_id", "user", "form")
    user = models.UUIDField()
    form = models.CharField(max_length=64)
    columns: Any = models.JSONField(default=dict)  # pyright: ignore[reportUnknownVariableType]
    """Heading → path, or "" for a column that is left out: whole matchings, as they were kept
    before; what is worth keeping of it goes over into `said`."""
    said: Any = models.JSONField(default=dict)  # pyright: ignore[reportUnknownVariableType]
    """Heading → path where somebody changed what was proposed; "" for a column that was left out,
    or {"instead": heading} if another one was taken for it."""
    chosen: Any = models.JSONField(default=list)  # pyright: ignore[reportUnknownVariableType]
    """The headings of rows that somebody chose, the last one first."""

    class Meta(CompanyRow.Meta):
        pass
