"""A read-only SPARQL endpoint with editor and start page: a guarding front before Oxigraph's own server."""

from kg.serving.front import Endpoint, Limits, is_loopback

__all__ = ["Endpoint", "Limits", "is_loopback"]
