# ECMA-167, as UDF 1.02 to 2.60 use it.
