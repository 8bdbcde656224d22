"""Addresses: the API, logging in, and the screens for everything else."""

from django.urls import include, path, re_path

from huolang.api import watching
from huolang.api.main import api, described
from huolang.site import screens

urlpatterns = [
    path("api/v1/openapi.json", described),
    path("api/v1/", api.urls),
    path("metrics", watching.page),
    re_path(r"^_allauth/browser/v1/auth/password/(request|reset)$", screens.nothing_here),
    path("_allauth/", include("allauth.headless.urls")),
    re_path(r"^(?!api/|metrics$|_allauth/|static/|assets/).*$", screens.page),
]
handler404 = screens.nothing_here
handler500 = screens.broken
