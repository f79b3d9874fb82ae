"""Fitting topics, and what is asked of topics once they are fitted."""
