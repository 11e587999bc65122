from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "touyan.inspections"
    label = "inspections"
