"""What an article is, as text and values: text in, values out.

Nothing here knows Django, a database or a request. Everything is a pure function or frozen data, so that
a page of the past, an import and a test all call the same code.
"""
