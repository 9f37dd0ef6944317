"""Measuring and breaking the service from outside, as processes of their own on loopback."""
