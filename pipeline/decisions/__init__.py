"""What editors decide: stored as events, found again by their words, laid over what the machine says."""
