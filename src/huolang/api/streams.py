"""What `api.live` and the web server agree on, who loads it before Django is there."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huolang.kernel.refusals import BusinessError

FOLLOWS = "X-Huolang-Follows"
"""The header of an answer that says whose stream is to be relayed: `company/person`."""


class NotLive(BusinessError):
    code = "live.down"
    message = _("实时更新暂时不可用，页面会定时刷新")
    status = 503
