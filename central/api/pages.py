"""The built dashboard: files, and index.html for every page of the app.

Where it was not built, a plain page says how to build it.
"""

from pathlib import Path
from typing import Final

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

router = APIRouter(include_in_schema=False)

IMMUTABLE: Final = "public, max-age=31536000, immutable"
REVALIDATE: Final = "no-cache"
NOT_BUILT: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Sntry</title>
<body style="font-family: sans-serif; max-width: 40rem; margin: 3rem auto">
<h1>Sntry is running</h1>
<p>The dashboard was not built yet. Build it with <code>./sntry setup</code>, then start central
again.</p>
<p>The API is at <a href="/api/v1/health">/api/v1/health</a>.</p>
</body></html>
"""


@router.api_route("/{path:path}", methods=["GET", "HEAD"])
async def get_page(path: str, request: Request) -> Response:
    """A file of the bundle, else the app's page."""
    folder: Path | None = request.app.state.parts.dashboard_dir
    index = None if folder is None else folder / "index.html"
    if folder is None or index is None or not index.is_file():
        return HTMLResponse(NOT_BUILT, headers={"cache-control": REVALIDATE})
    found = _inside(folder, path)
    if found is not None:
        caching = IMMUTABLE if path.startswith("assets/") else REVALIDATE
        return FileResponse(found, headers={"cache-control": caching})
    if path.startswith("assets/") or "." in path.rsplit("/", 1)[-1]:
        raise HTTPException(404, f"/{path} is not in the dashboard's bundle")
    return FileResponse(index, headers={"cache-control": REVALIDATE})


def _inside(folder: Path, path: str) -> Path | None:
    """The file of this name in the folder; None for none, or one that lies outside."""
    if not path or "\0" in path:
        return None
    root = folder.resolve()
    found = (root / path).resolve()
    return found if found.is_relative_to(root) and found.is_file() else None
