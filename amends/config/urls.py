"""Every address of the house."""

from allauth.account import urls as account_urls
from django.urls import include, path

from amends.config import health

# Of the account pages only those that a member of staff needs: people are added by an administrator, and a forgotten
# password is renewed by one, so nothing here sends mail or lets strangers sign up.
ACCOUNT_PAGES = frozenset(
    {
        "account_login",
        "account_logout",
        "account_change_password",
        "account_inactive",
        "account_reauthenticate",
    }
)

urlpatterns = [
    path("", include("amends.doors.portal.urls")),
    path("desk/", include("amends.doors.desk.urls")),
    path("accounts/", include([page for page in account_urls.urlpatterns if page.name in ACCOUNT_PAGES])),
    path("accounts/2fa/", include("allauth.mfa.urls")),
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
