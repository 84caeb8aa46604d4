"""What ships as text, one file a language: knowledge and wording, no behaviour."""
