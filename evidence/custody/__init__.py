"""Evidence that proves itself: who kept what, when, and that nothing was altered since.

``warc/`` writes and reads the exact bytes (WARC 1.1, CDXJ), ``log/`` is the custody log (hash chain,
signed and time-stamped seals), ``wacz/`` makes and verifies packages that are handed over, ``merge/``
takes another folder's evidence in. :func:`evidence.custody.verify.verify` hashes a whole folder again.

Verdicts are words in rows here and nothing else: this room imports none of the rooms that make them.
"""
