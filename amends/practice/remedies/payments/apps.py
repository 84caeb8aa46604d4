from django.apps import AppConfig


class Payments(AppConfig):
    name = "amends.practice.remedies.payments"
    label = "payments"
