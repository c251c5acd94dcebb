"""What is done in rounds of self-assessment: one function for each use case."""
