"""kg reads news about diplomacy and builds a knowledge graph of who did what to whom, where and when."""
