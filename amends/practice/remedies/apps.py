from django.apps import AppConfig


class Remedies(AppConfig):
    name = "amends.practice.remedies"
    label = "remedies"
