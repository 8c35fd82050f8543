"""One form of the report a file; each has a function ``render(report)``."""
