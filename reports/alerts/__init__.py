"""ALERTING: somebody is in danger, and people on duty are called one after the other until one of them confirms."""
