"""Which channels bring people who stay, convert and pay?"""

from bellrock.analytics.channels.answer import ChannelsAnswer
from bellrock.analytics.channels.behind import ChannelsCell, behind_channels
from bellrock.analytics.channels.run import channels
from bellrock.analytics.channels.statements import channels_statements
from bellrock.analytics.kind import Kind
from bellrock.query.ask import ChannelsAsk

KIND = Kind(
    "Which channels bring people who stay, convert and pay?",
    ChannelsAsk, ChannelsCell, ChannelsAnswer, channels, behind_channels, channels_statements,
)  # fmt: skip

__all__ = ["KIND", "ChannelsAnswer", "ChannelsCell", "behind_channels", "channels"]
