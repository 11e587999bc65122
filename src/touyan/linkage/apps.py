from django.apps import AppConfig


class LinkageConfig(AppConfig):
    name = "touyan.linkage"
    label = "linkage"
