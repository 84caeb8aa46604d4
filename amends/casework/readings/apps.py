from django.apps import AppConfig


class Readings(AppConfig):
    name = "amends.casework.readings"
    label = "readings"
