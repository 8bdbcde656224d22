"""附件: files that lie with a record of any form: pictures of goods, contracts, delivery slips.

A row says what and where; the bytes lie in Django's storage under their own digest, the same
content once for each company. Nothing in a file is ever run: only known kinds are taken, and what
they are called says how they are served.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel import audit
from huolang.kernel.company import CompanyModel, current_id
from huolang.kernel.refusals import BusinessError, Invalid, NotFound

MOST_FILES = 50
LONGEST_NAME = 200
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS: Mapping[str, tuple[str, bytes]] = {
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    "gif": ("image/gif", b"GIF8"),
    "webp": ("image/webp", b"RIFF"),
    "pdf": ("application/pdf", b"%PDF-"),
    "docx": (OFFICE + "wordprocessingml.document", ZIP),
    "xlsx": (OFFICE + "spreadsheetml.sheet", ZIP),
    "pptx": (OFFICE + "presentationml.presentation", ZIP),
    "doc": ("application/msword", OLE),
    "xls": ("application/vnd.ms-excel", OLE),
    "ppt": ("application/vnd.ms-powerpoint", OLE),
    "zip": ("application/zip", ZIP),
    "txt": ("text/plain", b""),
    "csv": ("text/csv", b""),
}
"""By the ending of the name: the media type, and what such a file begins with."""


class WrongKind(Invalid):
    code = "attachment.kind"
    message = _("不接受这种文件；可以是 {kinds}")


class NotWhatItSays(Invalid):
    code = "attachment.not_what_it_says"
    message = _("文件内容与扩展名 .{ending} 不符")


class EmptyFile(Invalid):
    code = "attachment.empty"
    message = _("文件是空的")


class BadName(Invalid):
    code = "attachment.name"
    message = _("文件名有误")


class TooManyFiles(BusinessError):
    code = "attachment.too_many"
    message = _("一条记录最多 {most} 个附件")


class Attachment(CompanyModel):
    """`digest` is the SHA-256 of the content, and its address."""

    form = models.CharField(max_length=64)
    record = models.UUIDField()
    name = models.CharField(_("文件名"), max_length=LONGEST_NAME)
    kind = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("大小"))
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("附件")
        indexes = [
            models.Index(fields=["company", "form", "record"], name="kernel_attachment_record"),
        ]

    @property
    def is_image(self) -> bool:
        return self.kind.startswith("image/")

    @property
    def path(self) -> str:
        return _path(self.digest)


def add(
    form: str, record: UUID, *, name: str, content: bytes, by: UUID | None, at: datetime
) -> Attachment:
    """Keep `content` as the file `name` of a record."""
    kind = _kind(name, content)
    if Attachment.objects.filter(form=form, record=record).count() >= MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)
    digest = hashlib.sha256(content).hexdigest()
    keep(_path(digest), content)
    made = Attachment.objects.create(
        form=form,
        record=record,
        name=name,
        kind=kind,
        size=len(content),
        digest=digest,
        created_at=at,
        created_by=by,
    )
    _tell(made, "attach", [None, _told(made)], by, at)
    return made


def of_record(form: str, record: UUID) -> list[Attachment]:
    """The files of a record, in the order in which they came."""
    return list(Attachment.objects.filter(form=form, record=record).order_by("created_at", "id"))


def find(form: str, record: UUID, key: UUID) -> Attachment:
    """One file of this very record, or `NotFound`."""
    found = Attachment.objects.filter(form=form, record=record, id=key).first()
    if found is None:
        raise NotFound()
    return found


def opened(attachment: Attachment) -> File:
    """Its content, to be read."""
    return default_storage.open(attachment.path, "rb")


def remove(attachment: Attachment, *, by: UUID | None, at: datetime) -> None:
    """Take it away from its record. The bytes stay: the audit names them by their digest."""
    _tell(attachment, "detach", [_told(attachment), None], by, at)
    Attachment.objects.filter(id=attachment.id).delete()


def forget(form: str, record: UUID) -> None:
    """The record is deleted."""
    Attachment.objects.filter(form=form, record=record).delete()


def keep(path: str, content: bytes) -> None:
    """Two who send the same content at once keep it once."""
    if default_storage.exists(path):
        return
    kept = default_storage.save(path, ContentFile(content))
    if kept != path:
        default_storage.delete(kept)


def _kind(name: str, content: bytes) -> str:
    """The media type that the name says and the content bears out."""
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable() or "/" in name:
        raise BadName(field="name")
    ending = name.rpartition(".")[2].lower()
    if ending not in KINDS:
        raise WrongKind(field="name", kinds=" ".join(KINDS))
    kind, beginning = KINDS[ending]
    if not content:
        raise EmptyFile(field="name")
    if not content.startswith(beginning):
        raise NotWhatItSays(field="name", ending=ending)
    return kind


def _path(digest: str) -> str:
    return f"{current_id()}/{digest[:2]}/{digest}"


def _told(one: Attachment) -> dict[str, Any]:
    return {"name": one.name, "size": one.size, "digest": one.digest}


def _tell(one: Attachment, action: str, change: list[Any], by: UUID | None, at: datetime) -> None:
    changes = {"attachments": change}
    trace = audit.Trace(form=one.form, record=one.record, action=action, by=by, changes=changes)
    audit.write([trace], at=at)
