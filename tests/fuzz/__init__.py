"""Fuzzing: inputs that nobody thought of, made from seeds by what they reach in the code.

``make fuzz MINUTES=10`` runs every target for its share of the time; ``docs/testing.md`` tells what each
one promises. What was found once is kept under ``found/`` and is run with every ``make test``
(``tests/unit/test_fuzz_corpus.py``), without the fuzzer.
"""
