"""A world of hostile answers: each is a kind with a name, made in a few lines when it is asked for.

``python -m benchmarks.hostile`` plays one night over all of them and sixty good pages; a selection of
them is played by ``tests/integration/test_hostile.py``.
"""
