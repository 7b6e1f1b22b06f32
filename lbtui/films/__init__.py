"""A film as the library knows it: one description of its fields, from which every other room derives what it needs."""
