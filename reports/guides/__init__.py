"""What is asked of a tipster, category by category: versioned data, read by every face."""
