from django.apps import AppConfig


class Review(AppConfig):
    name = "amends.practice.replies.review"
    label = "reviews"
