from django.apps import AppConfig


class Gifts(AppConfig):
    name = "amends.practice.remedies.gifts"
    label = "gifts"
