from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "touyan.intake"
    label = "intake"
