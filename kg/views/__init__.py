"""A build seen as a network (``kg.views.networks``) and as a page to open (``kg.views.page``)."""
