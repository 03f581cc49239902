"""Documents as they lie on a desk → text with pages → what an official document says of itself (GB/T 9704).

`formats` turns a file into `Content` (lines with their pages), one module a format, chosen by score. `lines` takes page
numbers and running heads away and joins printed lines into paragraphs. `parts` finds head, title, recipients, body,
signature and imprint; `elements` reads number, issuer, day and the rest from them, each with the words it came from;
`asks` and `deadlines` tell what the document wants of its recipients. What is not found stays None: nothing is guessed.
Not this package's job: registers (`core.reading`), forms (`core.filling`), whether two documents are one.

>>> from songbang.core.reading.documents.reader import read_text
>>> found = read_text("民政局关于报送名单的通知\\n各镇、街道：\\n请于3月5日前将名单报我局。\\n民政局\\n2019年3月1日")
>>> found.issuer, found.kind, found.main_recipients, [day.isoformat() for day in found.deadlines]
('民政局', '通知', '各镇、街道', ['2019-03-05'])
>>> found.evidence["date"]
Evidence(text='2019年3月1日', page=1)
"""
