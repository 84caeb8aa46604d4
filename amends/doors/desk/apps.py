from django.apps import AppConfig


class Desk(AppConfig):
    name = "amends.doors.desk"
    label = "desk"
