from django.apps import AppConfig


class Calendars(AppConfig):
    name = "amends.foundation.calendars"
    label = "calendars"
