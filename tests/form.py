"""The article's form as a browser posts it, for tests and measurements."""

from typing import Any

from articles import forms


def posted(form: forms.ArticleForm) -> dict[str, Any]:
    """Return what a browser would post from the form as it opens, its references folded."""
    parts: list[Any] = [form.fields]
    for name, rows in form.rows.items():
        if name != "references":
            parts += [rows.management_form, *rows.forms]
    bound = ((each.html_name, each.value()) for part in parts for each in part)
    sources = form.rows["references"]
    return (
        {name: value for name, value in bound if value is not None and value is not False}
        | {"references-TOTAL_FORMS": len(sources)}
        | {f"{row.prefix}-row": row.json for row in sources}
    )
