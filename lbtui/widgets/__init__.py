"""The terminal pieces that the screens are made of."""
