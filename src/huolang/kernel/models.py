"""Where Django finds the kernel's tables; they are written in the files named for them."""

from huolang.kernel.attachments import Attachment
from huolang.kernel.audit import AuditEntry
from huolang.kernel.background import BackgroundJob
from huolang.kernel.cache import CacheEntry
from huolang.kernel.company import Company
from huolang.kernel.day_sums import DayChange, DaySum, DaySumHead
from huolang.kernel.idempotency import IdempotencyKey
from huolang.kernel.outbox import BookHead, Event
from huolang.kernel.people import Membership, Role, User
from huolang.kernel.saved_views import SavedView
from huolang.kernel.settings_registry import SettingValue
from huolang.kernel.tokens import Token
from huolang.kernel.upkeep import Upkeep

__all__ = [
    "Attachment",
    "AuditEntry",
    "BackgroundJob",
    "BookHead",
    "CacheEntry",
    "Company",
    "DayChange",
    "DaySum",
    "DaySumHead",
    "Event",
    "IdempotencyKey",
    "Membership",
    "Role",
    "SavedView",
    "SettingValue",
    "Token",
    "Upkeep",
    "User",
]
