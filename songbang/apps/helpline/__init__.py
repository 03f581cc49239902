"""The base's voice: matters raised to those who can help, feedback that finds nobody out, questions answered once.

Not its job: whether a demand may be made (the door), what a campaign finds (oversight).
"""
