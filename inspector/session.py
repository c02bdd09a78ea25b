"""One owner of what the window and the command line share."""
