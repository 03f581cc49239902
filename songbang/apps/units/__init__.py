"""Units and people: the tree with names over time, posts, accounts holding roles, and what each role may do.

`permissions.TABLE` is the one source of who may do what; views, API and the test that walks every address read it.
"""
