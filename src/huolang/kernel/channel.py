"""The channel of PostgreSQL on which `kernel.live` speaks and `cli.live_server` listens."""

CHANNEL = "huolang_live"
