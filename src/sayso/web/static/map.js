// The map of all pages: <div class="map" data-map data-src="/….geojson" data-fit></div>. The base map is Natural
// Earth's countries out of this desk; nothing is fetched from elsewhere. Hues are classes of map.css.
// Features: properties {kind: "incident" | "cluster" | "area", precision, radius_km, country, count, killed, contested,
// url, name, words}. An area is a circle of radius_km, or the outline of its country; it never is a pin.
// With data-live the features are asked for again when the map was moved, with box=south,west,north,east and zoom.
import * as L from "/static/leaflet/leaflet-src.esm.js";

let countries;
const maps = new WeakMap();

/** The countries, fetched once for all maps of a page. */
function baseMap() {
  countries ??= fetch("/map/countries.geojson").then((answer) => answer.json());
  return countries;
}

/** An element with words in it; whatever they are, they are only words. */
function made(tag, className, words) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = words;
  return element;
}

/** What a feature tells when it is chosen. */
function told(properties) {
  const box = made("div", "map-told", "");
  const name = properties.name || "";
  if (properties.url) {
    const link = made("a", "", name);
    link.href = properties.url;
    box.append(link);
  } else box.append(made("strong", "", name));
  if (properties.words) box.append(made("p", "", properties.words));
  return box;
}

/** Words for a screen reader, and for whoever rests the mouse on it. */
function label(properties) {
  return [properties.name, properties.words].filter(Boolean).join(": ");
}

function classes(properties) {
  const found = ["map-" + properties.kind];
  if (properties.precision) found.push("is-" + properties.precision);
  if (properties.contested) found.push("is-contested");
  if (properties.main === false) found.push("is-other");
  return found.join(" ");
}

/** A circle or outline that the keyboard reaches too. */
function reachable(layer, properties) {
  layer.bindPopup(told(properties));
  layer.on("add", () => {
    const path = layer.getElement?.();
    if (!path) return;
    path.setAttribute("tabindex", "0");
    path.setAttribute("role", "button");
    path.setAttribute("aria-label", label(properties));
    path.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      layer.openPopup();
    });
  });
  return layer;
}

function mark(at, properties, className, size, words) {
  const icon = L.divIcon({ className, iconSize: [size, size], html: made("span", "", words) });
  const layer = L.marker(at, { icon, alt: label(properties), title: label(properties), keyboard: true });
  layer.on("add", () => layer.getElement().setAttribute("aria-label", label(properties)));
  return layer.bindPopup(told(properties));
}

/** The layers of one feature; `outlines` are the base map's by country. */
function layers(feature, outlines) {
  const properties = feature.properties;
  const className = classes(properties);
  if (properties.kind === "area" && properties.country) {
    return (outlines.get(properties.country) ?? []).map((outline) => reachable(L.geoJSON(outline, { className, smoothFactor: 0.6 }).getLayers()[0], properties));
  }
  if (!feature.geometry) return [];
  const [east, north] = feature.geometry.coordinates;
  const at = L.latLng(north, east);
  if (properties.kind === "area") {
    return [reachable(L.circle(at, { radius: properties.radius_km * 1000, className }), properties)];
  }
  if (properties.kind === "cluster") {
    const size = Math.min(64, 26 + 9 * Math.log10(Math.max(1, properties.count)) * 2);
    return [mark(at, properties, className, size, String(properties.count))];
  }
  return [mark(at, properties, className, 24, "")];
}

/** Names of countries, where what is seen of them leaves room for one. */
function nameCountries(map, base, names) {
  names.clearLayers();
  const view = map.getBounds();
  base.eachLayer((layer) => {
    const at = layer.widest && view.intersects(layer.widest.bounds) && spotFor(layer.widest, view);
    if (!at) return;
    const name = layer.feature.properties.name;
    const wide = (edge) => map.latLngToContainerPoint(L.latLng(at.lat, edge)).x;
    const { west, east } = common(layer.widest.bounds, view);
    if (wide(east) - wide(west) < name.length * 8) return;
    const icon = L.divIcon({ className: "map-name", iconSize: [160, 16], html: made("span", "", name) });
    names.addLayer(L.marker(at, { icon, interactive: false, keyboard: false, pane: "names" }));
  });
}

/** What two bounds have in common. */
function common(one, other) {
  return {
    south: Math.max(one.getSouth(), other.getSouth()), north: Math.min(one.getNorth(), other.getNorth()),
    west: Math.max(one.getWest(), other.getWest()), east: Math.min(one.getEast(), other.getEast()),
  };
}

/** A point of a country in what is seen of it, as near its middle as it goes; nothing where none is found. */
function spotFor({ ring, bounds }, view) {
  const { south, north, west, east } = common(bounds, view);
  for (const [up, right] of STEPS) {
    const at = [west + (east - west) * right, south + (north - south) * up];
    if (inside(ring, at)) return L.latLng(at[1], at[0]);
  }
  return null;
}

const STEPS = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8].flatMap((up) => [0.5, 0.4, 0.6, 0.3, 0.7].map((right) => [up, right]))
  .sort((one, other) => Math.hypot(one[0] - 0.5, one[1] - 0.5) - Math.hypot(other[0] - 0.5, other[1] - 0.5));

/** Whether a point lies in a ring: a line to the east crosses it an odd number of times. */
function inside(ring, [x, y]) {
  let odd = false;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const [[x1, y1], [x2, y2]] = [ring[at], ring[before]];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd;
  }
  return odd;
}

/** The largest part of a country, which its name is put on. */
function widest(feature) {
  const { type, coordinates } = feature.geometry;
  const parts = type === "Polygon" ? [coordinates] : coordinates;
  let best = null;
  for (const [ring] of parts) {
    const bounds = L.latLngBounds(ring.map(([east, north]) => [north, east]));
    const size = (bounds.getEast() - bounds.getWest()) * (bounds.getNorth() - bounds.getSouth());
    if (!best || size > best.size) best = { size, bounds, ring };
  }
  return best;
}

/** Put the features of an address on the map. */
async function show(element) {
  const { map, shown, outlines } = maps.get(element);
  const address = new URL(element.dataset.src, location.href);
  if ("live" in element.dataset && element.dataset.drawn) {
    const box = map.getBounds();
    const edge = (degrees, most) => Math.max(-most, Math.min(most, degrees)).toFixed(3);
    address.searchParams.set("box", [edge(box.getSouth(), 90), edge(box.getWest(), 180), edge(box.getNorth(), 90), edge(box.getEast(), 180)].join(","));
    address.searchParams.set("zoom", map.getZoom());
    element.dataset.box = address.searchParams.get("box"); // for whoever wants to know what is shown
  }
  const answer = await fetch(address, { headers: { accept: "application/geo+json" } });
  if (!answer.ok) return;
  const found = await answer.json();
  shown.clearLayers();
  for (const feature of found.features) for (const layer of layers(feature, outlines)) shown.addLayer(layer);
  if (!element.dataset.drawn && "fit" in element.dataset) fit(map, shown);
  element.dataset.drawn = String(found.features.length);
}

function fit(map, shown) {
  const bounds = shown.getBounds();
  if (bounds.isValid()) map.fitBounds(bounds.pad(0.4), { maxZoom: 6, animate: false });
}

/** Draw a map that stands on the page. */
export async function draw(element) {
  if (maps.has(element)) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, { minZoom: 1, maxZoom: 10, worldCopyJump: true, zoomAnimation: !still, fadeAnimation: !still });
  const state = { map, shown: L.featureGroup().addTo(map), outlines: new Map() };
  maps.set(element, state);
  map.attributionControl.setPrefix(false).addAttribution("Natural Earth");
  map.setView([25, 20], 2);
  map.createPane("base").style.zIndex = "200";
  map.createPane("names").style.zIndex = "450";
  const found = await baseMap();
  for (const feature of found.features) {
    if (!feature.id) continue;
    state.outlines.set(feature.id, [...(state.outlines.get(feature.id) ?? []), feature]);
  }
  const base = L.geoJSON(found, { pane: "base", interactive: false, className: "map-land", smoothFactor: 0.6 }).addTo(map);
  base.eachLayer((layer) => { layer.widest = widest(layer.feature); });
  const names = L.layerGroup().addTo(map);
  await show(element);
  nameCountries(map, base, names);
  map.on("moveend", () => {
    nameCountries(map, base, names);
    if ("live" in element.dataset) show(element);
  });
}

/** Draw all maps in a part of the page that have not been drawn. */
function drawAll(part) {
  if (part.matches?.("[data-map]")) draw(part);
  part.querySelectorAll?.("[data-map]").forEach(draw);
}

drawAll(document);
document.addEventListener("htmx:load", (event) => drawAll(event.detail.elt));
// Whoever changes data-src of a drawn map says so to have it drawn anew.
document.addEventListener("map:changed", (event) => { if (maps.has(event.target)) show(event.target); });
