"""Statistics of the library: what can be asked, the figures of each dashboard and their panels, and ways to write them.

A request goes down through `service` to the dashboard's own module, which measures frames and makes panels of what it
found; the screen and the shell show these. The only room with numpy, which is loaded when something is counted.
"""

import os

# Before numpy is loaded: its linear algebra would take every core with threads that wait by spinning, and the app's
# event loop needs one of them.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
