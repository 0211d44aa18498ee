from django.apps import AppConfig


class ExercisesConfig(AppConfig):
    name = "knowledge.exercises"
    label = "exercises"
