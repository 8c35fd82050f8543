"""The exact bytes of every exchange: WARC 1.1 files, their CDXJ index, and the check of both."""
