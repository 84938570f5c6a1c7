"""Files that chargers and technicians upload, in one folder, named by their tokens."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path


class FolderUploads:
    """Implements `central.services.jobs.Uploads`; tokens are ours and safe as names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, token: str) -> Path:
        """Where a file lies once it is kept."""
        return self._folder / token

    async def keep(self, token: str, chunks: AsyncIterator[bytes]) -> int:
        """Write a file; gives its length in bytes. What was there stays until all is in."""
        await asyncio.to_thread(self._folder.mkdir, parents=True, exist_ok=True)
        part = self._folder / f"{token}.part"
        size_bytes = 0
        try:
            with await asyncio.to_thread(part.open, "wb") as file:
                async for chunk in chunks:
                    await asyncio.to_thread(file.write, chunk)
                    size_bytes += len(chunk)
            await asyncio.to_thread(part.rename, self.path(token))
        finally:
            await asyncio.to_thread(part.unlink, missing_ok=True)
        return size_bytes

    async def drop(self, token: str) -> None:
        """Forget a file; one that is not there is none."""
        await asyncio.to_thread(self.path(token).unlink, missing_ok=True)
