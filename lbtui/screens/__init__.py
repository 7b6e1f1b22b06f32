"""The screens, one a module; what they share stands in `host` and `page`."""
