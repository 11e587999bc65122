from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "touyan.desk"
    label = "desk"
