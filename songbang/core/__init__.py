"""The pure core: it is told things and answers with reasons.

No framework, database server, clock, network or settings here. What core needs is passed as values;
the day is always a keyword. Reading a file that the caller names is core's job, choosing it is not.
"""
