"""The installed program in a real terminal (tmux), ended in every way there is."""
