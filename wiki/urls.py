"""Wiring: the public pages, and the desk."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("articles.urls")),
]

handler403 = "articles.views.errors.forbidden"
handler404 = "articles.views.errors.not_found"
