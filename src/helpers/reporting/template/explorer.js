"use strict";
// The plot, the list of terms and the lines of the one that is chosen. What comes from clippings is
// only ever put in as text.
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const at = (id) => document.getElementById(id);
  const data = read("explorer-data"), look = read("explorer-look");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const MOST = 60, CONTEXT = 70, LABELS = 40, HIGH = 15;
  let view = 0, chosen = null, plot = null, models = {};

  const many = (n, noun) => `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
  const signed = (x) => (x > 0 ? "+" : x < 0 ? "−" : "") + Math.abs(x).toFixed(2);
  const make = (tag, text, kind) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };
  // Few articles are described and no more: what would be an interval over them is not one.
  const interval = (one) => (data.rung === "description" || one[5] === null || one[6] === null ? "" : `${signed(one[5])} to ${signed(one[6])}`);
  const verdict = (one) => (data.rung === "description" ? "a description of these articles, no more" : data.verdicts[one[9]] === "cannot tell" ? "cannot be told from chance" : data.verdicts[one[9]]);
  const sides = () => {
    const { era, other } = data.views[view];
    return { right: data.eras[era][0], left: other === null ? "the rest" : data.eras[other][0] };
  };
  const articles = (point) => `${point[7]} of ${sides().right}, ${point[8]} of ${sides().left}`;
  const point = (term) => data.views[view].points.find((one) => one[0] === term);
  // Terms are written without quotation marks, and some with points: neither is asked for.
  const bare = (text) => text.replace(/["“”„«».]/g, "").toLowerCase().trim().split(/\s+/).join(" ");
  const matching = () => {
    const wanted = bare(at("search").value), name = (one) => bare(data.terms[one[0]][0]);
    const hits = data.views[view].points.filter((one) => name(one).includes(wanted));
    const rank = (one) => (name(one) === wanted ? 0 : name(one).startsWith(wanted) ? 1 : 2);
    return wanted ? hits.sort((a, b) => rank(a) - rank(b)) : hits;
  };

  // The list.
  const list = () => {
    const hits = matching();
    const told = hits.length ? many(hits.length, "term") : "No such term here";
    at("found").textContent = told + (hits.length > MOST ? `, ${MOST} of them below: search for others` : "") + ".";
    at("list").replaceChildren(...hits.slice(0, MOST).map((one) => {
      const button = make("button", data.terms[one[0]][0]);
      button.type = "button";
      button.setAttribute("aria-pressed", String(one[0] === chosen));
      button.append(make("small", signed(one[4])));
      button.addEventListener("click", () => choose(one[0], true));
      const item = make("li");
      item.append(button);
      return item;
    }));
  };

  // The lines.
  const cell = (row, kind, text) => {
    const made = make("td", text, kind);
    row.append(made);
    return made;
  };
  const place = (passage) => {
    const [article, number] = data.passages[passage];
    const [label, publisher, first, last] = data.articles[article];
    const days = first && last && first !== last ? `${first} to ${last}` : first || last;
    return [label, publisher, days, `paragraph ${number}`].filter(Boolean).join(", ");
  };
  const cut = (letters, fromEnd) => {
    const text = letters.join("");
    if (letters.length <= CONTEXT) return text;
    const kept = (fromEnd ? letters.slice(-CONTEXT) : letters.slice(0, CONTEXT)).join("");
    return fromEnd ? "…" + kept.slice(kept.indexOf(" ") + 1) : kept.slice(0, kept.lastIndexOf(" ")) + "…";
  };
  const row = (line, span) => {
    const made = make("tr"), passage = line.length === 2 ? line[0] : data.sentences[line[0]][0];
    const head = make("th", place(passage), "where");
    head.scope = "row";
    made.append(head);
    if (line.length === 2) {
      const gist = data.passages[passage][2] || "(text withheld, and no gist)";
      cell(made, "gist", line[1] > 1 ? `${gist} (${line[1]} uses)` : gist).colSpan = span;
    } else {
      const letters = Array.from(data.sentences[line[0]][1]);
      cell(made, "before", cut(letters.slice(0, line[1]), true));
      cell(made, "term", letters.slice(line[1], line[2]).join(""));
      cell(made, "after", cut(letters.slice(line[2]), false));
    }
    return made;
  };
  const table = (lines, caption) => {
    const made = make("table", undefined, "kwic"), head = make("tr"), body = make("tbody");
    made.append(make("caption", caption));
    const withheld = lines.every((line) => line.length === 2);
    const heads = withheld ? [["what the paragraph says, in our words", "gist"]] : [["before", "before"], ["term", "term"], ["after", "after"]];
    for (const [name, kind] of [["article", "where"], ...heads]) {
      const one = make("th", name, kind);
      one.scope = "col";
      head.append(one);
    }
    made.append(make("thead"), body);
    made.tHead.append(head);
    body.append(...lines.map((line) => row(line, heads.length)));
    const region = make("div", undefined, "scroll");
    region.tabIndex = 0;
    region.setAttribute("role", "group");
    region.setAttribute("aria-label", caption);
    region.append(made);
    return region;
  };
  const eraOf = (line) => data.articles[data.passages[line.length === 2 ? line[0] : data.sentences[line[0]][0]][0]][4];
  const uses = (lines) => lines.reduce((sum, line) => sum + (line.length === 2 ? line[1] : 1), 0);
  const evidence = () => {
    if (chosen === null) return;
    const [term, times, used, even] = data.terms[chosen], one = point(chosen), parts = [];
    at("term").textContent = `“${term}”`;
    if (one) {
      const range = interval(one) && ` (95% interval over articles ${interval(one)})`;
      parts.push(make("p", `Log-ratio ${signed(one[4])}${range}, ${sides().right} against ${sides().left}: ${verdict(one)}.`));
    }
    parts.push(make("p", `${many(times, "use")} in ${many(used, "article")}, evenness ${even.toFixed(2)} of 1.`));
    data.eras.forEach(([era, size], number) => {
      const [carriers, count] = data.counts[chosen][number];
      const lines = data.lines[chosen].filter((line) => eraOf(line) === number), shown = uses(lines);
      let caption = count ? `${era}: ${many(count, "use")} in ${carriers.toLocaleString("en")} of ${many(size, "article")}` : `${era}: not used (${many(size, "article")})`;
      if (count && shown < count) caption += shown ? `, ${shown} of them shown` : ", no room for its lines, or they are too long";
      parts.push(lines.length ? table(lines, caption) : make("p", caption));
    });
    at("told").replaceChildren(...parts);
  };
  const choose = (term, go) => {
    chosen = term;
    list();
    evidence();
    draw();
    if (!go) return;
    at("evidence").focus({ preventScroll: true });
    at("evidence").scrollIntoView({ block: "nearest" });
  };

  // The plot.
  const colours = () => (dark.matches ? look.dark : look.light);
  const paint = () => {
    const style = getComputedStyle(document.documentElement), of = (name) => style.getPropertyValue(name).trim();
    const ink = colours().ink;
    for (const axis of [...plot.below, ...plot.left]) {
      axis.setv({ axis_label_text_color: ink, major_label_text_color: ink, axis_line_color: of("--rule"), major_tick_line_color: of("--rule") });
    }
    models.labels.setv({ text_color: { value: ink } });
    plot.center.filter((one) => one !== models.labels).forEach((grid) => grid.setv({ grid_line_color: of("--rule"), grid_line_alpha: 0.6 }));
  };
  const colour = (one) => {
    const { era, other } = data.views[view], shades = colours();
    if (data.rung !== "description" && data.verdicts[one[9]] === "cannot tell") return shades.chance;
    return one[4] > 0 ? shades.eras[era] : other === null ? shades.rest : shades.eras[other];
  };
  const draw = () => {
    if (!plot) return;
    const points = data.views[view].points, hits = new Set(matching().map((one) => one[0]));
    const page = getComputedStyle(document.body).getPropertyValue("--paper").trim();
    const edges = points.map(colour);
    models.points.data = {
      x: points.map((one) => one[1]), y: points.map((one) => one[2]), size: points.map((one) => one[3]),
      line: edges, fill: points.map((one, i) => (one[7] && one[8] ? edges[i] : page)),
      alpha: points.map((one) => (hits.has(one[0]) ? 0.9 : 0.15)),
      term: points.map((one) => data.terms[one[0]][0]),
      told: points.map((one) => signed(one[4]) + (interval(one) && ` (${interval(one)})`)),
      articles: points.map(articles),
    };
    const one = chosen === null ? undefined : point(chosen);
    models.ring.data = one ? { x: [one[1]], y: [one[2]], size: [one[3] + 8], ink: [colours().ink] } : { x: [], y: [], size: [], ink: [] };
    at("left").textContent = `← more in ${sides().left}`;
    at("right").textContent = `more in ${sides().right} →`;
    plot.below[0].axis_label = "Log-ratio (1 = twice as often)";
    name();
  };
  const pen = document.createElement("canvas").getContext("2d");
  // Names where there is room: the chosen term first, then what was searched for, then the most telling.
  const name = () => {
    const wide = plot.inner_width, tall = plot.inner_height, { x_range: across, y_range: up } = plot;
    if (!wide || !tall) return;
    pen.font = "12px system-ui, sans-serif";
    const points = data.views[view].points.map((one) => ({
      one, x: ((one[1] - across.start) / (across.end - across.start)) * wide,
      y: (1 - (one[2] - up.start) / (up.end - up.start)) * tall, r: one[3] / 2 + (one[0] === chosen ? 5 : 0),
    }));
    const hits = new Set(matching().map((one) => one[0]));
    const order = points.filter(({ one }) => hits.has(one[0]) || one[0] === chosen);
    order.sort((a, b) => (b.one[0] === chosen) - (a.one[0] === chosen));
    const taken = [], found = { x: [], y: [], text: [], right: [], up: [] };
    for (const { one, x, y, r } of order.slice(0, LABELS * 3)) {
      if (taken.length >= LABELS) break;
      const text = data.terms[one[0]][0], w = pen.measureText(text).width;
      const places = [[r + 4, 0], [-r - 4 - w, 0], [-w / 2, -r - HIGH / 2 - 2], [-w / 2, r + HIGH / 2 + 2], [2, -r - HIGH / 2 - 2], [2, r + HIGH / 2 + 2], [-2 - w, -r - HIGH / 2 - 2], [-2 - w, r + HIGH / 2 + 2]];
      for (const [right, down] of places) {
        const box = [x + right - 2, y + down - HIGH / 2, x + right + w + 2, y + down + HIGH / 2];
        const inside = box[0] > 0 && box[1] > 0 && box[2] < wide && box[3] < tall;
        const free = !taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
        const covers = points.some((other) => other.one !== one && Math.hypot(
          other.x - Math.min(Math.max(other.x, box[0]), box[2]), other.y - Math.min(Math.max(other.y, box[1]), box[3])) < other.r);
        if (!inside || !free || (covers && one[0] !== chosen)) continue;
        taken.push(box);
        for (const [key, value] of Object.entries({ x: one[1], y: one[2], text, right, up: -down })) found[key].push(value);
        break;
      }
    }
    models.names.data = found;
  };
  const zoom = (factor) => {
    const [widest, low, high] = data.axes, one = chosen === null ? undefined : point(chosen);
    const fit = (range, least, most, to) => {
      const size = Math.min((range.end - range.start) * factor, most - least);
      const middle = to === undefined || factor > 1 ? (range.start + range.end) / 2 : to;
      const start = Math.min(Math.max(middle - size / 2, least), most - size);
      range.setv({ start, end: start + size });
    };
    fit(plot.x_range, -widest, widest, one && one[1]);
    fit(plot.y_range, low, high, one && one[2]);
    name();
  };

  const eras = at("era");
  data.views.forEach(({ era }, number) => {
    const option = make("option", data.eras[era][0]);
    option.value = String(number);
    eras.append(option);
  });
  at("choice").hidden = data.views.length < 2;
  eras.addEventListener("change", () => { view = Number(eras.value); list(); evidence(); draw(); });
  at("search").addEventListener("input", () => { list(); draw(); });
  at("search").addEventListener("keydown", (event) => {
    const first = matching()[0];
    if (event.key === "Enter" && first) choose(first[0], true);
    if (event.key === "ArrowDown") { at("list").querySelector("button")?.focus(); event.preventDefault(); }
  });
  at("list").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const buttons = [...at("list").querySelectorAll("button")];
    (buttons[buttons.indexOf(document.activeElement) + step] ?? at("search")).focus();
    event.preventDefault();
  });
  list();

  // Bokeh's own stops for the keyboard lead nowhere: the list does what the plot does.
  const unstop = (root) => root.querySelectorAll("*").forEach((element) => {
    if (element.tabIndex >= 0) element.tabIndex = -1;
    if (element.shadowRoot) unstop(element.shadowRoot);
  });
  Bokeh.embed.embed_item(read("explorer-plot"), "plot").then(() => {
    const all = Bokeh.documents[0];
    plot = all.get_model_by_name("plot");
    for (const key of ["points", "ring", "names", "labels"]) models[key] = all.get_model_by_name(key);
    models.points.selected.properties.indices.change.connect(() => {
      const [first] = models.points.selected.indices;
      if (first === undefined) return;
      models.points.selected.indices = [];
      choose(data.views[view].points[first][0], true);
    });
    for (const size of [plot.properties.inner_width, plot.properties.inner_height]) size.change.connect(name);
    at("closer").addEventListener("click", () => zoom(0.6));
    at("farther").addEventListener("click", () => zoom(1 / 0.6));
    at("whole").addEventListener("click", () => zoom(1e6));
    dark.addEventListener("change", () => { paint(); draw(); });
    // On paper a canvas keeps the size that it had on the screen; a copy of it fits the sheet.
    addEventListener("beforeprint", () => {
      at("paper")?.remove();
      const copy = Bokeh.index.roots[0].export("png").canvas;
      copy.id = "paper";
      copy.className = dark.matches ? "from-dark" : "";
      at("plot").after(copy);
    });
    addEventListener("afterprint", () => at("paper")?.remove());
    paint();
    draw();
    unstop(at("plot"));
  });
})();
