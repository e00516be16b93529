# ECMA-119 (ISO 9660), Joliet and El Torito.
