"""Print the server's OpenAPI document, from which the app's types are generated (`make types`)."""

import json
import sys
import tempfile
from pathlib import Path

from bellrock.runtime.app import App
from bellrock.server.app import create_app

with tempfile.TemporaryDirectory() as folder:
    app = App.open(Path(folder) / "home")
    json.dump(create_app(app).openapi(), sys.stdout, indent=1, sort_keys=True)
    app.close()
