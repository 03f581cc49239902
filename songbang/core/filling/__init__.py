"""One form: a department's own workbook, its known cells filled from earlier answers, the rest listed.

`anatomy` turns a sheet into fillable cells (what, of whom, when, in what measure); `meaning` brings the wordings of a
cell and of an earlier answer to the same words; `judging` weighs the answers to one cell in time; `relations` derives
what the form's own formulas give. It reads no settings and no clock: the day is told. It fills only what is sure; what
is merely near is offered as a suggestion. Not its job: asking people, storing answers.
"""
