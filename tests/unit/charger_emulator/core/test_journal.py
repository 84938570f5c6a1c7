from charger_emulator.core.journal import KEPT_LINES, Journal, Line, file_name, rendered

LINES = [Line(10.0, "One", ""), Line(20.0, "Two", "details"), Line(30.0, "Three", "")]


def test_a_log_has_a_head_and_the_lines_of_its_time() -> None:
    content = rendered([("charge point", "CP-1")], LINES, 15.0, 30.0)
    assert content is not None
    assert content.decode().splitlines() == [
        "charge point: CP-1",
        "",
        "1970-01-01T00:00:20.000+00:00 Two details",
        "1970-01-01T00:00:30.000+00:00 Three",
    ]


def test_a_time_without_lines_gives_no_log() -> None:
    assert rendered([("charge point", "CP-1")], LINES, 31.0, 99.0) is None


def test_a_full_journal_forgets_its_oldest_line() -> None:
    journal = Journal()
    for at_s in range(KEPT_LINES + 5):
        journal.happened.append(Line(float(at_s), "x", ""))
    assert (len(journal.happened), journal.happened[0].at_s) == (KEPT_LINES, 5.0)


def test_a_file_name_is_safe_in_any_path() -> None:
    assert file_name("security", "a/../b c", 0.0) == "security-a_.._b_c-19700101T000000Z.txt"
    assert len(file_name("security", "x" * 400, 0.0)) <= 255
