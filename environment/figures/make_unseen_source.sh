#!/bin/sh
# Makes unseen-source.png, the README's picture, from a report: the chart of notebook 2 on an unseen source, as a reader sees it.
#   TELLTALE_DETECTION=FOLDER TELLTALE_TEST=flux-faces dotnet run --project environment -- run 02-detection --output OUTPUT
#   environment/figures/make_unseen_source.sh OUTPUT/report.html
# FOLDER has the collections stylegan2-faces and flux-faces. Needs Chromium.
set -eu
report=$(realpath "$1")
picture=$(realpath "$(dirname "$0")")/unseen-source.png
page=$(mktemp --suffix=.html)
trap 'rm -f "$page"' EXIT
cat "$report" - > "$page" <<'SCRIPT'
<script>
addEventListener("load", () => setTimeout(() => {
  const chart = [...document.querySelectorAll("figure.telltale-chart")].find(figure => /^\s*Balanced accuracy is .* on unseen /.test(figure.textContent));
  document.body.replaceChildren(chart ?? "This report has no chart of an unseen source.");
  document.body.style.cssText = "margin: 8px 10px; font-family: var(--sans)";
  document.querySelectorAll(".modebar").forEach(bar => bar.remove());
}, 3000));
</script>
SCRIPT
chromium --headless --no-sandbox --hide-scrollbars --blink-settings=preferredColorScheme=1 --window-size=985,470 \
  --virtual-time-budget=12000 --screenshot="$picture" "file://$page"
