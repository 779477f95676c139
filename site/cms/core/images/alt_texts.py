"""Alternative texts that say nothing, such as file names."""

import re
import unicodedata

# Of telephones, cameras, WeChat, QQ, WPS and browsers, as they name what they save.
_NAMED_BY = (
    "_?img|img_e|fb_img|imgp|image|_?dsc|dscn|dscf|dji|gopr|vid|mtxx|mvimg|pxl|pano|p|photo|picture"
    "|screen ?shot|snipaste|xnip|cleanshot|untitled|download|mmexport|wx_camera|wechatimg"
    "|微信图片|微信图片编辑|微信截图|微信照片|企业微信截图|钉钉截图|QQ图片|QQ截图|截图|截屏|扫描件"
    "|屏幕截图|屏幕快照|图片|图像|幻灯片|照片|未命名|未标题|下载"
)
_COUNTED = (
    r"[-_ (（]*\d[-_.:()（）\da-z]*(?: (?:at |上午|下午)?[-_.:()（）\d]+)*(?: [ap]m)?"
    r"(?: ?(?:副本|copy))?"
)
_FILE_NAME = re.compile(
    rf".*\.(?:jpe?g|png|gif|webp|bmp|avif|hei[cf]|tiff?|svg)(?: ?\(\d+\))?|640\?wx_fmt=\w+"
    rf"|(?:{_NAMED_BY}){_COUNTED}"
    r"|[\d\W_]*\d[\d\W_]*|[0-9a-f]{8,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    re.IGNORECASE,
)


def is_file_name(text: str) -> bool:
    """Whether `text` is a picture's file name as devices make them, with or without extension."""
    return bool(_FILE_NAME.fullmatch(unicodedata.normalize("NFKC", text).strip()))
