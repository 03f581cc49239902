"""Forms as departments draw them, invented, with earlier answers and what each cell must hold.

`lists/*.yaml` say what a form asks for and how other forms worded the same figures (`t`: look-alikes that mean another
thing); `layouts` draws each list in the layouts that suit it, `answers` invents what is known. What a cell must hold
follows from what was invented; no code is shared with the filler. `held_out/` was written last, for kinds
of forms that had mended nothing: 91.0 % of what is known was filled on it when it was first read, and nothing wrong.
"""
