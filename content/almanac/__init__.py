"""Calendars that need no clock: ISO weeks and the Vietnamese lunar calendar."""
