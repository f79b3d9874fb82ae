"""What would change a conclusion: articles left out, stop lists, dates, borders."""
