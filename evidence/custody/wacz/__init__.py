"""Packages: what goes in, how they are written, and how they are verified."""
