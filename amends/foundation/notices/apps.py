from django.apps import AppConfig


class Notices(AppConfig):
    name = "amends.foundation.notices"
    label = "notices"
