"""Where citations come from: reports read again, boards walked, documents fetched."""
