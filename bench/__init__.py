"""What sayso is measured with: one small file per set of gold, floors that may only rise, and the speed."""
