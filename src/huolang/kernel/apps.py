from django.apps import AppConfig
from django.utils.module_loading import import_string

from huolang.kernel.permissions import CALLED


class KernelConfig(AppConfig):
    name = "huolang.kernel"
    verbose_name = "核心"

    def ready(self) -> None:
        import_string("huolang.kernel.nightly.forget_idempotency_keys")  # makes its jobs known
        import_string("huolang.kernel.job_news.register")()
        import_string("huolang.kernel.comments.register")()
        CALLED.update(import_string("huolang.kernel.roles.PAGE_LABELS"))
