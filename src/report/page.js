// Sorting of tables, and the map. Whatever comes from the data becomes text nodes, never markup.
(() => {
  "use strict";

  const element = (tag, className, ...children) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };

  // --- tables ---
  const collator = new Intl.Collator(document.documentElement.lang, {numeric: true});

  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort === undefined ? cell.textContent : Number(cell.dataset.sort);
  };

  // Cells without a value come last, whichever way the others go.
  const compare = (a, b, descending) => {
    const empty = (x) => x === "" || Number.isNaN(x);
    if (empty(a) || empty(b)) return empty(a) - empty(b);
    const order = typeof a === "number" && typeof b === "number" ? a - b : collator.compare(a, b);
    return descending ? -order : order;
  };

  const sortBy = (table, head, column) => {
    const before = head.getAttribute("aria-sort");
    const descending = before ? before === "ascending" : head.classList.contains("number");
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const body = table.tBodies[0];
    body.append(...[...body.rows].sort((a, b) => compare(value(a, column), value(b, column), descending)));
  };

  for (const table of document.querySelectorAll("main table")) {
    if (table.tBodies[0].rows.length < 2) continue;
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      if (!head.textContent) return;
      const button = element("button", "sort", ...head.childNodes);
      button.type = "button";
      button.addEventListener("click", () => sortBy(table, head, column));
      head.append(button);
    });
  }

  // --- map ---
  const source = document.getElementById("map-data");
  if (!source) return;
  const data = JSON.parse(source.textContent);
  const words = data.words;
  const colours = ["#7a86bd", "#8c6bb1", "#88419d", "#810f7c", "#4d004b"];  // after ColorBrewer's BuPu
  const lost = "#d55e00", quiet = "#8d99a3", land = "#e4e0d6", coast = "#a8a294", cover = 0.65;
  const box = ([south, west, north, east]) => L.latLngBounds([south, west], [north, east]);

  const map = L.map("map", {zoomControl: false, fadeAnimation: false, zoomSnap: 0.25, minZoom: 1, maxZoom: 13});
  L.control.zoom({zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out}).addTo(map);
  L.control.scale({imperial: false}).addTo(map);
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>').addAttribution("Natural Earth");  // Leaflet's own has an English title
  map.fitBounds(box(data.home), {padding: [24, 24], maxZoom: 9});
  const ground = L.polygon(data.land, {color: coast, weight: 0.7, fillColor: land, fillOpacity: 1, interactive: false}).addTo(map);

  let layer = data.layers[0];
  const radius = {station: 4, city: 3, exchange: 3, gateway: 4, branching_unit: 1.8};

  const facts = (index) => {
    const feature = data.features[index];
    const rows = feature.facts.slice();
    const found = layer.values && layer.group && layer.values[index];
    if (found) rows.push([layer.group + ", " + layer.name, found[1]]);
    return [feature.name, rows];
  };
  const tooltip = (index) => {
    const [name, rows] = facts(index);
    const list = element("dl", "");
    for (const [what, told] of rows) list.append(element("div", "", element("dt", "", what), element("dd", "", told)));
    return element("div", "", element("strong", "", name), list);
  };

  const cells = L.layerGroup().addTo(map);  // of the centres of discs

  // Lines are thin, so what listens to the pointer lies over them, wider and unseen.
  const lines = L.layerGroup().addTo(map), listeners = L.layerGroup().addTo(map), nodes = L.layerGroup().addTo(map);
  const drawn = new Map(), listening = new Map();
  data.features.forEach((feature, index) => {
    let shape, listener;
    if (feature.type === "node") {
      if (!feature.point) return;
      shape = listener = L.circleMarker(feature.point, {radius: radius[feature.kind]}).addTo(nodes);
    } else {
      if (!feature.line.length) return;
      shape = L.polyline(feature.line, {interactive: false, dashArray: feature.type === "link" ? "5 4" : null}).addTo(lines);
      listener = L.polyline(feature.line, {weight: 13, opacity: 0}).addTo(listeners);
    }
    listener.bindTooltip(() => tooltip(index), {sticky: true, className: "facts", opacity: 1});
    drawn.set(index, shape);
    listening.set(index, listener);
  });

  const digits = (number) => number !== 0 && Math.abs(number) < 1e-3 ? number.toExponential(1) : String(Number(number.toPrecision(2)));

  const numbers = () => layer.cells ? layer.cells.values.filter((value) => value > 0) : Object.values(layer.values || {}).map(([number]) => number);
  const few = () => layer.classes === "counts" && new Set(numbers()).size <= colours.length;

  // Where classes meet, to two digits: equally wide from 0 on ("equal"), or of equally many features or cells; few counts stand
  // each on its own.
  const breaks = (values, classes) => {
    const sorted = values.slice().sort((a, b) => a - b), count = colours.length;
    if (few()) return [...new Set(sorted)].slice(1);
    if (!values.length || digits(sorted[0]) === digits(sorted[sorted.length - 1])) return [];
    const at = (share) => classes === "equal" ? share * sorted[sorted.length - 1] : sorted[Math.floor(share * sorted.length)];
    return [...new Set([...Array(count - 1).keys()].map((i) => Number(at((i + 1) / count).toPrecision(2))))].filter((limit) => limit > sorted[0]);
  };

  // The last class has the darkest colour, however many there are.
  const look = (rank, limits) => {
    const step = colours.length - 1 - (limits.length - rank);
    return [colours[step], [1.2, 1.6, 2.1, 2.8, 3.8][step]];
  };

  const swatch = (colour, weight, dashed, text, opacity = 1) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
    const set = (of, values) => Object.entries(values).forEach(([key, to]) => of.setAttribute(key, to));
    set(svg, {width: 28, height: 10, "aria-hidden": "true"});
    set(line, {x1: 0, x2: 28, y1: 5, y2: 5, stroke: colour, "stroke-width": weight, "stroke-opacity": opacity});
    if (dashed) line.setAttribute("stroke-dasharray", "5 4");
    svg.append(line);
    return element("span", "key", svg, text);
  };

  const legend = (limits) => {
    const items = [];
    if (layer.members) {
      items.push(swatch(lost, 5, false, words.members), swatch(quiet, 1.2, false, words.others));
    } else {
      const all = numbers(), low = all.reduce((a, b) => Math.min(a, b), Infinity), high = all.reduce((a, b) => Math.max(a, b), -Infinity);
      const ends = [layer.classes === "equal" ? "0" : digits(low), ...limits.map(digits), digits(high)];
      const key = (rank, text) => items.push(layer.cells ? swatch(look(rank, limits)[0], 10, false, text, cover) : swatch(...look(rank, limits), false, text));
      if (all.length && !limits.length) key(0, digits(high));
      for (let i = 0; limits.length && i <= limits.length; ++i) key(i, few() ? ends[i] : ends[i] + " – " + ends[i + 1]);
      if (layer.cells) items.push(element("span", "key", words.nothing), swatch(lost, 2.5, false, words.disc));
      else items.push(swatch(quiet, 1.2, false, words.none));
    }
    items.push(swatch("#33414c", 1.5, false, words.cable), swatch("#33414c", 1.5, true, words.link));
    if (layer.note) items.push(element("p", "", layer.note));
    document.getElementById("legend").replaceChildren(...items);
  };

  // One shape a class: neighbours in a row that share it are one rectangle.
  const drawCells = (limits) => {
    cells.clearLayers();
    if (!layer.cells) return;
    const {south, west, height, width, columns, values} = layer.cells, shapes = new Map();
    const rankOf = (value) => value > 0 ? limits.filter((limit) => value >= limit).length : -1;
    for (let first = 0, next; first < values.length; first = next) {
      const rank = rankOf(values[first]), row = Math.floor(first / columns), end = (row + 1) * columns;
      for (next = first + 1; next < end && rankOf(values[next]) === rank;) ++next;
      if (rank < 0) continue;
      const [s, w, e] = [south + row * height, west + (first % columns) * width, west + ((next - 1) % columns + 1) * width];
      if (!shapes.has(rank)) shapes.set(rank, []);
      shapes.get(rank).push([[[s, w], [s, e], [s + height, e], [s + height, w]]]);
    }
    for (const [rank, rings] of shapes) {
      let told = "";
      const shape = L.polygon(rings, {stroke: false, fillColor: look(rank, limits)[0], fillOpacity: cover, className: "cells"});
      const content = () => element("dl", "", element("div", "", element("dt", "", layer.name), element("dd", "", told)));
      shape.on("mouseover mousemove", ({latlng}) => {
        told = String(values[Math.floor((latlng.lat - south) / height) * columns + Math.floor((latlng.lng - west) / width)]);
        shape.setTooltipContent(content);
      });
      shape.bindTooltip(content, {sticky: true, className: "facts", opacity: 1}).addTo(cells).bringToBack();
    }
    ground.bringToBack();
    L.circle(layer.disc.centre, {radius: 1000 * layer.disc.km, color: lost, weight: 2.5, fill: false, interactive: false, className: "worst"}).addTo(cells);
  };

  const draw = () => {
    const members = new Set(layer.members || []);
    const values = layer.values || {};
    const limits = layer.members ? [] : breaks(numbers(), layer.classes);
    const colour = (index) => {
      if (members.has(index)) return [lost, 5];
      if (!values[index]) return [quiet, 1.2];
      return look(limits.filter((limit) => values[index][0] >= limit).length, limits);
    };
    for (const [index, shape] of drawn) {
      const [stroke, weight] = colour(index), feature = data.features[index];
      if (feature.type !== "node") shape.setStyle({color: stroke, weight: feature.type === "link" ? Math.min(weight, 2.5) : weight, opacity: 1});
      else if (feature.kind === "branching_unit") shape.setStyle({color: "#55626c", weight: 0, fillColor: "#55626c", fillOpacity: 1});
      else shape.setStyle({color: members.has(index) ? lost : "#1e2b33", weight: members.has(index) ? 3 : 1, fillOpacity: 1,
                           fillColor: values[index] || members.has(index) ? stroke : "#ffffff"});
    }
    // What matters lies on top.
    [...drawn].filter(([index]) => data.features[index].type !== "node" && (members.has(index) || values[index]))
      .sort(([a], [b]) => colour(a)[1] - colour(b)[1]).forEach(([, shape]) => shape.bringToFront());
    for (const shape of listening.values()) shape.bringToFront();
    nodes.eachLayer((shape) => shape.bringToFront());
    drawCells(limits);
    legend(limits);
  };

  const select = document.getElementById("layer");
  const groups = new Map([["", select]]);
  data.layers.forEach((option, index) => {
    if (!groups.has(option.group)) {
      const group = document.createElement("optgroup");
      group.label = option.group;
      groups.set(option.group, group);
      select.append(group);
    }
    const made = element("option", "", option.name);
    made.value = index;
    groups.get(option.group).append(made);
  });
  select.addEventListener("change", () => {
    layer = data.layers[select.value];
    draw();
  });

  for (const view of ["home", "all"]) {
    const button = element("button", "", words[view]);
    button.type = "button";
    button.addEventListener("click", () => map.fitBounds(box(data[view]), {padding: [24, 24], maxZoom: 9}));
    document.getElementById("views").append(button);
  }

  // Names, those with most lines first, where there is room.
  const labels = L.layerGroup().addTo(map);
  const named = data.features.filter((f) => f.label && f.point).sort((a, b) => b.lines - a.lines);
  const pen = document.createElement("canvas").getContext("2d");
  const label = () => {
    labels.clearLayers();
    pen.font = "11.5px " + getComputedStyle(document.body).fontFamily;
    const size = map.getSize(), taken = [], done = new Set();
    for (const feature of named) {
      const at = map.latLngToContainerPoint(feature.point);
      if (done.has(feature.label) || at.x < 0 || at.y < 0 || at.x > size.x || at.y > size.y) continue;
      const width = Math.min(pen.measureText(feature.label).width, 160) + 4;
      for (const left of [7, -7 - width]) {
        const spot = [at.x + left, at.y - 8, at.x + left + width, at.y + 8];
        const free = spot[0] > 0 && spot[2] < size.x && taken.every((t) => spot[2] < t[0] || t[2] < spot[0] || spot[3] < t[1] || t[3] < spot[1]);
        if (!free) continue;
        taken.push(spot);
        done.add(feature.label);
        const icon = L.divIcon({className: "place", html: element("span", "", feature.label), iconSize: [width, 16], iconAnchor: [-left, 8]});
        L.marker(feature.point, {icon, interactive: false, keyboard: false}).addTo(labels);
        break;
      }
    }
  };
  map.on("moveend zoomend resize", label);
  draw();
  label();

  // A row's button shows where on the map it is.
  const status = document.getElementById("facts");
  for (const button of document.querySelectorAll("button.locate")) {
    const index = Number(button.dataset.feature), listener = listening.get(index);
    if (!listener) {
      button.disabled = true;
      continue;
    }
    button.addEventListener("click", () => {
      const bounds = listener.getBounds ? listener.getBounds() : L.latLngBounds([listener.getLatLng()]);
      map.fitBounds(bounds, {padding: [60, 60], maxZoom: 8, animate: false});
      listener.openTooltip(bounds.getCenter());
      const [name, rows] = facts(index);
      status.textContent = [name, ...rows.map(([what, told]) => what + ": " + told)].join(" · ");
      document.getElementById("map").scrollIntoView({block: "center"});
    });
  }

  // On paper the map is as wide as the page and shows what the screen showed.
  let screen;
  const printing = (on) => {
    document.getElementById("map").classList.toggle("printing", on);
    map.invalidateSize({animate: false});
  };
  window.addEventListener("beforeprint", () => {
    const shown = map.getBounds();
    screen = [map.getCenter(), map.getZoom()];
    printing(true);
    map.fitBounds(shown, {animate: false});
  });
  window.addEventListener("afterprint", () => {
    printing(false);
    map.setView(...screen, {animate: false});
  });
})();
