"""Promises that only a real process, killed or starved, can prove."""
