from django.apps import AppConfig


class Knowledge(AppConfig):
    name = "amends.casework.knowledge"
    label = "knowledge"
