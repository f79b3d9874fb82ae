"""From files to measured articles: reading, cleaning, dating, cutting and scoring."""
