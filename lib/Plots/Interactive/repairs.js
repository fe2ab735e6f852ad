function (root, data) {
  "use strict";
  var switches = root.querySelectorAll("input"), drawings = root.querySelectorAll("svg"), last = data.tests.length - 1;
  function part(name) { return root.querySelector("[data-part=" + name + "]"); }
  function named(changes) { return data.configurations.find(function (one) { return one.changes === changes; }); }
  function chosen() {
    var changes = 0;
    switches.forEach(function (box) { if (box.checked) changes |= Number(box.value); });
    return changes;
  }
  function line(x1, x2, y1, y2, width, colour) {
    return '<line x1="' + 400 * x1 + '" x2="' + 400 * x2 + '" y1="' + y1 + '" y2="' + y2 + '" stroke="' + colour + '" stroke-width="'
      + width + '" stroke-linecap="round" vector-effect="non-scaling-stroke"></line>';
  }
  function row(result, y, colour) {
    var range = result.lower === null ? "" : line(Math.max(0, result.lower), Math.min(1, result.upper), y, y, 3, colour);
    var seeds = result.seeds.map(function (value) { return line(value, value, y + 14, y + 14, 5, colour); }).join("");
    return range + line(result.mean, result.mean, y, y, 12, colour) + seeds;
  }
  function isOneSwitchAway(one) {
    var difference = one.changes ^ chosen();
    return difference !== 0 && (difference & (difference - 1)) === 0;
  }
  function show() {
    var base = named(0), one = named(chosen()), cells = root.querySelectorAll("td");
    part("chosen").textContent = one ? one.name : "not trained";
    data.tests.forEach(function (test, at) {
      drawings[at].innerHTML = line(0.5, 0.5, 0, 100, 1, "currentColor") + row(base.results[at], 22, data.colours[0])
        + (one ? row(one.results[at], 68, data.colours[1]) : "");
      cells[3 * at].textContent = base.results[at].text;
      cells[3 * at + 1].textContent = one ? one.results[at].text : "–";
      cells[3 * at + 2].textContent = one ? one.results[at].difference : "–";
    });
    var near = data.configurations.filter(isOneSwitchAway);
    part("said").textContent = one
      ? "On the " + data.tests[last] + ": " + data.metric + " " + one.results[last].text + " " + one.name
        + (one === base ? "." : ", " + base.results[last].text + " " + base.name + ".")
      : "This combination was not trained in this run. One switch away: "
        + (near.length ? near.map(function (other) { return other.name; }).join("; ") : "none that was") + ".";
  }
  function set(changes) {
    switches.forEach(function (box) { box.checked = (changes & Number(box.value)) !== 0; });
    show();
  }
  switches.forEach(function (box) { box.addEventListener("change", show); });
  root.querySelectorAll("button").forEach(function (button) {
    button.addEventListener("click", function () { set(Number(button.value)); });
  });
  set(data.start);
}
