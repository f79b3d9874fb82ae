"""What a folder can show: terms, topics, tone and eras; the article is the unit of every test."""
