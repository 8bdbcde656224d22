"""Small pictures of attached images: for lists, pickers and the head of a page.

They are made by Pillow when they are first asked for, and lie beside the file under its digest. An
image is measured by its head before any of it is decoded: nobody can send a few kilobytes that
unfold to gigabytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from huolang.kernel import attachments, sql
from huolang.kernel.attachments import Attachment
from huolang.kernel.company import current_id
from huolang.kernel.refusals import Invalid

EDGE = 192
"""Pixels of the longer edge: sharp at 96 on dense screens."""
KIND = "image/webp"
MOST_PIXELS = 24_000_000
MOST_PIXELS_JPEG = 120_000_000
"""A JPEG is decoded at an eighth of its size, others whole: 24 million pixels take 96 MB."""
BROKEN = (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError)
"""What Pillow raises when the content is not the image that it begins as."""
FIRST = """
SELECT DISTINCT ON (record) record, id FROM kernel_attachment
WHERE company_id = %s::bigint AND form = %s::text AND record = ANY(%s::uuid[])
  AND kind LIKE 'image/%%'
ORDER BY record, created_at, id
"""


class NoPicture(Invalid):
    code = "attachment.no_picture"
    message = _("文件不是可以显示的图片")


def first(form: str, records: Iterable[UUID]) -> dict[UUID, UUID]:
    """The attachment that is the picture of each record: its first image. Some have none."""
    asked = sql.array(records)
    return dict(sql.run(FIRST, [current_id(), form, asked]).fetchall())


def small(attachment: Attachment) -> File:
    """The picture at most `EDGE` pixels wide and high, as `KIND`, to be read."""
    if not attachment.is_image:
        raise NoPicture(field="size")
    path = f"{current_id()}/small/{attachment.digest}.webp"
    if not default_storage.exists(path):
        with attachments.opened(attachment) as whole:
            attachments.keep(path, _shrunk(whole))
    return default_storage.open(path, "rb")


def _shrunk(whole: File) -> bytes:
    try:
        with Image.open(whole, formats=("PNG", "JPEG", "GIF", "WEBP")) as image:
            most = MOST_PIXELS_JPEG if image.format == "JPEG" else MOST_PIXELS
            if image.width * image.height > most:
                raise NoPicture(field="size")
            image.draft("RGB", (EDGE, EDGE))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((EDGE, EDGE))
            kept = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
            made = io.BytesIO()
            kept.save(made, "WEBP", quality=80)
            return made.getvalue()
    except BROKEN:
        raise NoPicture(field="size") from None
