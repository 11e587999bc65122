/* The registration page: fields that belong to one channel, names picked from directories. */
(function () {
  "use strict";
  var PAUSE = 180;

  /* data-when="name=a,b" shows a part only while that field holds one of the values; data-unless hides it.
     A part with an error, or with words already typed in it, never disappears. */
  function named(part, name) {
    var row = part.closest("[data-row]");
    if (!row) return part.closest("form").elements[name];
    return row.querySelector("[name$='-" + name + "']");
  }
  function holds(part, rule) {
    var name = rule.split("=")[0];
    var field = named(part, name);
    if (!field) return true;
    var value = field.type === "checkbox" ? (field.checked ? "on" : "") : field.value;
    return rule.split("=")[1].split(",").indexOf(value) >= 0;
  }
  function inUse(part) {
    if (part.querySelector(".field-bad")) return true;
    return Array.from(part.querySelectorAll("input, textarea")).some(function (field) {
      return field.type !== "hidden" && field.type !== "checkbox" && field.value.trim() !== "";
    });
  }
  function renew(form) {
    form.querySelectorAll("[data-when]").forEach(function (part) { part.hidden = !holds(part, part.dataset.when) && !inUse(part); });
    form.querySelectorAll("[data-unless]").forEach(function (part) { part.hidden = holds(part, part.dataset.unless) && !inUse(part); });
  }
  document.addEventListener("DOMContentLoaded", function () {
    var form = document.querySelector("form.registration");
    if (!form) return;
    renew(form);
    form.addEventListener("change", function () { renew(form); });
    form.addEventListener("click", function () { setTimeout(function () { renew(form); }, 0); });
    /* Enter moves nothing out of the house by accident; Ctrl+Enter and the buttons do. */
    form.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && !event.ctrlKey && event.target.tagName === "INPUT") event.preventDefault();
    });
  });

  /* Fills a datalist with the offices whose name holds what is typed; the value is the unit code. */
  customElements.define("ty-offices", class extends HTMLElement {
    connectedCallback() {
      var self = this;
      this.list = this.querySelector("datalist");
      document.addEventListener("input", function (event) {
        if (event.target.getAttribute("list") !== self.list.id || event.isComposing) return;
        clearTimeout(self.timer);
        self.timer = setTimeout(function () { self.ask(event.target.value); }, PAUSE);
      });
    }

    ask(text) {
      var list = this.list;
      if (!text.trim() || /^\d{6}$/.test(text)) return;
      fetch(this.dataset.url + "?q=" + encodeURIComponent(text), { credentials: "same-origin" })
        .then(function (answer) { return answer.ok && !answer.redirected ? answer.json() : { results: [] }; })
        .then(function (data) {
          list.textContent = "";
          data.results.forEach(function (entry) {
            var option = document.createElement("option");
            option.value = entry.name;
            option.label = entry.note;
            list.appendChild(option);
          });
        })
        .catch(function () { /* a code or full name can be typed as well */ });
    }
  });

  /* A text field that offers entries of a directory while one types. The id of the entry chosen goes
     into the hidden field data-id of the same row; typing on makes it a free name again. */
  customElements.define("ty-pick", class extends HTMLElement {
    connectedCallback() {
      this.input = this.querySelector("input:not([type=hidden])");
      if (!this.input || this.list) return;
      var self = this;
      this.list = document.createElement("div");
      this.list.className = "options";
      this.list.id = this.input.id + "-options";
      this.list.setAttribute("role", "listbox");
      this.list.hidden = true;
      this.appendChild(this.list);
      this.note = document.createElement("p");
      this.note.className = "picked";
      this.note.setAttribute("role", "status");
      this.appendChild(this.note);
      this.say(this.hiddenField() && this.hiddenField().value);
      var attributes = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
      Object.keys(attributes).forEach(function (key) { self.input.setAttribute(key, attributes[key]); });
      this.input.addEventListener("input", function (event) { self.typed(event); });
      this.input.addEventListener("compositionend", function (event) { self.typed(event); });
      this.input.addEventListener("keydown", function (event) { self.key(event); });
      this.input.addEventListener("blur", function () { setTimeout(function () { self.close(); }, 150); });
      this.list.addEventListener("mousedown", function (event) {
        event.preventDefault();
        var option = event.target.closest("[role=option]");
        if (option) self.choose(self.found[Number(option.dataset.at)]);
      });
    }

    hiddenField(name) {
      var row = this.closest("[data-row]") || this.closest("form");
      return row.querySelector("[name$='" + (name || this.dataset.id) + "']");
    }

    say(id) { this.note.textContent = id ? this.dataset.chosen : ""; }

    typed(event) {
      var self = this;
      var id = this.hiddenField();
      if (id) id.value = "";
      this.say("");
      clearTimeout(this.timer);
      if (event.isComposing || !this.input.value.trim()) return this.close();
      this.timer = setTimeout(function () { self.ask(); }, PAUSE);
    }

    ask() {
      var self = this;
      var wanted = this.input.value.trim();
      fetch(this.dataset.url + "?q=" + encodeURIComponent(wanted), { credentials: "same-origin", headers: { Accept: "application/json" } })
        .then(function (answer) { return answer.ok && !answer.redirected ? answer.json() : null; })
        .then(function (data) { if (data && self.input.value.trim() === wanted) self.show(data.results); })
        .catch(function () { /* a free name is accepted as well */ });
    }

    show(found) {
      var list = this.list;
      this.found = found;
      this.at = -1;
      list.textContent = "";
      found.forEach(function (entry, at) {
        var option = document.createElement("div");
        var more = document.createElement("small");
        option.setAttribute("role", "option");
        option.id = list.id + "-" + at;
        option.dataset.at = at;
        option.textContent = entry.name;
        more.textContent = entry.note;
        option.appendChild(more);
        list.appendChild(option);
      });
      list.hidden = !found.length;
      this.input.setAttribute("aria-expanded", String(!list.hidden));
    }

    close() {
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }

    key(event) {
      if (window.touyan.composing(event) || this.list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        this.move(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter" && !event.ctrlKey && this.at >= 0) {
        event.preventDefault();
        this.choose(this.found[this.at]);
      } else if (event.key === "Escape") this.close();
    }

    move(step) {
      var options = this.list.children;
      this.at = (this.at + step + options.length) % options.length;
      for (var i = 0; i < options.length; i += 1) options[i].setAttribute("aria-selected", String(i === this.at));
      options[this.at].scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", options[this.at].id);
    }

    choose(entry) {
      this.input.value = entry.name;
      var id = this.hiddenField();
      if (id) id.value = entry.id;
      var also = this.dataset.also && this.hiddenField("-" + this.dataset.also);
      if (also && entry.unit) {
        also.value = entry.unit;
      }
      this.say(entry.id);
      this.close();
      this.input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
})();
