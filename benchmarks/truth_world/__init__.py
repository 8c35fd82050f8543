"""A world of citations whose fate is known: what each address shows on the first night, what from the
second on, and what became of the document.

:mod:`.table` holds the truth, one line an address; it was written before any tool was run on it, and is
changed only where it is wrong about the web, never because a tool answers otherwise.
"""
