"""A small HTTP server on which others ask us: witnesses have their logs cosigned, observers have us look.

What it answers are *endpoints*: an :class:`~crawler.listen.model.Endpoint` is a method, a path, the most
bytes of a request's body, and a function from :class:`~crawler.listen.model.Asked` to
:class:`~crawler.listen.model.Answer`. The function runs in a thread of a small pool, so it may open the
database and wait. One endpoint is one file in ``endpoints/`` and one line in its list; it is there only
where the configuration wants it::

    def endpoint(folder: EvidenceFolder, config: Config) -> Endpoint | None:
        if not config.witness.logs:
            return None
        return Endpoint("POST", "/add-checkpoint", partial(_answer, folder, config), most=_MOST)

:func:`~crawler.listen.server.listening` binds them, to loopback unless told otherwise, in a thread with a
reactor of its own, so that it disturbs no crawl of the same process. The server bounds what a stranger can
cost us: connections in all and from one address, the length of heads and bodies, the time that one request
may take to arrive, and how many wait for a thread. Who must be known shows a bearer token, of which only
the hash is kept (:mod:`crawler.listen.tokens`). TLS is the work of a proxy before it.
"""
