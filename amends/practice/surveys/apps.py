from django.apps import AppConfig


class Surveys(AppConfig):
    name = "amends.practice.surveys"
    label = "surveys"
