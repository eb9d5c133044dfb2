"""What exports and loads cost beside the bare tools that they use, in one run."""
