"""Django's settings for a day that never passes: the demo company ends on it, and every picture
is taken on its morning. Pictures of one release differ by what changed on the screens alone."""

from datetime import UTC, datetime

from huolang.kernel import clock
from huolang.site.settings import *  # noqa: F403

MORNING = datetime(2026, 11, 26, 2, 20, tzinfo=UTC)
"""20 past ten, a Thursday in Shanghai."""
_began = datetime.now(UTC)

clock.now = lambda: MORNING + (datetime.now(UTC) - _began)
