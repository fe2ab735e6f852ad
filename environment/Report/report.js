"use strict";
(function () {
  // Wide content scrolls, says so while something is hidden, and is reachable with the keyboard.
  const wide = ".scroll, .rich, .rich [style*='overflow'], .prose > table, .prose > pre, pre";
  function hint(place) {
    const hidden = place.scrollWidth > place.clientWidth + 1 && getComputedStyle(place).overflowX !== "visible";
    place.classList.toggle("scrolls", hidden);
    if (hidden) {
      place.tabIndex = 0;
      if (!place.getAttribute("role")) place.setAttribute("role", "region");
      if (!place.getAttribute("aria-label")) place.setAttribute("aria-label", "scrolls sideways");
    }
    let note = place.previousElementSibling;
    if (!note || !note.classList.contains("scroll-note")) {
      if (!hidden) return;
      note = document.createElement("p");
      note.className = "scroll-note";
      note.textContent = "wider than the page: scroll sideways \u2192";
      place.before(note);
    }
    note.hidden = !hidden;
  }
  function hints() { cards(); document.querySelectorAll(wide).forEach(hint); }

  // On a phone a small table that is too wide becomes a card for each row; a large one scrolls beside its first column.
  const phone = matchMedia("(max-width: 40rem)"), mostCells = 48;
  function cards() {
    document.querySelectorAll(".rich table, .prose > table").forEach(table => {
      const heads = table.tHead && table.tHead.rows.length === 1 ? [...table.tHead.rows[0].cells] : [];
      if (!heads.length || table.closest(".telltale-live") || table.classList.contains("cards") === phone.matches) return;
      const room = (table.closest(".rich, .prose") || table).clientWidth;
      table.classList.toggle("cards", phone.matches && table.scrollWidth > room + 1 && heads.length * table.tBodies[0].rows.length <= mostCells);
      table.querySelectorAll("tbody td").forEach(cell => { cell.dataset.label = heads[cell.cellIndex] ? heads[cell.cellIndex].textContent.trim() : ""; });
    });
  }
  // In the next frame: hints change the size that is observed.
  new ResizeObserver(() => requestAnimationFrame(hints)).observe(document.body);
  window.addEventListener("load", hints);
  document.addEventListener("toggle", hints, true);

  // The contents mark where the reader is.
  const links = new Map();
  document.querySelectorAll("nav a[href^='#']").forEach(link => links.set(link.getAttribute("href").slice(1), link));
  const targets = [...links.keys()].map(id => document.getElementById(id)).filter(Boolean);
  let marked = null;
  function mark() {
    const passed = targets.filter(target => target.getBoundingClientRect().top < 120);
    const current = links.get((passed.length ? passed[passed.length - 1] : targets[0]).id);
    if (current === marked) return;
    if (marked) marked.removeAttribute("aria-current");
    current.setAttribute("aria-current", "true");
    marked = current;
    const list = document.querySelector("nav");
    if (list.scrollHeight > list.clientHeight) {
      list.scrollTop += current.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 2;
    }
  }
  let waiting = false;
  window.addEventListener("scroll", () => {
    if (!waiting) requestAnimationFrame(() => { waiting = false; mark(); });
    waiting = true;
  }, { passive: true });
  mark();

  // A filter for the table of values.
  document.querySelectorAll("input[data-filter]").forEach(input => {
    const groups = [...document.querySelectorAll("#" + input.dataset.filter + " details.values")];
    input.closest(".filter").hidden = false;
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      let count = 0;
      groups.forEach(group => {
        let found = 0;
        group.querySelectorAll("tbody tr").forEach(row => {
          row.hidden = wanted !== "" && !(group.querySelector("summary").textContent + row.textContent).toLowerCase().includes(wanted);
          if (!row.hidden) found++;
        });
        group.hidden = found === 0;
        group.open = wanted !== "" && found > 0;
        count += found;
      });
      input.closest(".filter").querySelector("output").textContent = wanted ? count + " found" : "";
    });
  });

  // A link into something folded opens it; paper shows everything.
  function unfold() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", unfold);
  window.addEventListener("beforeprint", () => document.querySelectorAll("details.values, details.glossary").forEach(d => { d.open = true; }));
  unfold();
})();
