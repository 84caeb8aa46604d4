"""Every address of the house."""

from django.urls import include, path

from amends.config import health

urlpatterns = [
    path("", include("amends.doors.portal.urls")),
    path("desk/", include("amends.doors.desk.urls")),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/", include("amends.doors.api.urls")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
]
handler400 = "amends.config.errors.bad_request"
handler403 = "amends.config.errors.forbidden"
handler404 = "amends.config.errors.not_found"
handler500 = "amends.config.errors.server_error"
