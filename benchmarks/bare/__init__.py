"""The limit: a Django project with one form, one table and nothing else."""
