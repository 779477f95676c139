/* What an editor writes outlives the end of her session and of her network.
 *
 * A copy of the form lies in the browser from each change until it is saved. It is offered when she
 * opens the form again, for a week, to her alone; logging out removes it. Before a form is sent the
 * server is asked whether she is still logged in, so that no text is sent to a login page.
 * One save follows the other.
 */
(() => {
  const PREFIX = "unsaved-copy:";
  const SENT = "unsaved-copy-sent"; // in this tab: which copy was sent, and from where
  const LIFETIME = 7 * 24 * 60 * 60 * 1000;
  // Of one opening of the form, or of one sending.
  const PASSING = /^(csrfmiddlewaretoken|overwrite_revision_id|loaded_revision_.*|action-.*)$/;

  const texts = document.getElementById("unsaved-texts").content;
  const { dataset } = texts.querySelector("[data-session-url]");
  const sessionUrl = dataset.sessionUrl;
  const user = Number(dataset.user); // whose page it is
  let form = null;
  let key = PREFIX + crypto.getRandomValues(new Uint32Array(2)).join("-");
  let forwarding = false; // the form is on its way: she is logged in
  let kept = true; // there was room for the last copy
  let retried = false;
  let saving = null; // until the answer to an autosave has been taken in
  let banner = null;

  /* {user, name, csrf_token} of now; null if nobody is logged in. Throws without a network. */
  async function askSession() {
    const response = await fetch(sessionUrl, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (response.status === 403) return null;
    if (!response.ok) throw new Error(`${sessionUrl}: ${response.status}`);
    return response.json();
  }

  // --- Copies ---------------------------------------------------------------------------------

  function parsed(text) {
    try {
      return JSON.parse(text);
    } catch {
      return {}; // another script's
    }
  }

  function copies() {
    const found = [];
    for (const name of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      const copy = { name, ...parsed(localStorage.getItem(name)) };
      if (Date.now() - copy.time < LIFETIME) found.push(copy);
      else localStorage.removeItem(name);
    }
    return found.sort((one, other) => other.time - one.time);
  }

  function keep(formData) {
    // It lies in the browser for a week: no passwords, and no files.
    const passwords = [...form.querySelectorAll("[type=password]")].map((field) => field.name);
    const entries = [...formData].filter(
      ([name, value]) =>
        typeof value === "string" && !passwords.includes(name) && !PASSING.test(name),
    );
    const path = new URL(form.action).pathname;
    const copy = { user, path, time: Date.now(), version: version(), entries };
    try {
      localStorage.setItem(key, JSON.stringify(copy));
      kept = true;
    } catch (error) {
      console.warn("unsaved:", error); // the browser's storage is full or closed
      kept = false;
    }
  }

  /* On which the form that she changes is based. */
  function version() {
    return form.querySelector("[name=loaded_revision_id]")?.value ?? "";
  }

  /* Was what this tab sent last taken? The answer stands on the page that it led to. */
  function settleSent() {
    const sent = JSON.parse(sessionStorage.getItem(SENT));
    sessionStorage.removeItem(SENT);
    if (!sent || !document.referrer || new URL(document.referrer).pathname !== sent.path) return;
    const refused = document.querySelector(".messages .error, .messages .critical");
    if (!refused) localStorage.removeItem(sent.key);
    else if (form) key = sent.key; // its text stands in this form again
  }

  function rememberSending(name) {
    sessionStorage.setItem(SENT, JSON.stringify({ key: name, path: window.location.pathname }));
  }

  /* Saves the copy as a draft: only the server can put blocks together. */
  async function restore(copy) {
    if (!(await ready())) return;
    const sender = document.createElement("form");
    sender.method = "post";
    sender.action = window.location.pathname;
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    for (const [name, value] of [...copy.entries, ["csrfmiddlewaretoken", token]]) {
      const field = document.createElement("textarea");
      field.name = name;
      field.textContent = value;
      sender.append(field);
    }
    sender.hidden = true;
    document.body.append(sender);
    rememberSending(copy.name);
    sender.submit();
  }

  // --- What she is told -----------------------------------------------------------------------

  function show(kind, change = () => {}) {
    if (banner?.dataset.kind === kind) return;
    hide();
    banner = texts.querySelector(`[data-kind="${kind}"]`).cloneNode(true);
    if (!kept) {
      banner.querySelector("[data-kept]")?.replaceWith(texts.querySelector("[data-no-room]").textContent);
    }
    banner.querySelector("[data-close]")?.addEventListener("click", hide);
    change(banner);
    document.body.append(banner);
  }

  function hide() {
    banner?.remove();
    banner = null;
  }

  function offer() {
    const path = new URL(form.action).pathname;
    const mine = copies().filter((each) => each.user === user && each.path === path);
    const copy = mine.find((each) => each.name !== key);
    if (!copy) return;
    show("offer", (banner) => {
      banner.querySelector("time").textContent = new Date(copy.time).toLocaleString(
        document.documentElement.lang,
      );
      banner.querySelector("[data-changed]").hidden = copy.version === version();
      banner.querySelector("[data-restore]").addEventListener("click", () => restore(copy));
      banner.querySelector("[data-discard]").addEventListener("click", () => {
        localStorage.removeItem(copy.name);
        hide();
        offer();
      });
    });
  }

  /* Whether the form may be sent; if not she is told why. Logging in gave the browser a new token. */
  async function ready() {
    let session;
    try {
      session = await askSession();
    } catch (error) {
      console.warn("unsaved:", error);
      show("offline");
      return false;
    }
    if (session === null) {
      show("logged-out");
      return false;
    }
    if (session.user !== user) {
      show("somebody-else", (banner) => {
        banner.querySelector("[data-name]").textContent = session.name;
      });
      return false;
    }
    renew(form, session);
    if (banner && banner.dataset.kind !== "offer") hide();
    return true;
  }

  async function send(submitter) {
    keep(new FormData(form));
    await saving; // which may make a page of a new form
    if (!(await ready())) {
      for (const button of document.querySelectorAll("[data-w-progress-loading-value=true]")) {
        button.dataset.wProgressLoadingValue = "false";
      }
      return;
    }
    const action = document.createElement("input"); // the button may be disabled by now
    action.type = "hidden";
    action.name = submitter?.name ?? "";
    action.value = submitter?.value ?? "";
    form.append(action);
    rememberSending(key);
    forwarding = true;
    form.requestSubmit();
    forwarding = false;
    action.remove();
  }

  // --- What happens ---------------------------------------------------------------------------

  /* Once, in case that only the token was old. */
  async function saveAgain() {
    if (!(await ready()) || retried) return;
    retried = true;
    form.dispatchEvent(new CustomEvent("w-unsaved:add", { cancelable: true }));
  }

  /* Wagtail sends the next autosave while one is under way: two of a new form make two pages, and
   * an older text may arrive last. Here what changes meanwhile waits for the answer. */
  function saveOneAtATime() {
    const { fetch } = window;
    let changed = false;
    let finish = () => {};
    window.fetch = (address, options) => {
      if (options?.body instanceof FormData && address === form.action) {
        saving = new Promise((resolve) => {
          finish = resolve;
        });
      }
      return fetch(address, options);
    };
    form.addEventListener("w-autosave:save", (event) => {
      if (!saving) return;
      event.preventDefault();
      changed = true;
    });
    for (const answer of ["w-autosave:success", "w-autosave:error"]) {
      form.addEventListener(answer, () => {
        saving = null;
        finish();
        if (changed) form.dispatchEvent(new CustomEvent("w-unsaved:add", { cancelable: true }));
        changed = false;
      });
    }
  }

  function watch() {
    form.addEventListener("w-autosave:save", (event) => keep(event.detail.formData));
    form.addEventListener("w-autosave:success", () => {
      localStorage.removeItem(key);
      retried = false;
      if (banner && banner.dataset.kind !== "offer") hide();
    });
    // Before Wagtail's own listeners, which show the text.
    window.addEventListener(
      "w-autosave:error",
      (event) => {
        if (!["server_error", "network_error"].includes(event.detail.type)) return;
        event.detail.text = texts.querySelector("[data-not-saved]").textContent;
        saveAgain();
      },
      { capture: true },
    );
    window.addEventListener(
      "submit",
      (event) => {
        if (event.target !== form || forwarding) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        send(event.submitter);
      },
      { capture: true },
    );
    const lookAgain = () => {
      if (!banner || banner.dataset.kind === "offer" || document.hidden) return;
      retried = false;
      saveAgain();
    };
    window.addEventListener("focus", lookAgain);
    window.addEventListener("online", lookAgain);
    document.addEventListener("visibilitychange", lookAgain);
  }

  function renew(form, session) {
    for (const field of form.querySelectorAll("[name=csrfmiddlewaretoken]")) {
      field.value = session.csrf_token;
    }
  }

  async function logOut(logout) {
    try {
      const session = await askSession();
      if (session) {
        copies()
          .filter((copy) => copy.user === session.user)
          .forEach((copy) => localStorage.removeItem(copy.name));
        renew(logout, session);
      }
    } finally {
      logout.submit();
    }
  }

  window.addEventListener(
    "submit",
    (event) => {
      if (!event.target.action.endsWith("/logout/")) return;
      event.preventDefault();
      logOut(event.target);
    },
    { capture: true },
  );

  document.addEventListener("DOMContentLoaded", () => {
    if (document.body.classList.contains("login")) return;
    form = document.querySelector("form[data-edit-form]");
    settleSent();
    if (!form) return;
    watch();
    saveOneAtATime();
    offer();
  });
})();
