"""Intervals, tests and measures of difference, whatever it is that differs."""
