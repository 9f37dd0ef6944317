"""What a citizen's message means: what they want, what it is about, what it mentions."""
