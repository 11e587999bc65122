/* Keyboard: single keys that can be switched off, and the Ctrl+K palette. */
(function () {
  "use strict";
  var ty = window.touyan;
  var CHOICE = "touyan-keys";
  var LIST = "[data-list] > *, .table-wrap > .table > tbody:not([data-list]) > tr";

  function chosen() {
    try { return window.localStorage.getItem(CHOICE); } catch (error) { return null; }
  }
  function choose(value) {
    try { window.localStorage.setItem(CHOICE, value); } catch (error) { /* the choice lasts for this page */ }
  }

  /* `/` search, `?` sheet, J K rows, X select, Enter open, G then a letter goes to [data-go],
     any other letter presses [data-key]. Never while typing or composing (WCAG 2.1.4). */
  customElements.define("ty-keys", class extends HTMLElement {
    connectedCallback() {
      var self = this;
      this.off = (chosen() || (this.hasAttribute("data-off") ? "off" : "on")) === "off";
      this.heard = function (event) { self.hear(event); };
      document.addEventListener("keydown", this.heard);
      document.querySelectorAll("[data-shortcuts]").forEach(function (button) {
        button.addEventListener("click", function () { self.sheet(); });
      });
      var box = this.querySelector("[data-keys-on]");
      if (!box) return;
      box.checked = !this.off;
      box.addEventListener("change", function () { self.off = !box.checked; choose(self.off ? "off" : "on"); });
    }

    disconnectedCallback() { document.removeEventListener("keydown", this.heard); }

    hear(event) {
      if (this.off || ty.composing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (ty.typingIn(event.target) && event.target.type !== "checkbox") return;
      if (document.querySelector("dialog[open]")) return;
      if (this.act(event.key, event)) event.preventDefault();
    }

    act(key, event) {
      var low = key.toLowerCase();
      var going = this.going;
      this.going = false;
      if (going) return this.press("[data-go='" + CSS.escape(low) + "']");
      if (low === "g") return (this.going = true);
      if (key === "/") return this.search();
      if (key === "?") return this.sheet();
      if (low === "j" || low === "k") return this.move(low === "j" ? 1 : -1);
      if (low === "x") return this.pick();
      if (key === "Enter") return event.target === document.body || event.target === this.row() ? this.open() : false;
      return /^[a-z]$/.test(low) && this.press("[data-key='" + low + "']");
    }

    press(selector) { return this.click(document.querySelector(selector)); }

    click(target) {
      if (target) target.click();
      return !!target;
    }

    search() {
      var box = document.querySelector("input[data-search]") || document.querySelector(".top-q");
      if (box) { box.focus(); box.select(); }
      return !!box;
    }

    sheet() {
      var sheet = this.querySelector("dialog");
      if (sheet) sheet.showModal();
      return !!sheet;
    }

    rows() { return Array.from(document.querySelectorAll(LIST)); }
    row() { return document.querySelector(".is-cursor"); }

    move(step) {
      var rows = this.rows();
      var at = rows.indexOf(this.row());
      var next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
      if (!next) return rows.length > 0;
      if (at >= 0) rows[at].classList.remove("is-cursor");
      next.classList.add("is-cursor");
      next.tabIndex = -1;
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
      return true;
    }

    pick() {
      return this.click(this.row() && this.row().querySelector("input[type=checkbox]"));
    }

    open() {
      return this.click(this.row() && (this.row().querySelector("a[data-open]") || this.row().querySelector("a")));
    }
  });

  /* Ctrl+K: the menu, this page's [data-palette] actions, and search for what was typed. */
  customElements.define("ty-palette", class extends HTMLElement {
    connectedCallback() {
      var self = this;
      this.dialog = this.querySelector("dialog");
      this.input = this.querySelector("input");
      this.list = this.querySelector("[role=listbox]");
      this.heard = function (event) {
        if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && !ty.composing(event)) {
          event.preventDefault();
          self.show();
        }
      };
      document.addEventListener("keydown", this.heard);
      document.querySelectorAll("[data-open-palette]").forEach(function (button) {
        button.addEventListener("click", function () { self.show(); });
      });
      this.input.addEventListener("input", function () { self.fill(); });
      this.input.addEventListener("keydown", function (event) { self.steer(event); });
      this.list.addEventListener("click", function (event) { self.go(event.target.closest("[role=option]")); });
      this.dialog.addEventListener("click", function (event) { if (event.target === self.dialog) self.dialog.close(); });
    }

    disconnectedCallback() { document.removeEventListener("keydown", this.heard); }

    show() {
      if (this.dialog.open) return;
      var seen = {};
      this.links = Array.from(document.querySelectorAll(".nav a, [data-palette]")).filter(function (link) {
        return seen[link.href] ? false : (seen[link.href] = true);
      });
      this.input.value = "";
      this.fill();
      this.dialog.showModal();
    }

    fill() {
      var self = this;
      var asked = this.input.value.trim();
      var found = this.links.filter(function (link) {
        return (link.textContent + " " + (link.dataset.words || "")).toLowerCase().indexOf(asked.toLowerCase()) >= 0;
      });
      this.list.textContent = "";
      found.slice(0, 9).forEach(function (link) { self.offer(link.dataset.name || link.textContent.trim(), link.href, link.dataset.go); });
      if (asked && this.dataset.search) this.offer(ty.fill(this.dataset.find, { text: asked }), this.dataset.search + "?q=" + encodeURIComponent(asked));
      this.at(0);
    }

    offer(text, url, go) {
      var option = document.createElement("div");
      option.id = "palette-" + this.list.children.length;
      option.setAttribute("role", "option");
      option.dataset.url = url;
      option.textContent = text;
      if (go) option.appendChild(document.createElement("small")).textContent = "G " + go.toUpperCase();
      this.list.appendChild(option);
    }

    at(index) {
      var options = Array.from(this.list.children);
      this.index = options.length ? (index + options.length) % options.length : 0;
      options.forEach(function (option, place) { option.setAttribute("aria-selected", String(place === this.index)); }, this);
      this.input.setAttribute("aria-activedescendant", options.length ? options[this.index].id : "");
    }

    steer(event) {
      if (ty.composing(event)) return;
      if (event.key === "ArrowDown") this.at(this.index + 1);
      else if (event.key === "ArrowUp") this.at(this.index - 1);
      else if (event.key === "Enter") this.go(this.list.children[this.index]);
      else return;
      event.preventDefault();
    }

    go(option) { if (option) window.location.assign(option.dataset.url); }
  });
})();
