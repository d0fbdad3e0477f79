"""From a directive's bytes to what it says: pure, with no state, clock or network."""
