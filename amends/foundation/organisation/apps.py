from django.apps import AppConfig


class Organisation(AppConfig):
    name = "amends.foundation.organisation"
    label = "organisation"
