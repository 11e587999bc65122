/* A review by keyboard: 1 to 4 answer, C takes what the register says, E opens the note, Esc leaves it, F shows
   what is on file, N J K move, ] [ go to the next and previous matter, Ctrl+Enter finishes. Single keys rest where they are switched off (WCAG 2.1.4). */
(function () {
  "use strict";
  var ty = window.touyan;
  var TELLING = ["not_met", "cannot_tell"];

  customElements.define("ty-review", class extends HTMLElement {
    connectedCallback() {
      var self = this;
      this.form = this.querySelector("form");
      if (!this.form || this.heard) return;
      this.heard = function (event) { self.hear(event); };
      document.addEventListener("keydown", this.heard);
      this.form.addEventListener("change", function (event) { self.changed(event.target); });
      this.form.addEventListener("focusin", function (event) { self.at(event.target.closest("[data-ask]")); });
      this.form.addEventListener("click", function (event) {
        var button = event.target.closest("[data-confirm]");
        if (button) self.confirm(button.closest("[data-ask]"));
        var link = event.target.closest("[data-on-file]");
        if (link && self.show(link.closest("[data-ask]"))) event.preventDefault();
      });
      document.querySelectorAll("a[rel='next'], a[rel='prev']").forEach(function (link) {
        link.addEventListener("click", function (event) { if (self.leave(link.rel)) event.preventDefault(); });
      });
      var bad = this.querySelector(".field-bad");
      if (bad) this.at(bad);
      else this.move(this.open(), false);
    }

    disconnectedCallback() { document.removeEventListener("keydown", this.heard); }

    asks() { return Array.from(this.querySelectorAll("[data-ask]")); }
    row() { return this.querySelector(".is-cursor"); }
    given(ask) {
      var box = ask.querySelector("[name$='-answer']:checked, textarea[name$='-answer'], input[type=text][name$='-answer']");
      return box ? box.value.trim() : "";
    }
    open() {
      var self = this;
      return this.asks().find(function (ask) { return !self.given(ask); }) || this.asks()[0];
    }

    hear(event) {
      var keys = document.querySelector("ty-keys");
      if (ty.composing(event) || document.querySelector("dialog[open]")) return;
      if (event.key === "Enter" && event.ctrlKey) return this.finish(event);
      if (event.key === "Escape" && ty.typingIn(event.target)) return this.move(event.target.closest("[data-ask]"), true);
      if ((keys && keys.off) || event.ctrlKey || event.metaKey || event.altKey) return;
      var radio = event.target.type === "radio";
      if (ty.typingIn(event.target) && !radio) return;
      if (this.act(event.key.toLowerCase(), radio)) event.preventDefault();
    }

    act(key, radio) {
      var row = this.row();
      if (/^[1-4]$/.test(key)) return this.choose(row, Number(key) - 1);
      if (key === "c") return this.confirm(row);
      if (key === "e") return this.tell(row, true);
      if (key === "f") return this.show(row);
      if (key === "]") return this.leave("next");
      if (key === "[") return this.leave("prev");
      if (key === "n" || (radio && key === "j")) return this.step(1);
      return radio && key === "k" ? this.step(-1) : false;
    }

    at(ask) {
      var row = this.row();
      if (!ask || ask === row) return;
      if (row) row.classList.remove("is-cursor");
      ask.classList.add("is-cursor");
    }

    move(ask, show) {
      if (!ask) return false;
      this.at(ask);
      ask.focus({ preventScroll: true });
      if (show) ask.scrollIntoView({ block: "nearest" });
      return true;
    }

    step(by) {
      var asks = this.asks();
      return this.move(asks[asks.indexOf(this.row()) + by], true);
    }

    choose(ask, place) {
      var radio = ask && ask.querySelectorAll("input[type=radio]")[place];
      if (!radio) return false;
      radio.checked = true;
      radio.dispatchEvent(new Event("change", { bubbles: true }));
      return true;
    }

    /* What the register says becomes the answer; where it is a fault, its reason begins the note and the register
       is the evidence. */
    confirm(ask) {
      var said = ask && ask.querySelector("[data-said]");
      if (!said) return false;
      var radio = ask.querySelector("input[value='" + said.dataset.said + "']");
      var note = ask.querySelector("textarea[name$='-note']");
      if (TELLING.indexOf(said.dataset.said) >= 0 && !note.value.trim()) note.value = said.dataset.why;
      var evidence = ask.querySelector("[name$='-evidence']");
      if (said.dataset.said === "not_met" && !evidence.value.trim()) evidence.value = this.dataset.record;
      radio.checked = true;
      radio.dispatchEvent(new Event("change", { bubbles: true }));
      return true;
    }

    changed(target) {
      var ask = target.closest("[data-ask]");
      var self = this;
      if (!ask || !/-answer$/.test(target.name)) return;
      var said = ask.querySelector("[data-said]");
      var differs = said && said.dataset.said !== target.value;
      if (target.type === "radio" && (TELLING.indexOf(target.value) >= 0 || differs)) this.tell(ask, false);
      var count = this.querySelector("[data-answered]");
      count.textContent = this.asks().filter(function (one) { return self.given(one); }).length;
    }

    tell(ask, focus) {
      var note = ask && (ask.querySelector("textarea[name$='-note']") || ask.querySelector("textarea"));
      if (!note) return false;
      var part = note.closest("details");
      if (part) part.open = true;
      if (focus) note.focus();
      return true;
    }

    /* Beside the questions only the file moves; in one column the link is followed. */
    show(ask) {
      var link = ask && ask.querySelector("[data-on-file]");
      var target = link && document.getElementById(link.hash.slice(1));
      var file = document.querySelector(".reviewing-file");
      if (!target || getComputedStyle(file).overflowY !== "auto") return false;
      file.querySelectorAll(".is-shown").forEach(function (one) { one.classList.remove("is-shown"); });
      target.classList.add("is-shown");
      target.querySelectorAll("details").forEach(function (one, place) { if (!place) one.open = true; });
      file.scrollTop += target.getBoundingClientRect().top - file.getBoundingClientRect().top - 8;
      return true;
    }

    /* What was typed is kept before the next matter opens. */
    leave(way) {
      var button = this.form.querySelector("[value='save-" + way + "']");
      if (button) this.form.requestSubmit(button);
      return !!button;
    }

    finish(event) {
      event.preventDefault();
      event.stopPropagation();
      this.form.requestSubmit(this.form.querySelector("[value='finish-next']"));
    }
  });
})();
