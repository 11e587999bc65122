from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "touyan.jobs"
    label = "jobs"
