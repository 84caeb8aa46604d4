from django.apps import AppConfig


class Improvement(AppConfig):
    name = "amends.oversight.improvement"
    label = "improvement"
