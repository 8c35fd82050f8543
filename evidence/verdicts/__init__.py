"""A look -> verdict, cause, reasons; many looks -> standing. Pure functions over recorded facts.

The way of one look: :func:`~evidence.verdicts.judging.judge` it; where :func:`evidence.verdicts.wants.wants`
asks for probes, make them, put them into the look and judge again, and so with a second look by other eyes;
:func:`evidence.verdicts.capture.is_document_capture` says whether its bytes may serve as a
baseline; :func:`evidence.verdicts.standing.settle` adds it to the others;
:func:`evidence.verdicts.outage.outage` says whether a whole run is to be believed.
"""

RULES_VERSION = "16"
"""Raised whenever a rule changes what it says of the same facts; stored with every check."""
