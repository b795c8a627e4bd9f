"""A graph for others: a read-only SPARQL endpoint with editor and pages, and copies to other servers."""

from kg.serving.front import Endpoint, Limits, is_loopback
from kg.serving.pushing import Place, push

__all__ = ["Endpoint", "Limits", "Place", "is_loopback", "push"]
