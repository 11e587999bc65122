/* Cards moved by keyboard and by hand. Without this the menus of the cards do everything. */
(function () {
  "use strict";
  var ty = window.touyan;
  var STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

  function press(link, event) {
    event.preventDefault();
    event.stopPropagation();
    if (link) link.click();
  }

  /* Dragging opens the same forms as the menu: a column takes a card that has a move to it. */
  function carry(board) {
    var lifted = null;
    function move(column) {
      return column && lifted && lifted.querySelector("[data-to='" + CSS.escape(column.dataset.column) + "']");
    }
    function lay() {
      if (lifted) lifted.classList.remove("is-carried");
      board.columns.forEach(function (column) { column.classList.remove("may-take", "is-over", "is-refusing"); });
      lifted = null;
    }
    board.addEventListener("dragstart", function (event) {
      if (!event.target.matches || !event.target.matches("[data-card]")) return;
      lifted = event.target;
      lifted.classList.add("is-carried");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", lifted.getAttribute("aria-label"));
      board.columns.forEach(function (column) { column.classList.toggle("may-take", !!move(column)); });
    });
    function refuses(column) {
      return column && lifted && !column.contains(lifted) && !move(column) && column.dataset.refuses;
    }
    board.addEventListener("dragover", function (event) {
      var here = event.target.closest("[data-column]");
      board.columns.forEach(function (column) {
        column.classList.toggle("is-over", column === here && !!move(column));
        column.classList.toggle("is-refusing", column === here && !!refuses(column));
      });
      if (move(here) || refuses(here)) event.preventDefault();
    });
    board.addEventListener("drop", function (event) {
      var here = event.target.closest("[data-column]");
      var link = move(here);
      var why = refuses(here);
      lay();
      if (link) press(link, event);
      else if (why) { event.preventDefault(); ty.toast(why, "warning"); }
    });
    board.addEventListener("dragend", lay);
  }

  /* One card at a time is in the tab order. Arrows go between cards and columns, M opens the
     moves, Enter opens the matter. Dropping a card on a column presses the move that leads there. */
  customElements.define("ty-board", class extends HTMLElement {
    connectedCallback() {
      var self = this;
      if (this.ready) return;
      this.ready = true;
      this.columns = Array.from(this.querySelectorAll("[data-column]"));
      this.cards().forEach(function (card, at) { self.take(card, at === 0); });
      this.addEventListener("keydown", function (event) { self.heard(event); });
      this.addEventListener("focusin", function (event) { self.stand(event.target.closest("[data-card]")); });
      carry(this);
    }

    cards() { return Array.from(this.querySelectorAll("[data-card]")); }
    of(column) { return Array.from(column.querySelectorAll("[data-card]")); }

    take(card, first) {
      card.tabIndex = first ? 0 : -1;
      card.draggable = !!card.querySelector("[data-to]");
      this.within(card, first);
    }

    within(card, reachable) {
      card.querySelectorAll("a, summary, [tabindex]").forEach(function (part) {
        if (reachable) part.removeAttribute("tabindex");
        else part.tabIndex = -1;
        if (reachable && part.matches(".clock")) part.tabIndex = 0;
      });
    }

    stand(card) {
      if (!card || card.tabIndex === 0) return;
      var before = this.querySelector("[data-card][tabindex='0']");
      if (before) this.take(before, false);
      this.take(card, true);
    }

    heard(event) {
      var card = event.target.closest("[data-card]");
      var keys = document.querySelector("ty-keys");
      if (!card || ty.composing(event) || event.ctrlKey || event.metaKey || event.altKey || (keys && keys.going)) return;
      var menu = event.target.closest("details[open]");
      if (STEPS[event.key]) menu ? this.choose(menu, event) : this.go(card, STEPS[event.key], event);
      else if (event.key.toLowerCase() === "m" && card.querySelector("details")) this.open(card, event);
      else if (event.key === "Enter" && event.target === card) press(card.querySelector("[data-open]"), event);
    }

    open(card, event) {
      var menu = card.querySelector("details");
      event.preventDefault();
      event.stopPropagation();
      menu.open = !menu.open;
      menu.querySelector(menu.open ? "li a" : "summary").focus();
    }

    choose(menu, event) {
      var links = Array.from(menu.querySelectorAll("summary, li a"));
      var next = links[links.indexOf(document.activeElement) + STEPS[event.key][1]];
      event.preventDefault();
      if (next) next.focus();
    }

    go(card, step, event) {
      var column = card.closest("[data-column]");
      var at = this.of(column).indexOf(card);
      var next = step[0] ? this.beside(column, step[0], at) : this.of(column)[at + step[1]];
      event.preventDefault();
      if (next) next.focus();
    }

    /* The card at the same height in the next column that has any. */
    beside(column, step, at) {
      for (var place = this.columns.indexOf(column) + step; this.columns[place]; place += step) {
        var cards = this.of(this.columns[place]);
        if (cards.length) return cards[Math.min(at, cards.length - 1)];
      }
      return null;
    }
  });
})();
