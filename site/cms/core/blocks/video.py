"""Outside video players: which hosts are allowed, and a page address turned into a player's.

Nothing is fetched, neither on saving nor on showing: the reader's click loads the player.
"""

import re
from urllib.parse import urlsplit

# Host names of a video page → where its id stands, and the player that takes it.
PLAYERS: dict[frozenset[str], tuple[re.Pattern[str], str]] = {
    frozenset({"www.bilibili.com", "bilibili.com", "m.bilibili.com"}): (
        re.compile(r"/video/(BV\w+)"),
        "https://player.bilibili.com/player.html?bvid={}&autoplay=0",
    ),
    frozenset({"v.qq.com", "m.v.qq.com"}): (
        re.compile(r"/(\w{11})(?:\.html|$)"),
        "https://v.qq.com/txp/iframe/player.html?vid={}",
    ),
    frozenset({"v.youku.com"}): (
        re.compile(r"/v_show/id_([\w=]+)\.html"),
        "https://player.youku.com/embed/{}",
    ),
}
HOSTS = sorted(host for hosts in PLAYERS for host in hosts)
PLAYER_ORIGINS = [f"https://{urlsplit(player).netloc}" for _id, player in PLAYERS.values()]


def player_url(url: str) -> str | None:
    """The player's address for a video page's; None for a host or a form that is not known."""
    match = re.fullmatch(r"https?://([^/?#]+)([^?#]*)(?:[?#].*)?", url)
    if match is None:
        return None
    host, path = match.groups()
    for hosts, (pattern, player) in PLAYERS.items():
        if host.lower() in hosts and (found := pattern.search(path)):
            return player.format(found.group(1))
    return None


# Where a player's address has the id, and the page that shows the same video.
PAGES = [
    (r"player\.bilibili\.com/.*[?&]bvid=(BV\w+)", "https://www.bilibili.com/video/{}"),
    (r"v\.qq\.com/.*[?&]vid=(\w{11})", "https://v.qq.com/x/page/{}.html"),
    (r"player\.youku\.com/embed/([\w=]+)", "https://v.youku.com/v_show/id_{}.html"),
]


def page_url(player: str) -> str | None:
    """The video page's address for a player's; None for a host or a form that is not known."""
    for pattern, page in PAGES:
        if found := re.match(rf"https?://{pattern}", player):
            return page.format(found.group(1))
    return None
