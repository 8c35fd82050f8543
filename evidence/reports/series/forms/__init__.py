"""One form a file; each has a function ``render(series, language)``."""
