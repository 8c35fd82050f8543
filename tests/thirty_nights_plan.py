"""What happens in which of the thirty nights of :mod:`tests.thirty_nights`."""

from datetime import date, timedelta

FIRST = date(2026, 10, 21)
"""The clocks go back in the twelfth night, and 01:30 comes twice."""
CHANGES = FIRST + timedelta(days=6)
"""From this night on the world is that of the demo's second night."""
NO_NETWORK = FIRST + timedelta(days=3)
DISK_FULL = FIRST + timedelta(days=8)
ARCHIVE_DOWN = CHANGES
"""when there is most to ask it"""
OFF = (FIRST + timedelta(days=17), FIRST + timedelta(days=19))
"""The machine is off from the noon before the first to the noon of the second."""
NIGHTS = 30
