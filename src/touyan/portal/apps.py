from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "touyan.portal"
    label = "portal"
