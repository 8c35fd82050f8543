"""WARC files: written, read back, indexed, and the HTTP messages in them."""
