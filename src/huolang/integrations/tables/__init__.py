"""读表: what stands in a table file that somebody sent, where its headings and rows are."""
