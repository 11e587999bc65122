from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "touyan.matters"
    label = "matters"
