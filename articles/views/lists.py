"""Ways to articles: the home page, categories, the index from A to Z, search."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from .. import search as searching
from ..models import Category, Listing
from .access import read_only

HITS_A_PAGE = 20
TITLES_A_PAGE = 200
HOME_LIST = 8


@read_only
def home(request: HttpRequest) -> HttpResponse:
    """Show what is new, what is linked most, and ways to the rest."""
    context = {
        "newest": Listing.objects.newest().select_related("image")[:HOME_LIST],
        "most_linked": Listing.objects.most_linked()[:HOME_LIST],
        "categories": _counted().order_by("-articles", "name")[:24],
        "articles": Listing.objects.count(),
    }
    return render(request, "articles/home.html", context)


@read_only
def index(request: HttpRequest) -> HttpResponse:
    """List all articles from A to Z, or those under one letter."""
    letters = list(Listing.objects.order_by("initial").values_list("initial", flat=True).distinct())
    letter = request.GET.get("letter", "")
    listings = Listing.objects.by_title()
    if letter in letters:
        listings = listings.filter(initial=letter)
    page = Paginator(listings, TITLES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "articles/index.html", {"letters": letters, "letter": letter, "listings": page})


@read_only
def categories(request: HttpRequest) -> HttpResponse:
    """List the categories that hold an article."""
    page = Paginator(_counted().order_by("name"), TITLES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "articles/categories.html", {"categories": page})


@read_only
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the articles of a category."""
    category = get_object_or_404(Category, slug=slug)
    listings = category.listings.order_by("sort_title", "pk").select_related("image")
    page = Paginator(listings, TITLES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "articles/category.html", {"category": category, "listings": page})


@read_only
def search(request: HttpRequest) -> HttpResponse:
    """Show the articles that hold the words typed."""
    raw = request.GET.get("q", "").strip()[: searching.MAX_LENGTH]
    query = searching.parse(raw)
    page = Paginator(searching.find(query).select_related("image"), HITS_A_PAGE).get_page(request.GET.get("page"))
    hits = [(listing, searching.snippet(listing.text, query)) for listing in page]
    return render(request, "articles/search.html", {"raw": raw, "query": query, "page": page, "hits": hits})


def _counted() -> Any:
    return Category.objects.annotate(articles=Count("categorization")).filter(articles__gt=0)
