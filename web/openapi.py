"""Print the server's OpenAPI document, from which the app's types are generated (`make types`)."""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from bellrock.runtime.app import App
from bellrock.server.app import create_app


def of_the_app(document: dict[str, Any]) -> dict[str, Any]:
    """Leave out the other forms of what the app reads as JSON."""
    for path in document["paths"].values():
        for route in path.values():
            for answer in route.get("responses", {}).values():
                told = answer.get("content", {})
                if "application/json" in told:
                    answer["content"] = {"application/json": told["application/json"]}
    return document


with tempfile.TemporaryDirectory() as folder:
    app = App.open(Path(folder) / "home")
    json.dump(of_the_app(create_app(app).openapi()), sys.stdout, indent=1, sort_keys=True)
    app.close()
