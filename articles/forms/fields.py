"""The fields of the form and of its four kinds of rows: what may be typed, and how much of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import uploads, wording
from ..content import foreign, limits
from ..content.clean import clean_line
from ..findings import Found


def _line(label: Any, length: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False, **options)


def _column(name: str, table: Mapping[str, int]) -> forms.CharField:
    return _line(wording.FIELDS[name], table[name])


def _address(label: Any) -> forms.CharField:
    return _line(label, limits.URL, widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false"}))


def _body(label: Any, rows: int) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "spellcheck": "true", "data-body": True})
    return forms.CharField(label=label, required=False, max_length=limits.BODY, widget=widget, strip=False)


class Row(forms.Form):
    """One row: a section, a reference, an image or a related article. Blank rows that were added count as nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warnings: list[str] = []
        self.found = Found()
        for field in self.fields.values():
            field.widget.attrs.pop("required", None)

    @property
    def is_kept(self) -> bool:
        """Tell whether the row is to be in the article."""
        if self.cleaned_data.get("DELETE"):
            return False
        return bool(self.initial.get("key")) or self.has_changed()


class ArticleFields(forms.Form):
    """The article's own fields, the summary of the edit, and the Revision that the form was opened at."""

    title = forms.CharField(label=wording.FIELDS["title"], max_length=limits.ARTICLE["title"])
    slug = forms.CharField(
        label=wording.FIELDS["slug"],
        max_length=limits.SLUG,
        required=False,
        help_text=gettext_lazy("The end of the article's address. Left empty, it is made from the title."),
    )
    short_description = _column("short_description", limits.ARTICLE)
    language = forms.CharField(label=wording.FIELDS["language"], max_length=limits.ARTICLE["language"], initial="en")
    lead = _body(wording.FIELDS["lead"], 8)
    categories = forms.CharField(
        label=wording.FIELDS["categories"],
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One on a line."),
    )
    base = forms.CharField(required=False, widget=forms.HiddenInput)
    summary = forms.CharField(
        label=gettext_lazy("Summary of this edit"),
        max_length=limits.SUMMARY,
        help_text=gettext_lazy("What you changed and why; it stands in the history for good."),
    )

    minor = forms.BooleanField(
        label=gettext_lazy("A minor edit: spelling, punctuation, form"), required=False, initial=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warnings: dict[str, list[str]] = {}
        self.found: dict[str, Found] = {}

    def clean_summary(self) -> str:
        """Return the summary as it will be kept; one of characters that cannot be shown is none."""
        if summary := clean_line(self.cleaned_data["summary"]):
            return summary
        raise forms.ValidationError(self.fields["summary"].error_messages["required"], code="required")


class SectionRow(Row):
    """A section."""

    key = forms.CharField(required=False, max_length=limits.KEY, widget=forms.HiddenInput)
    heading = _column("heading", limits.SECTION)
    level = forms.TypedChoiceField(
        label=wording.FIELDS["level"], choices=[(2, "2"), (3, "3"), (4, "4")], coerce=int, initial=2
    )
    body = _body(wording.FIELDS["body"], 12)


class ReferenceRow(Row):
    """A reference."""

    key = _line(
        wording.FIELDS["key"],
        limits.KEY,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "none"}),
    )
    type = forms.ChoiceField(
        label=wording.FIELDS["type"], choices=list(wording.SOURCE_TYPES.items()), initial="webpage"
    )
    title = _column("title", limits.REFERENCE)
    authors = forms.CharField(
        label=wording.FIELDS["authors"],
        required=False,
        max_length=limits.REFERENCE["authors"],
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One on a line: “Family, Given”, or a body's name; in braces if it holds a comma."),
    )
    container_title = _column("container_title", limits.REFERENCE)
    publisher = _column("publisher", limits.REFERENCE)
    issued = _column("issued", limits.REFERENCE)
    url = _address(wording.FIELDS["url"])
    archive_url = _address(wording.FIELDS["archive_url"])
    archive_date = _column("archive_date", limits.REFERENCE)
    access_date = _column("access_date", limits.REFERENCE)
    doi = _column("doi", limits.REFERENCE)
    isbn = _column("isbn", limits.REFERENCE)
    pages = _column("pages", limits.REFERENCE)
    quote = forms.CharField(
        label=wording.FIELDS["quote"],
        required=False,
        max_length=limits.REFERENCE["quote"],
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    language = _column("language", limits.REFERENCE)
    extra = forms.CharField(
        label=wording.FIELDS["extra"],
        required=False,
        max_length=limits.REFERENCE["extra"],
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
        help_text=gettext_lazy('As CSL-JSON, for example {"volume": "12"}.'),
    )

    def clean_extra(self) -> dict[str, Any]:
        """Return the fields as a dictionary."""
        raw = self.cleaned_data["extra"].strip() or "{}"
        try:
            value = foreign.loads(raw)
        except foreign.TooDeep as error:
            raise forms.ValidationError(wording.PROBLEMS["too-deep"] % {"limit": limits.DEPTH}) from error
        except ValueError as error:
            raise forms.ValidationError(_("This is no JSON: %(error)s") % {"error": error}) from error
        if not isinstance(value, dict):
            raise forms.ValidationError(_('Write the fields between braces, as {"volume": "12"}.'))
        return value


class ImageRow(Row):
    """An image; an upload is stored at once, so that it is not lost when something else in the form is wrong."""

    key = forms.CharField(required=False, max_length=limits.KEY, widget=forms.HiddenInput)
    file = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    upload = forms.FileField(
        label=wording.FIELDS["file"],
        required=False,
        help_text=gettext_lazy("JPEG, PNG or WebP."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    alternative_text = _column("alternative_text", limits.IMAGE)
    caption = _column("caption", limits.IMAGE)
    credit = _column("credit", limits.IMAGE)
    licence = _column("licence", limits.IMAGE)
    source_url = _address(wording.FIELDS["source_url"])
    in_lead = forms.BooleanField(label=wording.FIELDS["in_lead"], required=False)

    def __init__(self, *args: Any, by: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_upload(self) -> UploadedFile | None:
        """Store the picture and put its name into the form's data, where it stays if the form comes back."""
        upload: UploadedFile | None = self.cleaned_data["upload"]
        if upload is None:
            return None
        try:
            stored = uploads.store(upload, by=self.by)  # type: ignore[arg-type]
        except uploads.BadPicture as error:
            raise forms.ValidationError(str(wording.PROBLEMS[error.code]), code=error.code) from error
        self.cleaned_data["file"] = stored.name
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("file")] = stored.name
        self.data = data
        return upload

    def clean(self) -> dict[str, Any]:
        """Ask for a picture where a row is filled in without one."""
        has_picture = self.cleaned_data.get("file") or "upload" in self.errors
        if self.has_changed() and not has_picture and not self.cleaned_data.get("DELETE"):
            self.add_error("upload", _("Choose a picture."))
        return self.cleaned_data


class RelatedRow(Row):
    """A related article, by its title or the end of its address."""

    slug = _line(gettext_lazy("Article"), limits.SLUG + 100, widget=forms.TextInput(attrs={"list": "articles"}))

    @property
    def is_kept(self) -> bool:
        """Tell whether the row names an article."""
        return bool(not self.cleaned_data.get("DELETE") and self.cleaned_data.get("slug"))


class Rows(forms.BaseFormSet):
    """The rows of one kind."""

    # So many stand open when the form is opened; more than these are folded, and opened one by one.
    FOLDED_FROM = 13

    @property
    def folded(self) -> bool:
        """Tell whether rows that are as they were stand folded."""
        return self.initial_form_count() >= self.FOLDED_FROM


def _rows(form: type[Row]) -> Any:
    return forms.formset_factory(
        form,
        formset=Rows,
        extra=0,
        can_order=True,
        can_delete=True,
        max_num=limits.ROWS,
        absolute_max=limits.ROWS,
        validate_max=True,
    )


ROWS: dict[str, Any] = {
    "sections": _rows(SectionRow),
    "images": _rows(ImageRow),
    "related": _rows(RelatedRow),
}
