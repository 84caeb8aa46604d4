from django.apps import AppConfig


class Cases(AppConfig):
    name = "amends.casework.cases"
    label = "cases"
