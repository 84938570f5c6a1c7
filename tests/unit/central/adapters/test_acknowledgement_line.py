from hypothesis import given
from hypothesis import strategies as st

from central.adapters.mqtt.link import AcknowledgementLine


@given(st.permutations(range(8)), st.data())
def test_acknowledgements_leave_in_the_order_of_the_messages(
    order: list[int], data: st.DataObject
) -> None:
    sent: list[int] = []
    line = AcknowledgementLine(lambda mid, _: sent.append(mid))
    done = [line.take(mid, 1) for mid in range(8)]
    finished: set[int] = set()
    for each in order:
        done[each]()
        finished.add(each)
        if data.draw(st.booleans()):
            done[each]()  # twice is once
        prefix = next((n for n in range(8) if n not in finished), 8)
        assert sent == list(range(prefix))
