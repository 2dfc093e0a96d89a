"""A cache of the run's own, one browser and one page for all tests that ask; how many texts hypothesis tries.

Few by default, many with ``pytest --hypothesis-profile=thorough``.
"""

import os
from collections.abc import Generator, Iterator
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings

os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # before torch: threads that wait for each other's few numbers spin
os.environ.pop("SSL_CERT_FILE", None)  # no test asks for https, and a thousand clients would take 40 ms each to read it
os.environ["SSL_CERT_DIR"] = os.path.dirname(__file__)  # where there are none
pytest.register_assert_rewrite("tests.serving", "tests.visiting")  # their assertions, too, say what they found

from summarizer.garbage import lasting  # noqa: E402
from summarizer.page.gradio_import import leave_out_stubs  # noqa: E402
from tests.visiting import Visit, chromium  # noqa: E402

leave_out_stubs()  # as the program does: tests import parts of the page before it
settings.register_profile("quick", max_examples=60, deadline=None)
settings.register_profile("thorough", max_examples=20_000, deadline=None)
settings.load_profile("quick")


def pytest_configure(config: pytest.Config) -> None:
    """One cache for the run, which its workers inherit: a model is converted once, and the user's own cache is left."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        cache = TemporaryDirectory(prefix="summarizer-tests-")
        config.add_cleanup(cache.cleanup)
        os.environ["XDG_CACHE_HOME"] = cache.name


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """No garbage is looked for among what is imported, which stays: neither now, a third of the work, nor later."""
    with lasting():
        return (yield)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium, which leaves an event loop running in this thread."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    """The address of a page with ``extract``."""
    from summarizer import Summarizer
    from summarizer.engines.extract import ExtractEngine
    from summarizer.page.build import build_app
    from tests.serving import served

    with served(build_app(Summarizer(ExtractEngine()))) as url:
        yield url


@pytest.fixture
def visit(browser: Any, url: str) -> Iterator[Visit]:
    """A tab on that page, in which nothing may go wrong."""
    visit = Visit(browser, url)
    yield visit
    visit.close()
