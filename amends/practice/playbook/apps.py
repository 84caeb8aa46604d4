from django.apps import AppConfig


class Playbook(AppConfig):
    name = "amends.practice.playbook"
    label = "playbook"
