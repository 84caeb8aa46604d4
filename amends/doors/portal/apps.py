from django.apps import AppConfig


class Portal(AppConfig):
    name = "amends.doors.portal"
    label = "portal"
