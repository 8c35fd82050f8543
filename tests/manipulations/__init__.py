"""Folders that somebody altered, and folders that nobody did: what each kind of reader is told."""
