from django.apps import AppConfig


class Budget(AppConfig):
    name = "amends.practice.remedies.budget"
    label = "budget"
