"""One ledger: evidence given once, found by content, serving every assessment; who is excused from what, and why.

Not its job: what a department may ask (the door), facts that fill forms (forms).
"""
