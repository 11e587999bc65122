from django.apps import AppConfig


class ExemplarsConfig(AppConfig):
    name = "touyan.exemplars"
    label = "exemplars"
