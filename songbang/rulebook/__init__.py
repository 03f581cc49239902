"""DATA, not code: the lexicon of registers, the time table of minutes, the phrases of the report, the messages.

Nothing here decides; `songbang.core.rulebook` reads these files and hands them on as values.
"""
