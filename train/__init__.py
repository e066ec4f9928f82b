"""The recipes that made the shipped models, and fine-tuning on users' own data."""
