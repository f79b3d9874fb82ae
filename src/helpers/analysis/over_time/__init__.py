"""Courses over months and years instead of periods."""
