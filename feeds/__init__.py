"""From a FeedView to bytes: calendars, news feeds and lists of feeds. Pure: no clock, database or network."""
