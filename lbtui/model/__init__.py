"""The records that the rooms hand to one another, in the field's words. Nothing here does anything."""
