"""The versions of one plan, and what became of each of its commitments.

A version's bytes are read behind the fence into its units (:mod:`evidence.series.units`), the units
of two versions are lined up (:mod:`evidence.series.align`), and what became of each is told
(:mod:`evidence.series.fate`) with the passages that say less now (:mod:`evidence.series.weaken`).
"""
