"""Decorators that hand back what they are given, written for cnnlint's evaluator; never imported."""


def register_keras_serializable(package="Custom", name=None):
    return lambda target: target


def keras_export(path):
    return lambda target: target
