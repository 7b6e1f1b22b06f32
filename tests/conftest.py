"""What holds for all tests."""

import textual._wait
from hypothesis import settings

# A busy machine is no fault of the code.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# Textual's pilot rests after each key and pause until the app has done nothing for this long. Its own 20 ms were a
# third of the time of all tests of screens; 10 ms, as two rests after a key, are longer than a frame is apart.
textual._wait.SLEEP_GRANULARITY = 0.01
textual._wait.SLEEP_IDLE = textual._wait.SLEEP_GRANULARITY / 20
