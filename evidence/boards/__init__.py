"""Results boards: a page's bytes -> what it lists and where it leads; two visits -> what became of
it.

Nothing here touches the network. :class:`~evidence.boards.walk.Walk` says what to read next and
takes in what came; the crawler only fetches. :mod:`~evidence.boards.inventory` compares two visits.
"""
