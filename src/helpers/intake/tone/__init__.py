"""Tone of news sentences: a sum of one weight a word, learnt from people's ratings of news."""
