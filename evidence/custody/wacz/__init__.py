"""Packages that are handed over (WACZ 1.1.1): what goes in, how they are written and verified."""
