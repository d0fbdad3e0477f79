"""Speed, measured side by side within one run: `make bench`. Only the ratios mean something."""
