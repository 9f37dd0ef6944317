"""One complaint as officers see it: what the page shows, and what can be done there."""
