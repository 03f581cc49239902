"""Invented districts with their registers, written as files, and what a right reader must find in them.

Made from the contracts alone (`registers.md`, `report.md`); shares no code with the reader, so that each checks the
other. Places are real and public; people, documents and numbers are invented. Nothing here is read at run time.
"""
