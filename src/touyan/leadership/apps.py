from django.apps import AppConfig


class LeadershipConfig(AppConfig):
    name = "touyan.leadership"
    label = "leadership"
