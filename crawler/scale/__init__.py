"""A night that several processes walk, on this machine or on others.

The URLs that are due are split by registrable domain into lanes (:mod:`crawler.scale.split`); so many of a lane at a
time become a shard, a small evidence folder (:mod:`evidence.custody.shards`), that a process of its own walks
(:mod:`crawler.scale.shard`). Who leads the night (:mod:`crawler.scale.leader`) hands shards to an executor,
whichever it is, and takes them in as they end. What can fail lies in the shard: it goes on where it stood,
and taking it in twice adds nothing. So an executor has to do no more than to run a function, and what it
lost is handed to it again.
"""
