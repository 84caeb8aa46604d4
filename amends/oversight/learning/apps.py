from django.apps import AppConfig


class Learning(AppConfig):
    name = "amends.oversight.learning"
    label = "learning"
