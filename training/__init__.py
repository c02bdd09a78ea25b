"""The training program: its own process, started with a request file, obeying a control file."""
