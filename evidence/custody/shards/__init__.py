"""A shard: the small evidence folder in which some of a night's URLs are looked at, apart from all others.

It is *given* (:mod:`evidence.custody.shards.give`) what is known of those URLs, walked like any folder,
by whomever and wherever, and *taken in* (:mod:`evidence.custody.shards.take`) with all that it added.
What was given is a copy, proves nothing and comes back to nobody: only what the shard's own log names is
taken, and all of that is checked against the log, which is signed by a key that was made for this shard.
"""
