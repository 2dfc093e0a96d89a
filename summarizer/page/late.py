"""An application that takes seconds to make: it is made in a thread, and who asks meanwhile waits."""

import asyncio
from collections.abc import Callable
from typing import Final

from starlette.applications import Starlette


class Late:
    """One application, made when it is first needed; its start and its end run in one task, as its makers expect."""

    def __init__(self, make: Callable[[], Starlette]) -> None:
        """Takes what makes it; nothing is begun."""
        self._make = make
        self._life: asyncio.Task[None] | None = None
        self._is_over: Final = asyncio.Event()
        self._app: asyncio.Future[Starlette] | None = None

    @property
    def is_open(self) -> bool:
        """True once nobody has to wait."""
        return self._app is not None and self._app.done()

    def begin(self) -> "asyncio.Future[Starlette]":
        """The application that will be there; it is begun at the first call."""
        if self._app is None:
            self._app = asyncio.get_running_loop().create_future()
            self._life = asyncio.create_task(self._live(self._app))
        return self._app

    async def close(self) -> None:
        """Ends it, once it is there."""
        self._is_over.set()
        if self._life:
            await self._life

    async def _live(self, opened: "asyncio.Future[Starlette]") -> None:
        try:
            app = await asyncio.to_thread(self._make)
            async with app.router.lifespan_context(app):
                opened.set_result(app)
                await self._is_over.wait()
        except Exception as error:
            if opened.done():
                raise
            opened.set_exception(error)
        finally:
            opened.cancel()  # of one that was ended before it was there; nothing to one that is settled
