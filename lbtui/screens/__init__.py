"""The screens, one a module; what they share stands in `base` and `dialog`."""
