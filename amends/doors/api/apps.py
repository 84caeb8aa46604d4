from django.apps import AppConfig


class Api(AppConfig):
    name = "amends.doors.api"
    label = "api"
