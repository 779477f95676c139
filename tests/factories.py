"""The organisation in small: what every test builds its world from."""

import factory
import wagtail_factories
from django.contrib.auth import get_user_model
from wagtail.models import Locale
from wagtail.rich_text import RichText

from cms.core.images.models import CustomImage
from contacts.models import ContactPage
from home.models import BranchPage, HomePage, StandardPage
from news.models import NewsCategory, NewsIndexPage, NewsPage


class ImageFactory(wagtail_factories.ImageFactory):
    class Meta:
        model = CustomImage


class HomePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = HomePage

    title = "鹏星社工"
    slug = "pengxing"
    copyright_owner = "鹏星社工"
    copyright_since = 2014
    icp_number = "粤ICP备15059714号"
    technical_support = "腾硕网络"


class BranchPageFactory(wagtail_factories.PageFactory):
    """A bare branch page; `tests.world.found` founds a whole branch, as people do."""

    class Meta:
        model = BranchPage

    code = factory.Sequence(lambda number: f"city{number}")
    slug = factory.SelfAttribute("code")
    city = factory.Sequence(lambda number: f"城市{number}")
    short_name = factory.LazyAttribute(lambda branch: f"{branch.city}鹏星")
    title = factory.SelfAttribute("short_name")
    full_name = factory.LazyAttribute(lambda branch: f"{branch.city}市鹏星社会工作服务社")
    switcher_position = factory.Sequence(lambda number: number)


class StandardPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = StandardPage

    title = "机构简介"
    slug = ""


class NewsIndexPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = NewsIndexPage

    title = "新闻动态"
    slug = "news"


class NewsPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = NewsPage

    title = factory.Sequence(lambda number: f"文章{number}")
    slug = ""
    body = factory.LazyFunction(lambda: [("rich_text", RichText("<p>社工探访独居长者。</p>"))])


class ContactPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ContactPage

    title = "联系我们"
    slug = "contact"


class NewsCategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NewsCategory

    code = factory.Sequence(lambda number: f"category-{number}")
    name = factory.Sequence(lambda number: f"分类{number}")
    locale = factory.LazyFunction(Locale.get_default)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"user{number}")

    @factory.post_generation
    def groups(self, create, groups):
        self.groups.add(*(groups or []))
