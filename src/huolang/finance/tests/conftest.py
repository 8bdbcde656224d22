from tests.support.trading import shop

__all__ = ["shop"]
