"""Secrets of a company that must be read again, such as the password of its mail server: kept
locked by the key of the installation, which is not in the database."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

HELD = "••••••"
"""What is shown of a secret; sent back, it leaves the secret as it is."""


def seal(text: str) -> str:
    """Locked; nothing stays nothing."""
    return _lock().encrypt(text.encode()).decode() if text else ""


def unseal(kept: str) -> str:
    """As it was; nothing, where another installation had locked it."""
    if not kept:
        return ""
    try:
        return _lock().decrypt(kept.encode()).decode()
    except InvalidToken:
        return ""


def _lock() -> Fernet:
    key = hashlib.sha256(b"huolang secrets " + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
