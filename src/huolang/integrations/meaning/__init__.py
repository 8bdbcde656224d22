"""格子的意思: what cells mean: records by code or name, choices, days, earlier lines."""
