"""What a look is: from bytes or rows to facts, judgement and standing.

The only room that builds a :class:`~evidence.verdicts.model.Look`; it asks nothing of the network.
"""
