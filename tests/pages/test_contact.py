from pytest_django.asserts import assertContains

from contacts.phone import tel_uri


def test_the_contact_page_shows_what_is_known_and_nothing_else(client, dongguan, image):
    page = dongguan.contact
    page.address = "东莞市东城街道"
    page.opening_hours = "周一至周五\n9:00–17:30"
    page.latitude, page.longitude = "23.020673", "113.751799"
    page.wechat_id = "dgpengxing"
    page.wechat_qr = image
    page.save_revision().publish()
    response = client.get("/dongguan/contact/")
    for text in (
        "东莞市鹏星社会工作服务社",
        'href="mailto:dgpengxing@126.com"',
        'href="tel:+8676922820037"',
        "523082",
        "东莞市东城街道",
        "周一至周五<br>9:00–17:30",
        'href="https://uri.amap.com/marker?position=113.751799,23.020673&amp;name=',
        "dgpengxing",
        'alt="微信二维码"',
    ):
        assertContains(response, text)
    assert "企业微信" not in response.content.decode()


def test_without_a_map_position_the_map_looks_for_the_address(client, dongguan):
    dongguan.contact.address = "东莞市东城街道"
    dongguan.contact.save_revision().publish()
    assertContains(
        client.get("/dongguan/contact/"), "https://uri.amap.com/search?keyword=%E4%B8%9C"
    )


def test_a_telephone_link_is_global_where_the_number_has_a_global_form():
    assert tel_uri("0769-22820037") == "tel:+8676922820037"
    assert tel_uri("010 62345678-801") == "tel:+861062345678;ext=801"
    assert tel_uri("0769-22820037转12") == "tel:+8676922820037;ext=12"
    assert tel_uri("+86 138-0013-8000") == tel_uri("13800138000") == "tel:+8613800138000"
    assert tel_uri("400-800-1234") == "tel:4008001234"
    assert tel_uri("12345") == "tel:12345"
