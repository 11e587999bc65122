from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "touyan.audit"
    label = "audit"
