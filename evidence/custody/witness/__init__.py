"""Witnesses (c2sp.org/tlog-witness): ``cosign.py`` is one, for others' logs; ``ask.py`` has this folder's
log cosigned by others; ``request.py`` is what the one sends the other."""
