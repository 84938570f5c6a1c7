"""A person's own topic on the broker (`contract.topics.technician_topic`), QoS 1."""

from typing_extensions import override

from central.adapters.mqtt.link import MqttLink
from central.adapters.senders.wire import wire_form
from central.services.couriers import NotDeliveredError, Outgoing, Sender
from central.services.errors import BrokerUnavailableError
from central.services.notice_records import Channel
from contract.messages import encode
from contract.topics import technician_topic


class TopicSender(Sender):
    """Done when the broker has it: it keeps it for a subscriber that is away and has a session."""

    def __init__(self, link: MqttLink) -> None:
        self._link = link

    @override
    async def send(self, channel: Channel, message: Outgoing) -> None:
        try:
            topic = technician_topic(channel.person)
            await self._link.publish(topic, encode(wire_form(message)))
        except BrokerUnavailableError as err:
            raise NotDeliveredError(str(err)) from err
        except ValueError as err:
            raise NotDeliveredError(str(err), for_good=True) from err
