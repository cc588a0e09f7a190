"""`make rules`: each rule of a module is deleted in turn and the module's quick tests run; what survives is told."""
