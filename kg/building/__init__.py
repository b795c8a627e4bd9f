"""A folder of documents as a graph on disk: in bounded memory, resumed after any end, by several workers."""
