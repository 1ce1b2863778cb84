// The overview works without this. It closes the export menu, finds the search by "/", keeps the map, and tells while
// a report is being read.
import { typing } from "./desk.js";

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  const search = document.getElementById("q");
  if (event.key === "/" && search && !typing(event)) { event.preventDefault(); search.select(); search.focus(); }
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
});

// The map stays when the filters change; it is told what to show now.
function mapAnew() {
  const map = document.getElementById("map");
  const spots = document.getElementById("spots");
  if (!map || !spots || map.dataset.src === spots.dataset.src) return;
  map.dataset.src = spots.dataset.src;
  delete map.dataset.drawn; // fit it once more to what there is
  map.dispatchEvent(new Event("map:changed", { bubbles: true }));
}
document.addEventListener("htmx:afterSettle", mapAnew);
document.addEventListener("htmx:historyRestore", mapAnew);

// Reading takes a moment: the button says so, and is not pressed twice.
document.addEventListener("submit", (event) => {
  const busy = event.target.dataset.busy;
  const button = event.submitter ?? event.target.querySelector("button");
  if (!busy || !button) return;
  setTimeout(() => { button.disabled = true; button.textContent = busy; });
});
window.addEventListener("pageshow", (event) => { if (event.persisted && document.querySelector("[data-busy]")) location.reload(); });

// The stretch that the map was moved to, as a filter.
document.addEventListener("click", (event) => {
  const button = event.target.closest("#here");
  const box = document.getElementById("map")?.dataset.box;
  if (!button || !box) return;
  const address = new URL(button.dataset.address, location.href);
  address.searchParams.set("box", box);
  location.assign(address);
});
