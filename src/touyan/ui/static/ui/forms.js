/* Forms: server autosave, live suggestions, repeated rows, chosen files. */
(function () {
  "use strict";
  var ty = window.touyan;
  var EVERY = 10000;
  var PAUSE = 600;

  /* Hidden fields of a form as the server answered them, or the page anew where it asks for that. */
  function take(form, data) {
    if (data && data.again) return location.reload();
    Object.keys((data && data.fields) || {}).forEach(function (name) {
      var input = form.elements[name];
      if (input && input.type === "hidden") input.value = data.fields[name];
    });
  }

  /* Saves the enclosing form to data-url when changed: at once where something is chosen, every 10 s while one
     types, on leaving a field or the page, when back online.
     Keeps nothing in the browser. The server may answer {"fields": {"draft": "12"}} to fill hidden inputs, or
     {"again": true} where the draft holds more than this page shows. */
  customElements.define("ty-autosave", class extends HTMLElement {
    connectedCallback() {
      this.form = this.closest("form");
      if (!this.form || !this.dataset.url || this.timer) return;
      var self = this;
      this.dirty = this.busy = this.leaving = false;
      this.note = this.querySelector("[role=status]");
      this.form.addEventListener("input", function () { self.dirty = true; });
      this.form.addEventListener("change", function () { self.dirty = true; self.save(); });
      this.form.addEventListener("focusout", function () { self.save(); });
      this.form.addEventListener("submit", function (event) { self.leave(event); });
      this.onLeave = function (event) { if (self.failed && self.dirty && !self.leaving) event.preventDefault(), (event.returnValue = ""); self.save(true); };
      this.onOnline = function () { self.save(); };
      this.onHide = function () { if (document.visibilityState === "hidden") self.save(true); };
      window.addEventListener("beforeunload", this.onLeave);
      window.addEventListener("online", this.onOnline);
      document.addEventListener("visibilitychange", this.onHide);
      this.timer = setInterval(function () { self.save(); }, Number(this.dataset.every) * 1000 || EVERY);
    }

    disconnectedCallback() {
      clearInterval(this.timer);
      this.timer = null;
      window.removeEventListener("beforeunload", this.onLeave);
      window.removeEventListener("online", this.onOnline);
      document.removeEventListener("visibilitychange", this.onHide);
    }

    /* On leaving, what is new goes along even while an earlier saving is on its way: that one may not arrive, and
       holds less. */
    save(going) {
      if (!this.dirty || (this.busy && !going) || this.stopped) return;
      var self = this;
      this.busy = true;
      this.dirty = false;
      this.count();
      var headers = { "X-Requested-With": "ty-autosave", Accept: "application/json" };
      fetch(this.dataset.url, { method: "POST", body: ty.fields(this.form), headers: headers, credentials: "same-origin", keepalive: !!going })
        .then(function (answer) { return self.answered(answer); })
        .catch(function () { self.unsaved(self.dataset.unsaved); })
        .then(function () { self.busy = false; if (self.held) self.form.requestSubmit(self.held.submitter); else if (self.dirty && !self.failed) self.save(); });
    }

    /* What is sent waits for what is being saved, or it would look like somebody else's older page. */
    leave(event) {
      this.leaving = true;
      this.dirty = false;
      this.held = this.busy ? event : null;
      if (this.busy) event.preventDefault();
      else this.count();
    }

    /* A form with a hidden "turn" says which of its sendings each is. */
    count() {
      var turn = this.form.elements.turn;
      if (turn) turn.value = Number(turn.value) + 1;
    }

    answered(answer) {
      if (answer.redirected || answer.status === 401 || answer.status === 403) return this.unsaved(this.dataset.signin);
      if (answer.status === 409) { this.stopped = true; return this.unsaved(this.dataset.conflict); }
      if (!answer.ok && answer.status !== 422) return this.unsaved(this.dataset.unsaved);
      if (answer.status === 422) return this.unsaved(this.dataset.invalid);
      this.failed = false;
      this.show(this.dataset.saved, false);
      var type = answer.headers.get("Content-Type") || "";
      return type.indexOf("json") < 0 ? null : answer.json().then(take.bind(null, this.form));
    }

    unsaved(words) {
      this.dirty = this.failed = true;
      this.show(words, true);
    }

    show(words, bad) {
      if (!this.note) return;
      this.note.textContent = ty.fill(words, { time: ty.time() });
      this.note.classList.toggle("is-unsaved", bad);
    }
  });

  /* Posts the enclosing form to data-url a moment after typing stops and shows the answer inside itself
     (or in data-target), for suggestions while a petition is being written down. */
  customElements.define("ty-similar", class extends HTMLElement {
    connectedCallback() {
      this.form = this.dataset.form ? document.getElementById(this.dataset.form) : this.closest("form");
      if (!this.form || !this.dataset.url || this.ready) return;
      var self = this;
      this.ready = true;
      this.watched = (this.dataset.watch || "").split(" ").filter(Boolean);
      this.form.addEventListener("input", function (event) { self.heard(event); });
      this.form.addEventListener("change", function (event) { self.heard(event); });
      this.form.addEventListener("compositionend", function (event) { self.heard(event); });
      if (this.dataset.now !== undefined) this.ask();
    }

    heard(event) {
      var name = (event.target.name || "").replace(/^.*-/, "");
      if (event.isComposing || (this.watched.length && this.watched.indexOf(name) < 0)) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(this.ask.bind(this), PAUSE);
    }

    ask() {
      var self = this;
      if (this.asking) this.asking.abort();
      var asking = (this.asking = new AbortController());
      var target = this.dataset.target ? document.getElementById(this.dataset.target) : this;
      target.setAttribute("aria-busy", "true");
      var options = { method: "POST", body: ty.fields(this.form), credentials: "same-origin", signal: asking.signal, headers: { "X-Requested-With": "ty-similar" } };
      fetch(this.dataset.url, options)
        .then(function (answer) { return answer.ok && !answer.redirected && answer.status !== 204 ? answer.text() : null; })
        .then(function (html) { if (html !== null && self.asking === asking) ty.swap(target, html); })
        .catch(function () { /* suggestions are a help; typing goes on without them */ })
        .then(function () { if (self.asking === asking) target.removeAttribute("aria-busy"); });
    }
  });

  /* Adds and removes rows of a Django formset; without script the server's spare rows serve. */
  customElements.define("ty-repeat", class extends HTMLElement {
    connectedCallback() {
      var self = this;
      this.total = this.querySelector("input[name='" + this.dataset.prefix + "-TOTAL_FORMS']");
      this.model = this.querySelector("template");
      this.list = this.querySelector("[data-rows]");
      if (!this.total || !this.model || this.ready) return;
      this.ready = true;
      this.addButton = this.querySelector("[data-add]");
      this.addEventListener("click", function (event) {
        if (event.target.closest("[data-add]")) self.add();
        var remove = event.target.closest("[data-remove]");
        if (remove) self.drop(remove.closest("[data-row]"));
      });
      this.rows().forEach(function (row) { self.upgrade(row); });
      this.renew();
    }

    rows() { return Array.from(this.list.querySelectorAll("[data-row]")); }
    live() { return this.rows().filter(function (row) { return !row.hidden; }); }
    mark(row) { return row.querySelector("input[name$='-DELETE']"); }

    upgrade(row) {
      row.querySelectorAll("[data-remove]").forEach(function (button) { button.hidden = false; });
      var mark = this.mark(row);
      if (mark) mark.closest(".field, label, p, div").hidden = true;
      if (mark && mark.checked) row.hidden = true;
    }

    add() {
      var box = document.createElement("div");
      box.innerHTML = this.model.innerHTML.replace(/__prefix__/g, this.rows().length);
      var row = box.firstElementChild;
      this.list.appendChild(row);
      this.upgrade(row);
      this.renew();
      if (window.htmx) window.htmx.process(row);
      var first = row.querySelector("input:not([type=hidden]), select, textarea");
      if (first) first.focus();
    }

    drop(row) {
      var mark = this.mark(row);
      var before = this.live()[this.live().indexOf(row) - 1];
      if (mark) { mark.checked = true; row.hidden = true; }
      else { row.remove(); this.reindex(); }
      this.renew();
      this.dispatchEvent(new Event("change", { bubbles: true }));
      ((before && before.querySelector("[data-remove]")) || this.addButton).focus();
    }

    reindex() {
      var pattern = new RegExp("(" + this.dataset.prefix + "-)\\d+(-)");
      this.rows().forEach(function (row, index) {
        row.querySelectorAll("[name], [id], [for], [aria-describedby]").forEach(function (part) {
          ["name", "id", "for", "aria-describedby"].forEach(function (key) {
            if (part.hasAttribute(key)) part.setAttribute(key, part.getAttribute(key).replace(pattern, "$1" + index + "$2"));
          });
        });
      });
    }

    renew() {
      var max = Number(this.dataset.max) || 1000;
      this.total.value = this.rows().length;
      this.addButton.hidden = this.live().length >= max;
      this.live().forEach(function (row, index) {
        var number = row.querySelector("[data-number]");
        if (number) number.textContent = index + 1;
      });
    }
  });

  /* Lists the chosen files with their sizes and says at once which are too big. */
  customElements.define("ty-files", class extends HTMLElement {
    connectedCallback() {
      var self = this;
      var input = this.querySelector("input[type=file]");
      var drop = this.querySelector(".drop");
      if (!input || this.ready) return;
      this.ready = true;
      this.list = this.querySelector("ul");
      input.addEventListener("change", function () { self.show(input.files); });
      ["dragover", "dragleave", "drop"].forEach(function (kind) {
        drop.addEventListener(kind, function (event) {
          event.preventDefault();
          drop.classList.toggle("is-over", kind === "dragover");
          if (kind !== "drop" || !event.dataTransfer.files.length) return;
          input.files = event.dataTransfer.files;
          input.dispatchEvent(new Event("change", { bubbles: true }));
        });
      });
    }

    show(files) {
      var list = this.list;
      var limit = Number(this.dataset.maxMb) * 1048576;
      var tooBig = this.dataset.tooBig;
      list.textContent = "";
      Array.from(files).forEach(function (file) {
        var item = document.createElement("li");
        var size = document.createElement("small");
        var over = limit && file.size > limit;
        item.textContent = file.name;
        item.className = over ? "too-big" : "";
        size.textContent = (file.size < 1048576 ? Math.ceil(file.size / 1024) + " KB" : (file.size / 1048576).toFixed(1) + " MB") + (over ? " · " + tooBig : "");
        item.appendChild(size);
        list.appendChild(item);
      });
    }
  });
})();
