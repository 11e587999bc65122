/* Behaviour every page shares. Nothing here is needed for a page to work. */
(function () {
  "use strict";

  /* The only place that names htmx events: version 4 renames them. */
  var HTMX = { failed: "htmx:responseError", unsent: "htmx:sendError", done: "htmx:afterRequest", swapped: "htmx:afterSwap" };
  var RELEASE_AFTER = 6000;

  var ty = (window.touyan = {
    composing: function (event) { return event.isComposing || event.keyCode === 229; },
    typingIn: function (node) {
      return !!node && (node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName));
    },
    fill: function (text, values) {
      return String(text || "").replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
    },
    time: function () {
      var now = new Date();
      return ("0" + now.getHours()).slice(-2) + ":" + ("0" + now.getMinutes()).slice(-2);
    },
    /* Answers come from our own server as rendered templates, as htmx swaps them. */
    swap: function (target, html) {
      target.innerHTML = html;
      if (window.htmx) window.htmx.process(target);
    },
    fields: function (form) {
      var data = new FormData(form);
      Array.from(data.entries()).forEach(function (pair) {
        if (pair[1] instanceof File) data.delete(pair[0]);
      });
      return data;
    },
    toast: function (text, kind) {
      var list = document.querySelector("dialog[open] .toasts") || document.querySelector(".toasts");
      var model = document.getElementById("toast-model");
      if (!list || !model) return;
      var toast = model.content.firstElementChild.cloneNode(true);
      toast.querySelector(".note").classList.add("note-" + (kind || "info"));
      toast.querySelector("[data-text]").textContent = text;
      list.appendChild(toast);
    },
  });

  /* An Enter that picks a word in an input method must never send the form. */
  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && ty.composing(event)) {
      event.stopPropagation();
      if (event.target.tagName === "INPUT") event.preventDefault();
    }
    if (event.key === "Enter" && event.ctrlKey && !ty.composing(event)) sendWithKeys(event);
    if (event.key === "Escape") closeMenus(null);
  }, true);

  function sendWithKeys(event) {
    var form = event.target.form;
    if (form && form.hasAttribute("data-ctrl-enter")) {
      event.preventDefault();
      form.requestSubmit();
    }
  }

  /* Without a connection the page stays, with everything typed; asked before any other listener. */
  document.addEventListener("submit", function (event) {
    if (navigator.onLine !== false) return;
    event.preventDefault();
    event.stopPropagation();
    ty.toast(document.body.dataset.offline, "error");
  }, true);

  /* One press, one submission: buttons rest until the answer or RELEASE_AFTER. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-again")) return;
    if (form.hasAttribute("data-sent")) return event.preventDefault();
    form.setAttribute("data-sent", "");
    setTimeout(function () { rest(form, true); }, 0);
    setTimeout(function () { release(form); }, RELEASE_AFTER);
  });

  function rest(form, resting) {
    Array.from(form.elements).forEach(function (part) {
      if (part.type !== "submit" || (resting && part.disabled)) return;
      if (!resting && !part.hasAttribute("aria-busy")) return;
      part.disabled = resting;
      if (resting) part.setAttribute("aria-busy", "true");
      else part.removeAttribute("aria-busy");
    });
  }

  function release(form) {
    form.removeAttribute("data-sent");
    rest(form, false);
  }

  function releaseAll() {
    document.querySelectorAll("form[data-sent]").forEach(release);
  }
  window.addEventListener("pageshow", releaseAll);
  document.addEventListener(HTMX.done, releaseAll);

  function complain(event) {
    var words = document.body.dataset;
    var status = event.detail && event.detail.xhr ? event.detail.xhr.status : 0;
    ty.toast(ty.fill(status ? words.failed : words.offline, { status: status }), "error");
  }
  document.addEventListener(HTMX.failed, complain);
  document.addEventListener(HTMX.unsent, complain);

  /* Menus are <details>; only one is open, and a click elsewhere shuts it. */
  function closeMenus(except) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (menu === except) return;
      var inside = menu.contains(document.activeElement);
      menu.open = false;
      if (inside && !except) menu.querySelector("summary").focus();
    });
  }
  document.addEventListener("click", function (event) {
    var menu = event.target.closest ? event.target.closest("details.menu") : null;
    closeMenus(menu || document.body);
    if (event.target.closest && event.target.closest("[data-print]")) window.print();
  });

  document.addEventListener("DOMContentLoaded", function () {
    var summary = document.querySelector(".error-summary");
    if (summary) summary.focus();
    document.querySelectorAll("[data-needs-script]").forEach(function (part) { part.hidden = false; });
  });

  /* A message that can be put away, and goes by itself when it carries data-seconds. */
  customElements.define("ty-toast", class extends HTMLElement {
    connectedCallback() {
      var self = this;
      var close = this.querySelector(".close");
      if (close) {
        close.hidden = false;
        close.addEventListener("click", function () { self.remove(); });
      }
      var seconds = Number(this.dataset.seconds);
      if (seconds) setTimeout(function () { self.leave(); }, seconds * 1000);
    }

    leave() {
      if (this.matches(":hover") || this.contains(document.activeElement)) {
        var self = this;
        setTimeout(function () { self.leave(); }, 2000);
      } else this.remove();
    }
  });

  /* Shows what htmx puts into its <dialog>: the form of a page, answered and corrected in place.
     Focus goes to what is wrong or to the first field, and back to the button on closing. */
  customElements.define("ty-form-dialog", class extends HTMLElement {
    connectedCallback() {
      var self = this;
      this.dialog = this.querySelector("dialog");
      if (!this.dialog || !this.dialog.showModal || this.ready) return;
      this.ready = true;
      document.addEventListener("click", function (event) {
        var link = event.target.closest && event.target.closest("[hx-target='#" + self.dialog.id + "']");
        if (link && !self.dialog.contains(link)) self.opener = link;
      });
      this.dialog.addEventListener(HTMX.swapped, function (event) { if (event.target === self.dialog) self.show(); });
      this.dialog.addEventListener("close", function () { self.back(); });
      this.dialog.addEventListener("click", function (event) {
        if (!event.target.closest("[data-close]")) return;
        event.preventDefault();
        self.dialog.close();
      });
    }

    show() {
      var list = document.createElement("div");
      list.className = "toasts";
      list.setAttribute("role", "status");
      this.dialog.appendChild(list);
      closeMenus(null);
      if (!this.dialog.open) this.dialog.showModal();
      this.dialog.scrollTop = 0;
      var wrong = this.dialog.querySelector("[role=alert][tabindex]");
      var first = this.dialog.querySelector("form input:not([type=hidden]), form select, form textarea, form .btn-primary:enabled");
      (wrong || first || this.dialog.querySelector("[data-close]")).focus();
    }

    back() {
      this.dialog.textContent = "";
      var menu = this.opener && this.opener.closest("details.menu");
      if (this.opener) (menu ? menu.querySelector("summary") : this.opener).focus();
    }
  });

  /* <ty-dialog><details><summary/><div class="panel"/></details></ty-dialog>, shown as a modal. */
  customElements.define("ty-dialog", class extends HTMLElement {
    connectedCallback() {
      var self = this;
      var details = this.querySelector("details");
      if (!details || !window.HTMLDialogElement || this.dialog) return;
      this.dialog = document.createElement("dialog");
      this.dialog.setAttribute("aria-label", this.dataset.title || details.querySelector("summary").textContent.trim());
      this.dialog.appendChild(details.querySelector(".panel"));
      this.appendChild(this.dialog);
      details.querySelector("summary").addEventListener("click", function (event) {
        event.preventDefault();
        self.dialog.showModal();
      });
      this.dialog.addEventListener("click", function (event) {
        if (event.target === self.dialog || event.target.closest("[data-close]")) self.dialog.close();
      });
      this.dialog.querySelectorAll("[data-close]").forEach(function (button) { button.hidden = false; });
    }
  });
})();
