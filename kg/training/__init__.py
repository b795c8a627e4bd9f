"""Trains the encoder; needs the extra ``train``. Run ``python -m kg.training --help``."""
