from django.apps import AppConfig


class Replies(AppConfig):
    name = "amends.practice.replies"
    label = "replies"
