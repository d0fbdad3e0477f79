"""The week sheet ("điểm tin tuần") in the formats people print, send and open."""
