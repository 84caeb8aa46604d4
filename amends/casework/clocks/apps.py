from django.apps import AppConfig


class Clocks(AppConfig):
    name = "amends.casework.clocks"
    label = "clocks"
