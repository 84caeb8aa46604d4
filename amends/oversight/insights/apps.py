from django.apps import AppConfig


class Insights(AppConfig):
    name = "amends.oversight.insights"
    label = "insights"
