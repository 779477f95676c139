"""What says nothing of a picture to people who cannot see it."""

import re

# Of telephones, cameras, WeChat, QQ, WPS and browsers, as they name what they save.
_NAMED_BY = (
    "img|imgp|image|dsc|dscn|dscf|mvimg|pxl|pano|p|photo|picture|screenshot|snipaste|untitled"
    "|download|mmexport|wx_camera|wechatimg|微信图片|微信截图|微信照片|QQ图片|QQ截图|截图|截屏"
    "|屏幕截图|屏幕快照|图片|照片|未命名|未标题|下载"
)
_COUNTED = r"[-_ (（]*\d[-_.:()（）\da-z]*(?: (?:at )?[-_.:()（）\d]+)*(?: [ap]m)?"
_FILE_NAME = re.compile(
    rf".*\.(?:jpe?g|png|gif|webp|bmp|avif|hei[cf]|tiff?|svg)"
    rf"|(?:{_NAMED_BY}){_COUNTED}"
    r"|[\d\W_]*\d[\d\W_]*|[0-9a-f]{8,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    re.IGNORECASE,
)


def is_file_name(text: str) -> bool:
    """Whether `text` is what a device called a picture's file, with or without its extension."""
    return bool(_FILE_NAME.fullmatch(text.strip()))
