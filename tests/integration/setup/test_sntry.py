"""`./sntry` under a real POSIX shell, with a stand-in for Python that notes its calls."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[3]
TOOLS = ("dirname", "cat", "cksum", "mkdir", "mv", "rm", "sed", "tail", "sleep", "cp", "chmod")
FAKE_PYTHON = """\
#!/bin/sh
case "$*" in
*version_info*) exit "${FAKE_TOO_OLD:-0}" ;;
*ensurepip*) exit "${FAKE_NO_VENV:-0}" ;;
-V) echo "Python 3.11.99" ;;
"-m venv "*)
    mkdir -p "$3/bin" && cp "$0" "$3/bin/python"
    printf '#!/bin/sh\\nfor word; do echo "<$word>"; done\\n' >"$3/bin/sntry"
    chmod +x "$3/bin/sntry"
    echo venv >>"$FAKE_CALLS" ;;
"-m pip install"*)
    echo "$*" >>"$FAKE_CALLS"
    if [ -n "${FAKE_PIP_FAILS-}" ]; then echo "no such package"; exit 1; fi ;;
esac
"""


class Checkout:
    """A copy of the script in a folder with a space, and a PATH with nothing but our choice."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "a checkout"
        self.path = folder / "bin"
        self.calls_file = folder / "calls"
        self.root.mkdir()
        self.path.mkdir()
        for name in ("sntry", "requirements.lock", "pyproject.toml"):
            shutil.copy(ROOT / name, self.root / name)
        for tool in TOOLS:
            (self.path / tool).symlink_to(shutil.which(tool) or tool)
        python = self.path / "python3"
        python.write_text(FAKE_PYTHON)
        python.chmod(0o755)

    def run(self, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [shutil.which("dash") or "/bin/sh", str(self.root / "sntry"), *words],
            env={"PATH": str(self.path), "FAKE_CALLS": str(self.calls_file), **env},
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        """What Python was asked to do since the last question."""
        found = self.calls_file.read_text().splitlines() if self.calls_file.exists() else []
        self.calls_file.write_text("")
        return found


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_the_first_call_installs_by_hash_and_hands_over_every_word(checkout: Checkout) -> None:
    done = checkout.run("edge", "two words", "")
    assert (done.returncode, done.stdout) == (0, "<edge>\n<two words>\n<>\n")
    venv, packages, project = checkout.calls()
    assert venv == "venv"
    assert f"--require-hashes -r {checkout.root}/requirements.lock" in packages
    assert f"--no-deps --no-build-isolation --editable {checkout.root}" in project


@pytest.mark.parametrize("words", [[], ["help"], ["-h"], ["--help"]])
def test_help_is_the_launcher_s_and_names_what_only_the_script_knows(
    checkout: Checkout, words: list[str]
) -> None:
    done = checkout.run(*words)
    assert done.returncode == 0
    assert done.stdout.startswith("<--help>\n")
    assert [f"./sntry {each} " in done.stdout for each in ("setup", "test", "lock")] == [True] * 3


def test_the_checks_end_with_their_summary(checkout: Checkout) -> None:
    checkout.run("setup")
    for tool, said in (("ruff", ""), ("mypy", ""), ("lint-imports", ""), ("sntry", "handed over")):
        program = checkout.root / ".venv" / "bin" / tool
        program.write_text(f"#!/bin/sh\nprintf '{said}'\n")
        program.chmod(0o755)
    done = checkout.run("test")
    assert done.returncode == 0
    verdicts = [f"{name:22} ok" for name in ("pytest", "pytest, whole product")]
    assert done.stdout.splitlines()[-2:] == verdicts, done.stdout


def test_tests_that_are_named_run_in_one_go(checkout: Checkout) -> None:
    checkout.run("setup")
    done = checkout.run("test", "tests/unit", "-q")
    assert [line for line in done.stdout.splitlines() if line.startswith("== pytest")] == [
        "== pytest"
    ]


def test_the_second_call_installs_nothing_and_says_nothing(checkout: Checkout) -> None:
    checkout.run("edge")
    checkout.calls()
    done = checkout.run("edge")
    assert checkout.calls() == []
    assert done.stderr == ""


def test_a_changed_lock_is_installed_into_the_same_environment(checkout: Checkout) -> None:
    checkout.run("setup")
    checkout.calls()
    with (checkout.root / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    checkout.run("setup")
    assert [call[:14] for call in checkout.calls()] == ["-m pip install"] * 2


def test_a_half_made_environment_is_made_anew(checkout: Checkout) -> None:
    (checkout.root / ".venv" / "bin").mkdir(parents=True)
    (checkout.root / ".venv" / "rest").touch()
    assert checkout.run("setup").returncode == 0
    assert checkout.calls()[0] == "venv"
    assert not (checkout.root / ".venv" / "rest").exists()


def test_a_lock_of_a_set_up_that_was_killed_is_taken_over(checkout: Checkout) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    (checkout.root / ".sntry" / "setup.lock").mkdir(parents=True)
    (checkout.root / ".sntry" / "setup.lock" / "pid").write_text(f"{gone.pid}\n")
    assert checkout.run("setup").returncode == 0
    assert not (checkout.root / ".sntry" / "setup.lock").exists()


def test_a_moved_checkout_gets_a_new_environment(checkout: Checkout) -> None:
    checkout.run("setup")
    checkout.calls()
    checkout.root = checkout.root.rename(checkout.root.with_name("moved"))
    assert checkout.run("edge").stdout == "<edge>\n"
    assert checkout.calls()[0] == "venv"


def test_a_step_that_fails_shows_the_end_of_its_log_and_is_tried_again(checkout: Checkout) -> None:
    failed = checkout.run("edge", FAKE_PIP_FAILS="yes")
    assert failed.returncode == 1
    assert "no such package\n" in failed.stderr
    assert checkout.run("edge").stdout == "<edge>\n"


def test_a_failed_change_of_packages_keeps_the_environment(checkout: Checkout) -> None:
    checkout.run("setup")
    with (checkout.root / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    assert checkout.run("setup", FAKE_PIP_FAILS="yes").returncode == 1
    checkout.calls()
    assert checkout.run("setup").returncode == 0
    assert "venv" not in checkout.calls()


@pytest.mark.parametrize(
    ("env", "sentence"),
    [
        pytest.param(
            {"FAKE_TOO_OLD": "1"},
            "sntry: Python 3.11 or newer is needed and none was found on PATH",
            id="an old Python",
        ),
        pytest.param(
            {"FAKE_NO_VENV": "1"},
            "sntry: python3 has no venv module, which the set-up needs; install it",
            id="a Python without venv",
        ),
    ],
)
def test_a_missing_tool_is_one_sentence(
    checkout: Checkout, env: dict[str, str], sentence: str
) -> None:
    done = checkout.run("setup", **env)
    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1


def test_the_scripts_may_be_executed() -> None:
    assert all(os.access(ROOT / name, os.X_OK) for name in ("sntry", ".ci/run"))
