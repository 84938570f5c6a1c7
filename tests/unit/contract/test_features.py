from contract.features import FEATURE_COUNT, FEATURE_NAMES, FEATURE_SET_ID, FEATURES, MISSING


def test_there_are_33_features_with_names_of_their_own() -> None:
    assert len(FEATURES) == FEATURE_COUNT == len(set(FEATURE_NAMES)) == 33


def test_every_feature_says_its_unit_source_and_meaning() -> None:
    assert all(f.unit and f.source and f.meaning and f.window_s >= 0 for f in FEATURES)


def test_only_features_of_the_table_have_a_rule_for_missing_ones() -> None:
    assert set(MISSING) < set(FEATURE_NAMES)
    assert all(MISSING.values())


def test_the_set_id_is_that_of_the_wire_form_in_use() -> None:
    # A changed table needs a newly trained bundle: this line is changed together with it.
    assert FEATURE_SET_ID == "862fe73f3ddeb216"
