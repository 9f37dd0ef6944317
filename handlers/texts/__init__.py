"""Every sentence that citizens read, in `id.yml`; this folder holds no code."""
