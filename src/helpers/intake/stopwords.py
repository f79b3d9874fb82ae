"""Function words of English and of news style, which no list of topics or key terms should show."""

from helpers.intake.data import read_words

STOP_WORDS = read_words("stop_words.txt")
"""Lower-case words; a file of ours, so that no download and no other package can change them."""
