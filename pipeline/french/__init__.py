"""What every stage needs to know of French: data and small pure functions, no decisions."""
