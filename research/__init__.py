"""Our own experiments, reports and importers of public data sets. Nothing of the product imports it."""
