"""Honest histories: what keepers do and suffer over the months, drawn from a number.

Nights, kills, full disks, clocks that are set, folders that are moved, copied, merged, upgraded and
handed over. Whatever it was, nobody altered anything, and so ``verify`` may accuse nobody.
"""
