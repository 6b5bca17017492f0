"""The editors' pages: a local web server over a folder of outputs, where machine's work is decided on."""
