"""邮箱: whether what was typed can be an address that mail is sent to."""

from __future__ import annotations

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from huolang.kernel.refusals import Invalid


class NoMailAddress(Invalid):
    code = "master.no_mail_address"
    message = _("不是邮箱地址，应如 name@example.com")


def checked(text: str, place: str) -> str:
    """`text` without blanks around it; what is no address is refused at `place`."""
    address = text.strip()
    if not address:
        return ""
    with suppress(ValidationError):
        validate_email(address)
        return address
    raise NoMailAddress(field=place)
