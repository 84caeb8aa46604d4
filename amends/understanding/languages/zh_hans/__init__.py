"""Simplified Chinese; Traditional text is folded to it before phrases are looked up."""
