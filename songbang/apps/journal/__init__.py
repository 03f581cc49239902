"""Who did what, when, from where, before and after. Append-only, hash-chained, written in the act's own transaction.

Not its job: deciding what may be done (`units.permissions`), or showing what an entry's subject is now.
"""
