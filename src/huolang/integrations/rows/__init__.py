"""记录: rows that belong together made into records, through the same doors as by hand."""
