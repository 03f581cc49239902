"""What the base says, heard without anybody being found out: counts over enough voices, clusters, who should answer.

Not its job: remembering who said what; nobody here is told.
"""
