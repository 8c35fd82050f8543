"""One page as a person sees it: opened in a Chromium of this machine, behind our own walls.

:mod:`~crawler.browser.pool` is what the night asks. The browser and what drives it live in worker
processes (:mod:`~crawler.browser.worker`), each with a guarded proxy of its own
(:mod:`~crawler.browser.proxy`), which is its only way to the network. Nothing here writes evidence:
a capture is files in a folder of its job, and a :class:`~crawler.browser.model.Rendered` that says
what they are.
"""
