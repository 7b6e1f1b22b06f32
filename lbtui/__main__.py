"""`python -m lbtui` is the same as `lbtui`."""

from lbtui.cli import main

raise SystemExit(main())
