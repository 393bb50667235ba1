"""The face of officers' programs: the desk under a token. The rooms decide what may be done, as for the pages."""
