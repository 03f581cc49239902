"""What people have: units and posts, registers taken in, figures, and the journal of who did what.

An app remembers; deciding is core's job. Views call services (writes) and queries (reads) only.
"""
