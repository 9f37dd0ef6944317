"""The public face: form, status page and poster. It knows no staff, no cookie and no /kantor."""
