from django.apps import AppConfig


class OrgansConfig(AppConfig):
    name = "touyan.organs"
    label = "organs"
