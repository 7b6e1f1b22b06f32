"""The screens, driven as a member does."""
