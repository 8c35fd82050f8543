"""WARC, index, hash chain and verification. Knows nothing of verdicts."""
