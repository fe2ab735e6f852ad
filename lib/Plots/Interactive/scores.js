function (root, data) {
  "use strict";
  var bins = 40, state = {};
  function part(name) { return root.querySelector("[data-part=" + name + "]"); }
  function control(name) { return root.querySelector("[data-control=" + name + "]"); }
  function moved(score) {
    if (score <= 0 || score >= 1 || state.offset === 0) return score;
    return 1 / (1 + Math.exp(-(Math.log(score / (1 - score)) + state.offset)));
  }
  function histogram(scores) {
    var counts = new Array(bins).fill(0);
    scores.forEach(function (score) { counts[Math.min(Math.floor(score * bins), bins - 1)] += 1 / scores.length; });
    return counts;
  }
  function reached(scores) { return scores.filter(function (score) { return score >= state.threshold; }).length; }
  function bars(counts, most, colour, up) {
    return counts.map(function (count, bin) {
      var height = 78 * count / most;
      return '<rect x="' + bin * 400 / bins + '" width="' + (400 / bins - 1) + '" y="' + (up ? 79 - height : 81)
        + '" height="' + height + '" fill="' + colour + '"></rect>';
    }).join("");
  }
  function draw(real, synthetic) {
    var above = histogram(real), below = histogram(synthetic), most = Math.max.apply(null, above.concat(below));
    var x = 400 * state.threshold;
    root.querySelector("svg").innerHTML = bars(above, most, data.colours[0], true) + bars(below, most, data.colours[1], false)
      + '<line x1="' + x + '" x2="' + x + '" y1="0" y2="160" stroke="currentColor" stroke-width="2" vector-effect="non-scaling-stroke"></line>';
  }
  function cell(count, whole) { return count.toLocaleString("en-US") + " (" + (100 * count / whole).toFixed(1) + " %)"; }
  function ratio(part, whole) { return whole > 0 ? part / whole : 0; }
  function show() {
    var real = data.real.map(moved), synthetic = data.synthetic.map(moved);
    var alarms = reached(real), hits = reached(synthetic), p = state.share;
    draw(real, synthetic);
    part("threshold").textContent = state.threshold.toFixed(3);
    part("share").textContent = (100 * p).toFixed(0) + " %";
    part("offset").textContent = (state.offset > 0 ? "+" : "") + state.offset.toFixed(1);
    var cells = root.querySelectorAll("td");
    cells[0].textContent = cell(real.length - alarms, real.length);
    cells[1].textContent = cell(alarms, real.length);
    cells[2].textContent = cell(synthetic.length - hits, synthetic.length);
    cells[3].textContent = cell(hits, synthetic.length);
    var recall = hits / synthetic.length, alarmRate = alarms / real.length;
    var f1 = ratio(2 * p * recall, p * recall + (1 - p) * alarmRate + p), precision = ratio(p * recall, p * recall + (1 - p) * alarmRate);
    part("metrics").textContent = "With " + (100 * p).toFixed(0) + " % synthetic images: F1 " + f1.toFixed(3) + ", precision "
      + precision.toFixed(3) + ", recall " + recall.toFixed(3) + ". Constant predictions: 'all synthetic' has F1 "
      + (2 * p / (1 + p)).toFixed(3) + ", 'all real' has F1 0.000.";
  }
  function reset() {
    state = { threshold: data.threshold, share: data.share, offset: 0 };
    control("threshold").value = 1000 * data.threshold;
    control("share").value = 100 * data.share;
    control("offset").value = 0;
    show();
  }
  control("threshold").addEventListener("input", function (event) { state.threshold = event.target.value / 1000; show(); });
  control("share").addEventListener("input", function (event) { state.share = event.target.value / 100; show(); });
  control("offset").addEventListener("input", function (event) { state.offset = event.target.value / 10; show(); });
  part("reset").addEventListener("click", reset);
  reset();
}
