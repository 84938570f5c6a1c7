"""The dashboard's bundle: files, the app's page for every other path, nothing outside."""

from pathlib import Path

import httpx
import pytest

from tests.integration.central.api.conftest import Api

pytestmark = pytest.mark.integration


@pytest.fixture
def dashboard_dir(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<title>the app</title>")
    (folder / "assets" / "app-1a2b.js").write_text("let x = 1;")
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    return folder


async def get(api: Api, path: str) -> httpx.Response:
    async with httpx.AsyncClient(base_url=api.url) as client:
        return await client.get(path)


@pytest.mark.parametrize("path", ["/", "/ops", "/ops/stations/A", "/s/some-station"])
async def test_every_page_of_the_app_is_its_index(api: Api, path: str) -> None:
    answer = await get(api, path)
    assert answer.status_code == 200
    assert "the app" in answer.text
    assert answer.headers["cache-control"] == "no-cache"


async def test_assets_are_kept_for_ever(api: Api) -> None:
    answer = await get(api, "/assets/app-1a2b.js")
    assert answer.text == "let x = 1;"
    assert "immutable" in answer.headers["cache-control"]
    assert "javascript" in answer.headers["content-type"]


@pytest.mark.parametrize(
    "path",
    ["/assets/gone.js", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/link.txt", "/favicon.png"],
)
async def test_what_is_not_in_the_bundle_is_not_given(api: Api, path: str) -> None:
    answer = await get(api, path)
    assert answer.status_code == 404
    assert "secret" not in answer.text.replace("secret.txt", "")


async def test_an_unknown_api_path_is_a_problem_not_a_page(api: Api) -> None:
    answer = await get(api, "/api/v2/stations")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


class TestWithoutBundle:
    @pytest.fixture
    def dashboard_dir(self) -> None:
        return None

    async def test_a_plain_page_says_how_to_build_it(self, api: Api) -> None:
        answer = await get(api, "/")
        assert answer.status_code == 200
        assert "./sntry setup" in answer.text


async def test_only_the_embedded_map_may_stand_in_a_frame(api: Api) -> None:
    framed = await get(api, "/embed/map")
    assert "x-frame-options" not in framed.headers
    assert "frame-ancestors *" in framed.headers["content-security-policy"]
    for path in ("/", "/ops", "/sign-in", "/api/v1/health", "/embedded"):
        answer = await get(api, path)
        assert answer.headers["x-frame-options"] == "DENY", path
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"], path
