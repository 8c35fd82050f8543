"""One night: prepare, walk, judge, keep, close."""
