"""Statistics of the library: what can be asked, the figures of each dashboard and their panels, and ways to write them.

A request goes down through `service` to the dashboard's own module, which measures frames and makes panels of what it
found; the screen and the shell show these. The only room with numpy, which is loaded when something is counted.
"""
