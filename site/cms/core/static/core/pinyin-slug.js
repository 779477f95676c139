/* The slug follows the title, in pinyin, until an editor gives it a value of her own. */
(() => {
  class PinyinSlugController extends window.StimulusModule.Controller {
    static values = { url: String };

    connect() {
      this.generated = "";
    }

    /* Wagtail asks before it syncs: refuse once the field holds anything but our own last answer. */
    check(event) {
      if (this.element.value && this.element.value !== this.generated) event.preventDefault();
    }

    /* The title changed. Answers may overtake each other: only the newest request counts. */
    async apply(event) {
      const request = { title: event.detail.value };
      this.request = request;
      const slug = await this.slugify(request.title);
      if (slug === null || this.request !== request) return;
      this.set(slug);
    }

    /* The editor left the field: whatever she typed becomes a valid slug. */
    async tidy() {
      const typed = this.element.value;
      if (!typed || /^[a-z0-9]+(-[a-z0-9]+)*$/.test(typed)) return;
      const slug = await this.slugify(typed);
      if (slug !== null && this.element.value === typed) this.set(slug);
    }

    set(slug) {
      this.generated = slug;
      this.element.value = slug;
      this.dispatch("change", { prefix: "", target: this.element, cancelable: false });
    }

    /* Null when the server cannot be reached: the slug is then made on saving. */
    async slugify(title) {
      try {
        const response = await fetch(`${this.urlValue}?${new URLSearchParams({ title })}`);
        return response.ok ? (await response.json()).slug : null;
      } catch (error) {
        console.warn("pinyin-slug:", error);
        return null;
      }
    }
  }

  window.wagtail.app.register("pinyin-slug", PinyinSlugController);
})();
