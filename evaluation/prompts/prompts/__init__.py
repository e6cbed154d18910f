"""The prompts of the suite, by family."""
