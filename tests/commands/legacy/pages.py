"""Saved pages of old sites, made up: one body in the layouts that such sites really have."""

import io

from bs4 import BeautifulSoup
from django.utils.html import escape
from PIL import Image

AUTHOR = "东莞市鹏星社会工作服务社"
TITLE = "社工走进社区，温情传递关爱"
TIME = "2022-10-30 14:18:22"
BODY = "<p>10月28日，社工走访了独居长者。</p><p>大家围坐在一起，聊起近况。</p>"
PARAGRAPHS = ["10月28日，社工走访了独居长者。", "大家围坐在一起，聊起近况。"]


def text_page(paragraphs, title="标题", author=AUTHOR, views="", **changes):
    """A page of the old site saved as text, around any body."""
    parts = {
        "time": "2022-10-30 14:18:22",
        "excerpt": paragraphs[0][:20] if paragraphs else "",
        **changes,
    }
    return "\n\n".join(
        [
            "您好! 请登录 注册",
            "城市切换:东莞 | 深圳",
            "图片展示",
            title,
            f"发表时间: {parts['time']}",
            f"作者: {author}",
            f"浏览:{views}",
            *paragraphs,
            f"{title}\n{parts['excerpt']}",
            "长按图片保存/分享",
            "0",
            "东莞鹏星",
            "邮编:523082",
        ]
    )


def beginning(body):
    """What the share card repeats of a body's first paragraph."""
    return escape(next(BeautifulSoup(body, "html.parser").stripped_strings, "")[:20])


def builder_page(body=BODY, *, title=TITLE, time=TIME, author=AUTHOR, views="12", address=""):
    """A site builder's: boxes within boxes, the share card below the body, pop-ups at the end."""
    saved = f"<!-- saved from url=({len(address):04}){address} -->" if address else ""
    return f"""<!DOCTYPE html>
{saved}<html><head><meta charset="utf-8"><title>{title}-东莞鹏星</title>
<style>.a {{ color: red }}</style><script>var 作者 = "发表时间: 2000-01-01";</script></head><body>
<div class="top">您好! <a href="/login">请登录</a> <a href="/register">注册</a></div>
<div class="city">城市切换:<a href="/">东莞</a> | <a href="/sz">深圳</a></div>
<div class="banner"><h3>图片展示</h3><img src="p_files/banner.jpg" width="900"></div>
<div class="side"><h3>最新文章</h3><ul><li><a href="/1">{title}</a> <i>2022-10-30</i> 浏览:12</li>
<li><a href="/2">另一篇</a> <i>2022-10-01</i> 浏览:7</li></ul></div>
<div class="main"><div class="detail"><h1>{title}</h1>
<div class="line">发表时间: {time}</div><div class="line">作者: {author}</div>
<div class="line">浏览:<span id="hits">{views}</span></div>
<div class="rich">{body}</div>
<div class="card"><div>{title}</div><div>{beginning(body)}</div></div>
<div>长按图片保存/分享</div><div>0</div></div></div>
<div class="foot"><div>东莞鹏星</div><div>邮箱:dgpengxing@126.com</div>
<div>电话/传真:0769-22820037</div><div>邮编:523082</div><div>© 2014 鹏星社工 版权所有</div></div>
<div class="popup">添加微信好友,详细了解产品<p>使用企业微信“扫一扫”加入群聊</p></div>
</body></html>"""


def table_page(body=BODY, *, title=TITLE, time=TIME, author=AUTHOR, views="12", address=""):
    """An old ASP site's: tables in tables, everything about the article in one line."""
    link = f'<link rel="canonical" href="{address}">' if address else ""
    return f"""<HTML><HEAD><TITLE>{title}</TITLE>{link}</HEAD><BODY>
<TABLE width=900><TR><TD><A href="login.asp">请登录</A></TD></TR>
<TR><TD><TABLE><TR><TD width=200><B>图片展示</B><BR><IMG src="p_files/banner.jpg">
<P>联系我们<BR>电话:0769-22820037</TD>
<TD><TABLE><TR><TD align=center><FONT size=5><B>{title}</B></FONT></TD></TR>
<TR><TD align=center>发布时间：{time}　作者：{author}　点击：{views}</TD></TR>
<TR><TD><FONT size=3>{body}</FONT></TD></TR>
<TR><TD>上一篇：<A href="1.asp">另一篇</A><BR>下一篇：没有了</TD></TR>
</TABLE></TD></TR></TABLE></TD></TR>
<TR><TD align=center>东莞鹏星 邮编:523082 版权所有</TD></TR></TABLE></BODY></HTML>"""


def article_page(body=BODY, *, title=TITLE, time=TIME, author=AUTHOR, views="12", address=""):
    """A newer theme's: HTML5, the paragraphs beside the header, related articles below."""
    meta = f'<meta property="og:url" content="{address}">' if address else ""
    return f"""<!doctype html><html lang="zh"><head><meta charset="utf-8">
<title>{title} | 新闻动态 | 鹏星社工</title>{meta}</head><body>
<header><nav><a href="/">首页</a> <a href="/news">新闻动态</a></nav></header>
<main><p class="crumbs"><a href="/">首页</a> › 新闻动态</p>
<article><header><h2>{title}</h2><p class="meta"><time>{time}</time> | 作者：{author} |
阅读（{views}）</p></header>{body}
<div class="share">分享到：<a href="https://weibo.example/">微博</a></div>
<section class="related"><h3>相关文章</h3><ul><li><a href="/3">又一篇</a></li></ul></section>
</article></main>
<aside><h3>图片展示</h3><p>作者: 网站编辑</p></aside>
<footer><p>东莞鹏星 电话/传真：0769-22820037</p></footer></body></html>"""


def giant_page_101(body=BODY, *, title=TITLE, time=TIME, author=AUTHOR, views="12", address=""):
    """云指建站's ModuleNewsDetailGiant, layout 101: the facts in one line, neighbours below."""
    meta = f'<meta property="og:url" content="{address}">' if address else ""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{meta}</head>
<body><div class="ModuleItem"><div class="ModuleImageGiant layout-101"><div class="BodyCenter">
<img src="p_files/banner.jpg" alt="图片展示"></div></div></div>
<div class="ModuleItem"><div class="ModuleNewsDetailGiant layout-101 clearfix">
<div class="BodyCenter clearfix"><div class="news-details-item">
<input type="hidden" class="ArticleID" value="887"><h2 class="newsDetailTitle">{title}</h2>
<div class="newsSource"><span>关注：{views}</span><span>发表时间：{time}</span>
<span>作者：{author}</span></div>
<section id="readMore"><article style="padding:10px" id="contentNewW887">{body}</article></section>
<div class="PrevNext"><span class="prev">
<a href="/NewsDetail/2.html">上一篇&nbsp;:&nbsp;另一篇</a></span>
<span class="next">
<a href="/NewsDetail/3.html">下一篇&nbsp;:&nbsp;又一篇</a></span></div>
</div></div></div></div>
<div class="ModuleShare clearfix"><div class="ShareIcon">
<a href="javascript:void(0)">分享<br>文章</a>
</div><div class="ModuleShareContainer" style="display:none">
<div class="title"><b>推荐</b></div>
<div class="shareitem"><img src="p_files/weixin.gif"><div>微信好友</div></div></div></div>
<div class="ModuleGridGiant">
<p>东莞鹏星 邮箱:dgpengxing@126.com 电话/传真:0769-22820037</p></div>
</body></html>"""


def giant_page_102(body=BODY, *, title=TITLE, time=TIME, author=AUTHOR, views="12", address=""):
    """Its layout 102: the facts a paragraph each, the frame of a video in the background."""
    meta = f'<meta property="og:url" content="{address}">' if address else ""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{meta}</head>
<body><div id="BodyContainer"><div class="ModuleGridGiant layout-101"><div class="row">
<div class="gridBgVideo noBgVideo"><video src="" class="bgVideo" autoplay loop></video></div>
<div class="ModuleItem"><div class="ModuleNewsDetailGiant layout-102 clearfix">
<div class="BodyCenter clearfix"><div class="news-details-item"><div class="news-details-top">
<p class="centera news-details-title">{title}</p><div class="centera news-details-small">
<p><span>发表时间：</span> <span>{time}</span></p><p><span>关注：</span> <span>{views}</span></p>
<p><span>作者：</span> <span>{author}</span></p></div></div>
<div class="news-details-desc"></div>
<section id="readMore"><article class="news-details-content">{body}</article></section>
<div class="news-details-bottom"><div class="news-details-bottom-title clearfix">
<p class="fr p-2"><span class="next">
<a href="/NewsDetail/4.html">下一篇&nbsp;:&nbsp;又一篇</a></span></p>
</div></div></div></div></div></div></div></div></div>
<div class="ModuleGridGiant">
<p>东莞鹏星 邮箱:dgpengxing@126.com 电话/传真:0769-22820037</p></div>
</body></html>"""


LAYOUTS = [builder_page, table_page, article_page, giant_page_101, giant_page_102]


def photo(size=(640, 480), color="#4a8", format="JPEG", **options):
    file = io.BytesIO()
    Image.new("RGB", size, color).save(file, format, **options)
    return file.getvalue()
