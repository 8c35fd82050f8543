"""Looks that are asked for on the desk. Each is made by a process of its own: a crawl wants the main thread
and a reactor that runs once, and whatever befalls it leaves the desk standing."""
