"""What the notebooks say: sentences that code writes, so that no number goes stale."""
