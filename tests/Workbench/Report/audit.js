// Looks at a page as a reader would and lists what is wrong: text that overlaps or is cut, ticks that repeat, content that overflows without a hint, controls
// that the keyboard does not reach, and text whose contrast is below 4.5 (3 for large text), as in WCAG 2.2.
function audit() {
  "use strict";
  const faults = [];
  const name = element => {
    const text = (element.getAttribute("aria-label") || element.textContent || "").trim().replace(/\s+/g, " ").slice(0, 50);
    return element.tagName.toLowerCase() + (element.id ? "#" + element.id : "") + "." + (element.getAttribute("class") || "") + " '" + text + "'";
  };
  const visible = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })
    && element.getClientRects().length > 0;

  // Overflow.
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width + 1) faults.push("the page is wider than the window: " + document.documentElement.scrollWidth + " > " + width);
  document.querySelectorAll("body *").forEach(element => {
    if (!(element instanceof HTMLElement) || !visible(element) || element.closest(".telltale-plot")) return;
    const style = getComputedStyle(element);
    if (element.scrollWidth <= element.clientWidth + 1 || element.clientWidth === 0) return;
    if (style.overflowX === "hidden" || style.overflowX === "clip") faults.push("cut: " + name(element));
    if (style.overflowX === "auto" || style.overflowX === "scroll") {
      const hint = element.previousElementSibling;
      if (!hint || !hint.classList.contains("scroll-note") || !visible(hint)) faults.push("scrolls without a hint: " + name(element));
      if (element.tabIndex < 0) faults.push("scrolls without the keyboard: " + name(element));
    }
  });

  // Labels of charts: inside the drawing, and none over another.
  const inset = (rect, by) => ({ left: rect.left + by, right: rect.right - by, top: rect.top + by, bottom: rect.bottom - by });
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  document.querySelectorAll(".telltale-plot").forEach(plot => {
    const frame = plot.getBoundingClientRect();
    if (plot.dataset.telltalePlot && !plot.classList.contains("js-plotly-plot")) faults.push("not drawn: " + name(plot));
    const texts = [...plot.querySelectorAll("svg text")].filter(text => text.textContent.trim() && visible(text) && !text.closest(".modebar"));
    const boxes = texts.map(text => inset(text.getBoundingClientRect(), 2));
    texts.forEach((text, i) => {
      const box = boxes[i];
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) {
        faults.push("label cut: " + name(text) + " in " + name(plot));
      }
      for (let j = i + 1; j < texts.length; j++) {
        if (meet(box, boxes[j])) faults.push("labels overlap: " + name(text) + " and " + name(texts[j]) + " in " + name(plot));
      }
    });
  });

  // Ticks: an axis that says 1 1 1 tells nothing.
  document.querySelectorAll(".telltale-plot :is(.xaxislayer-above, .yaxislayer-above, .xaxislayer-below, .yaxislayer-below)").forEach(layer => {
    const ticks = [...layer.querySelectorAll(":scope > [class*=tick] > text")].map(text => text.textContent);
    if (new Set(ticks).size < ticks.length) faults.push("ticks repeat: " + ticks.join(" ") + " in " + name(layer.closest(".telltale-plot")));
  });

  // Controls.
  document.querySelectorAll("a, button, input, select, summary, .modebar-btn, [role=button]").forEach(control => {
    if (!visible(control) && !control.closest(".modebar")) return;
    if (control.tabIndex < 0 || control.tagName === "A" && !control.hasAttribute("href") && control.getAttribute("tabindex") === null) {
      faults.push("not reached by the keyboard: " + name(control));
    }
    if (control.tagName === "INPUT" && !control.labels.length && !control.hasAttribute("aria-label")) faults.push("no label: " + name(control));
  });

  // Contrast.
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  function rgba(colour) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return { r, g, b, a: a / 255 };
  }
  const over = (top, below) => ({ r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a), a: 1 });
  function ground(element) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const layer = rgba(getComputedStyle(at).backgroundColor);
      if (layer.a > 0) layers.push(layer);
      if (layer.a === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), { r: 255, g: 255, b: 255, a: 1 });
  }
  function luminance(colour) {
    const [r, g, b] = [colour.r, colour.g, colour.b].map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function contrast(a, b) {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  }
  const seen = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || seen.has(element) || element.closest("script, style, svg .heatmaplayer, .bartext-inside, .hm") || !visible(element)) continue;
    seen.add(element);
    const style = getComputedStyle(element), isDrawn = element.namespaceURI.endsWith("svg");
    const below = ground(isDrawn ? element.closest(".telltale-plot, div, figure") : element);
    const ratio = contrast(over(rgba(isDrawn ? style.fill : style.color), below), below);
    const size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
    if (ratio < (large ? 3 : 4.5)) faults.push("contrast " + ratio.toFixed(2) + ": " + name(element));
  }
  return faults;
}
