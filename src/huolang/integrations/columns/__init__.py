"""对应列: which column of a file fills which field, and what headings say besides."""
