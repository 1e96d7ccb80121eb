"""`_uuid`: what `uuid` asks of the system's library, over the kernel's random numbers and clock."""

import os as _os
import time as _time

has_uuid_generate_time_safe = 0
has_stable_extractable_node = 0
