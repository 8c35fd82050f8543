"""The SQLite database of an evidence folder. Knows nothing of verdicts: they are words to it."""

from evidence.store.database import Store, Transaction

__all__ = ["Store", "Transaction"]
