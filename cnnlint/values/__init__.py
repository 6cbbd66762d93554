"""What expressions mean: values, operators, and the branches that an unknown opens."""
