"""Where Django finds the kernel's tables; they are written in the files named for them."""

from huolang.kernel.attachments import Attachment
from huolang.kernel.audit import AuditEntry
from huolang.kernel.background import BackgroundJob
from huolang.kernel.cache import CacheEntry
from huolang.kernel.comments import Comment
from huolang.kernel.company import Company
from huolang.kernel.day_sums import DayChange, DaySum, DaySumHead
from huolang.kernel.idempotency import IdempotencyKey
from huolang.kernel.notifications import Notification
from huolang.kernel.outbox import BookHead, Event
from huolang.kernel.people import Membership, Role, User
from huolang.kernel.preferences import Preference
from huolang.kernel.reactions import ReactionHead
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
    "Comment",
    "Company",
    "DayChange",
    "DaySum",
    "DaySumHead",
    "Event",
    "IdempotencyKey",
    "Membership",
    "Notification",
    "Preference",
    "ReactionHead",
    "Role",
    "SavedView",
    "SettingValue",
    "Token",
    "Upkeep",
    "User",
]
