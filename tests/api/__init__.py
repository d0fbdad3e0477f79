"""Tests of what programs do under /api/v1."""
