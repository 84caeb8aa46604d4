"""Knowledge of each language, as data: the phrases that point to labels, the patterns of facts."""
