"""The one calendar: meetings, visits and inspections, planned together, decided by people, told to all concerned.

Whether a demand may be made at all is the door's to say (`units.door`); what is in registers already is insight's week.
"""
