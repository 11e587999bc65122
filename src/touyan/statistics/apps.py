from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "touyan.statistics"
    label = "statistics"
