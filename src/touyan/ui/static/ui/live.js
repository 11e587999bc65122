/* Lists that know they are stale, jobs that report, rows chosen together. */
(function () {
  "use strict";
  var ty = window.touyan;

  /* Asks data-url every data-every seconds while the page is in view. 200 replaces the content,
     204 and 304 change nothing, 286 replaces it and stops asking. */
  customElements.define("ty-poll", class extends HTMLElement {
    connectedCallback() {
      if (!this.dataset.url || this.timer) return;
      this.timer = setInterval(this.ask.bind(this), (Number(this.dataset.every) || 45) * 1000);
    }

    disconnectedCallback() { this.stop(); }
    stop() { clearInterval(this.timer); this.timer = null; }

    ask() {
      var self = this;
      if (document.visibilityState !== "visible" || this.busy || this.contains(document.activeElement)) return;
      this.busy = true;
      var headers = { "X-Requested-With": "ty-poll" };
      if (this.tag) headers["If-None-Match"] = this.tag;
      fetch(this.dataset.url, { credentials: "same-origin", headers: headers })
        .then(function (answer) { return self.answered(answer); })
        .catch(function () { /* offline: ask again next time */ })
        .then(function () { self.busy = false; });
    }

    answered(answer) {
      var self = this;
      if (answer.redirected || answer.status === 401 || answer.status === 403) return this.stop();
      if (answer.status !== 200 && answer.status !== 286) return null;
      this.tag = answer.headers.get("ETag");
      if (answer.status === 286) this.stop();
      if (answer.status === 286 && this.dataset.reload !== undefined) return location.reload();
      return answer.text().then(function (html) { ty.swap(self, html); });
    }
  });

  /* Rows chosen by their boxes: a box in the head takes all, the bar counts, Shift takes a range. */
  customElements.define("ty-bulk", class extends HTMLElement {
    connectedCallback() {
      var self = this;
      this.head = this.querySelector("thead .pick");
      this.count = this.querySelector("[data-chosen]");
      if (!this.head || this.all) return;
      this.all = document.createElement("input");
      this.all.type = "checkbox";
      this.all.setAttribute("aria-label", this.head.textContent.trim());
      var label = document.createElement("label");
      label.appendChild(this.all);
      this.head.appendChild(label);
      this.all.addEventListener("change", function () {
        self.boxes().forEach(function (box) { box.checked = self.all.checked; });
        self.renew();
      });
      this.addEventListener("click", function (event) { self.range(event); });
      this.addEventListener("change", function () { self.renew(); });
      this.renew();
    }

    boxes() { return Array.from(this.querySelectorAll("tbody .pick input")); }

    range(event) {
      var boxes = this.boxes();
      var at = boxes.indexOf(event.target);
      if (at < 0) return;
      if (event.shiftKey && this.last !== undefined) {
        boxes.slice(Math.min(at, this.last), Math.max(at, this.last) + 1).forEach(function (box) { box.checked = event.target.checked; });
      }
      this.last = at;
    }

    renew() {
      var boxes = this.boxes();
      var chosen = boxes.filter(function (box) { box.closest("tr").classList.toggle("is-chosen", box.checked); return box.checked; });
      var whole = this.querySelector("input[name=all_matching]");
      var none = !chosen.length && !(whole && whole.checked);
      this.all.checked = boxes.length > 0 && chosen.length === boxes.length;
      this.all.indeterminate = chosen.length > 0 && chosen.length < boxes.length;
      if (this.count) this.count.textContent = chosen.length;
      this.querySelectorAll(".bulk button").forEach(function (button) { button.disabled = none; });
    }
  });
})();
