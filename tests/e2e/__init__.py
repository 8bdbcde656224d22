"""A clerk at a real browser, before a real server and a database of its own."""
