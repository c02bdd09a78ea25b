"""pytest plugins that every test runs under: what a test may not leave behind, and what the Qt thread may not do."""
