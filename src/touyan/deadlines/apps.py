from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "touyan.deadlines"
    label = "deadlines"
