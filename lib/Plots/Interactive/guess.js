function (root, data) {
  "use strict";
  var at = 0, right = 0, detector = 0;
  var answers = root.querySelectorAll("[data-answer]");
  function part(name) { return root.querySelector("[data-part=" + name + "]"); }
  function ask() {
    part("question").textContent = "Image " + (at + 1) + " of " + data.length + ": real or synthetic?";
    part("image").src = data[at].image;
    part("map").hidden = true;
    part("answer").textContent = "";
    part("next").hidden = true;
    answers.forEach(function (button) { button.hidden = false; });
  }
  function word(isSynthetic) { return isSynthetic ? "synthetic" : "real"; }
  function answer(isSynthetic) {
    var image = data[at], last = at === data.length - 1;
    if (isSynthetic === image.isSynthetic) right++;
    if (image.detector === image.isSynthetic) detector++;
    part("map").src = image.map;
    part("map").hidden = false;
    part("answer").textContent = (isSynthetic === image.isSynthetic ? "Right" : "Wrong") + ": it is " + word(image.isSynthetic) + ", from "
      + image.source + ". The detector says " + word(image.detector) + " (score " + image.score.toFixed(3) + "); beside it, "
      + image.method + ": bright = evidence for synthetic. So far you have " + right + " and the detector " + detector
      + " of " + (at + 1) + " right.";
    answers.forEach(function (button) { button.hidden = true; });
    part("next").textContent = last ? "again from the first image" : "next image";
    part("next").hidden = false;
    part("next").focus();
  }
  answers.forEach(function (button) {
    button.addEventListener("click", function () { answer(button.dataset.answer === "synthetic"); });
  });
  part("next").addEventListener("click", function () {
    if (at === data.length - 1) { at = -1; right = 0; detector = 0; }
    at++;
    ask();
    answers[0].focus();
  });
  ask();
}
