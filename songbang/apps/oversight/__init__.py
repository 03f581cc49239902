"""Campaigns: a sample that anyone can draw again, visits that ask for nothing that is known, findings followed up.

Not its job: figures of the registers (insight), whether a demand may be made (the door, which campaigns pass too).
"""
