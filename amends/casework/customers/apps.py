from django.apps import AppConfig


class Customers(AppConfig):
    name = "amends.casework.customers"
    label = "customers"
