"""What must be answered for one day: who admitted, exported, erased, excused or changed what, in one chain."""
