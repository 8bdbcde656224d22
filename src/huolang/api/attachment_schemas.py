"""Shapes of what is answered about the files of a record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Schema

from huolang.api.schemas import Person


class AttachmentOut(Schema):
    """`kind` is the media type, `size` in bytes."""

    id: UUID
    name: str
    kind: str
    size: int
    at: datetime
    by: Person | None


class AttachmentList(Schema):
    items: list[AttachmentOut]


class PictureOut(Schema):
    """`attachment` is the file of `record` that stands for it."""

    record: UUID
    attachment: UUID


class PictureList(Schema):
    items: list[PictureOut]
