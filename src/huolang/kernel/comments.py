"""评论: what people say to one another beside a record of any form, and whom they call to it.

Whoever may see a record may read and write there; only who may see it can be called. What was said
is not altered. Its author takes it back, or whoever manages the people here: then nobody reads it
any more but in the audit.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.kernel import access, audit, notifications, outbox, reactions
from huolang.kernel.clock import now
from huolang.kernel.company import CompanyModel, current_id
from huolang.kernel.notifications import Kind
from huolang.kernel.outbox import Happened
from huolang.kernel.people import User
from huolang.kernel.permissions import CALLED, Access, forbidden
from huolang.kernel.reactions import Occurred
from huolang.kernel.refusals import BusinessError, Invalid, NotFound

ACTIONS = ("comment", "take_back")
"""In the audit."""
LONGEST = 2_000
MOST = 500
"""Comments of one record."""
MOST_CALLED = 20
"""People called by one comment."""
MENTIONED = "comment.mentioned"


class NothingSaid(Invalid):
    code = "comment.empty"
    message = gettext_lazy("请写下要说的话")


class TooLong(Invalid):
    code = "comment.too_long"
    message = gettext_lazy("评论最多 {most} 个字")


class NotAReader(Invalid):
    code = "comment.not_a_reader"
    message = gettext_lazy("只能提到可以查看这条记录的同事")


class TooManyCalled(Invalid):
    code = "comment.too_many_called"
    message = gettext_lazy("一次最多提到 {most} 个人")


class TooMany(BusinessError):
    code = "comment.too_many"
    message = gettext_lazy("一条记录最多 {most} 条评论")


class Comment(CompanyModel):
    """`text` is empty once it was taken back."""

    form = models.CharField(max_length=64)
    record = models.UUIDField()
    text = models.CharField(gettext_lazy("评论"), max_length=LONGEST, blank=True)
    mentions = ArrayField(models.UUIDField(), default=list)
    by = models.UUIDField(null=True)
    at = models.DateTimeField(default=now)
    taken_back_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = gettext_lazy("评论")
        indexes = [
            models.Index(fields=["company", "form", "record", "id"], name="kernel_comment_record")
        ]


def readers(form: str) -> list[User]:
    """Who works in the acting company and may see records of `form`: whom one may call."""
    rights = access.of_everybody(current_id())
    may = [person for person, theirs in rights.items() if theirs.allows(form, "view")]
    return list(User.objects.filter(id__in=may).order_by("name", "username"))


def of_record(form: str, record: UUID) -> list[Comment]:
    """What was said of a record, in the order in which it was said."""
    return list(Comment.objects.filter(form=form, record=record).order_by("id"))


def add(
    form: str, record: UUID, *, title: str, text: str, mentions: Collection[UUID], by: User
) -> Comment:
    """Say `text` of a record that people know as `title`, and call those in `mentions` to it."""
    said = _checked(text)
    called = _checked_people(form, mentions)
    if Comment.objects.filter(form=form, record=record).count() >= MOST:
        raise TooMany(most=MOST)
    made = Comment.objects.create(
        form=form, record=record, text=said, mentions=called, by=by.id, at=now()
    )
    _trace(made, "comment", [None, said], by.id)
    data = {"title": title, "name": str(by), "mentions": [one for one in called if one != by.id]}
    name = MENTIONED if data["mentions"] else "comment.added"
    outbox.write([Happened(name=name, form=form, record=record, by=by.id, data=data)])
    return made


def take_back(form: str, record: UUID, comment: UUID, *, access: Access) -> None:
    """Nobody shall read it any more: its author's right, and of who manages the people here."""
    found = Comment.objects.select_for_update().filter(form=form, record=record, id=comment).first()
    if found is None:
        raise NotFound()
    if not may_take_back(found, access):
        raise forbidden("user", "edit")
    if found.taken_back_at is not None:
        return
    before, found.text, found.taken_back_at = found.text, "", now()
    found.save(update_fields=["text", "taken_back_at"])
    _trace(found, "take_back", [before, None], access.user)


def may_take_back(comment: Comment, access: Access) -> bool:
    return comment.by == access.user or access.allows("user", "edit")


def forget(form: str, record: UUID) -> None:
    """The record is deleted."""
    Comment.objects.filter(form=form, record=record).delete()


def _checked(text: str) -> str:
    said = text.strip()
    if not said or "\0" in said:
        raise NothingSaid(field="text")
    if len(said) > LONGEST:
        raise TooLong(field="text", most=LONGEST)
    return said


def _checked_people(form: str, mentions: Collection[UUID]) -> list[UUID]:
    called = list(dict.fromkeys(mentions))
    if len(called) > MOST_CALLED:
        raise TooManyCalled(field="mentions", most=MOST_CALLED)
    if called and not set(called) <= {one.id for one in readers(form)}:
        raise NotAReader(field="mentions")
    return called


def _trace(one: Comment, action: str, change: list[Any], by: UUID | None) -> None:
    told = {"comment": change}
    audit.write([audit.Trace(form=one.form, record=one.record, action=action, by=by, changes=told)])


def register() -> None:
    """Make the kind of news known; called when Django starts."""
    notifications.KINDS[MENTIONED] = Kind(label=gettext_lazy("有人提到我"), says=_says)
    reactions.on(MENTIONED, _tell)


def _tell(event: Occurred) -> None:
    notifications.tell(
        [UUID(one) for one in event.data["mentions"]],
        MENTIONED,
        key=str(event.id),
        form=event.form,
        path=f"/records/{event.form}/{event.record}#comments",
        data={"form": event.form, "title": event.data["title"], "name": event.data["name"]},
    )


def _says(data: Mapping[str, Any]) -> str:
    form = CALLED.get(data["form"], data["form"])
    return _("{name} 在{form} {title} 的评论中提到了您").format(
        name=data["name"], form=form, title=data["title"]
    )
