"""What the queue's page shows, made ready for its template: words, addresses, rows."""
