"use strict";
(() => {
  const PAGE = 200;
  const content = JSON.parse(document.getElementById("report-content").textContent);
  const { words, rows, figures } = content;
  const at = (id) => document.getElementById(id);
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

  // Row numbers travel as steps from the one before, so that long stretches stay short.
  const summed = (steps) => {
    let place = 0;
    return steps.map((step) => (place += step));
  };
  const cell = (name, row) => content[name][rows[name][row]];
  const haystack = (row) =>
    [cell("day", row), cell("name", row), cell("unit", row), cell("file", row), cell("sheet", row)].join("\n").toLowerCase();

  const state = { whole: true, figure: null, lists: [[], []], tab: 0, found: [], page: 0 };
  const panel = at("panel");
  const tabs = [at("tab-rows"), at("tab-baseline")];

  function cellNames(place) {
    const line = place.parentElement;
    const header = place.closest("table").tHead.rows[0].cells[place.cellIndex];
    return [line.cells[0].textContent, header.textContent].join(" · ");
  }

  // The clause around the figure: between the stops before and behind it.
  function clauseAround(button) {
    const range = document.createRange();
    const paragraph = button.closest("p") || button.parentElement;
    const text = paragraph.textContent;
    range.setStart(paragraph, 0);
    range.setEndBefore(button);
    const start = range.toString().length;
    const before = text.slice(0, start).split(/[，。；！？;]|[,.] /).pop();
    const behind = text.slice(start).split(/[，。；！？;]|[,.](?= |$)/)[0];
    return (before + behind).trim();
  }

  const contextOf = (button) => {
    const place = button.closest("td, th");
    return place ? cellNames(place) : clauseAround(button);
  };

  function open(button) {
    const figure = figures[Number(button.dataset.figure)];
    state.figure = figure;
    const without = new Set(JSON.parse(button.dataset.without || "[]"));
    const counted = (steps) => summed(steps).filter((row) => !without.has(cell("unit", row)));
    state.lists = [counted(figure.rows), counted(figure.baseline_rows)];
    derive(button, [...without]);
    at("panel-title").textContent = figure.label || contextOf(button);
    for (const name of ["value", "baseline", "change"]) {
      at(`panel-${name}`).textContent = figure[name] ?? (name === "change" ? words.gap : words.unknown);
      at(`panel-${name}`).classList.toggle("unknown", figure[name] === null && name !== "change");
    }
    const verdict = figure.comparable ? words.comparable : words.not_comparable;
    at("panel-verdict").textContent = figure.why ? filled(words.because, { verdict, why: figure.why }) : verdict;
    at("panel-verdict").classList.toggle("not", !figure.comparable);
    at("tab-rows-count").textContent = state.lists[0].length;
    at("tab-baseline-count").textContent = state.lists[1].length;
    at("panel-search").value = "";
    panel.showModal();
    choose(0);
    at("panel-title").focus();
  }

  // A derived number says how it follows; where the figure's own numbers are others, they stay away.
  function derive(button, without) {
    const apart = button.dataset.apart !== undefined;
    at("panel-follows").textContent = button.dataset.follows || "";
    at("panel-follows").hidden = !button.dataset.follows;
    at("panel-numbers").hidden = apart;
    at("panel-verdict").hidden = apart;
    at("panel-filtered").hidden = !without.length;
    at("panel-filtered").textContent = without.length > 5 ? filled(words.filtered_many, { n: without.length }) : filled(words.filtered, { units: without.join("、") });
    state.whole = !without.length;
  }

  function choose(tab) {
    state.tab = tab;
    tabs.forEach((each, place) => {
      each.setAttribute("aria-selected", String(place === tab));
      each.tabIndex = place === tab ? 0 : -1;
    });
    at("panel-list").setAttribute("aria-labelledby", tabs[tab].id);
    search();
  }

  function search() {
    const parts = at("panel-search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const list = state.lists[state.tab];
    state.found = parts.length ? list.filter((row) => { const text = haystack(row); return parts.every((part) => text.includes(part)); }) : list;
    const pairs = state.whole && state.figure.pairs && [state.figure.value, state.figure.baseline][state.tab];
    const count = parts.length ? words.count_found : pairs ? words.count_pairs : words.count;
    at("panel-count").textContent = filled(count, { found: state.found.length, total: list.length, pairs });
    at("panel-empty").textContent = parts.length ? words.none_found : words.none;
    show(0);
  }

  function show(page) {
    const pages = Math.max(1, Math.ceil(state.found.length / PAGE));
    state.page = Math.min(Math.max(page, 0), pages - 1);
    const shown = state.found.slice(state.page * PAGE, (state.page + 1) * PAGE);
    at("panel-rows").replaceChildren(...shown.map(line));
    at("panel-rows").parentElement.hidden = !shown.length;
    at("panel-empty").hidden = shown.length > 0;
    at("panel-pager").hidden = pages === 1;
    at("page-place").textContent = filled(words.page, { page: state.page + 1, pages });
    at("page-previous").disabled = state.page === 0;
    at("page-next").disabled = state.page === pages - 1;
    at("panel-list").scrollTop = 0;
  }

  function line(row) {
    const made = document.createElement("tr");
    made.setAttribute("role", "row");
    for (const name of ["day", "name", "unit", "file", "sheet", "line"]) {
      const td = document.createElement("td");
      td.setAttribute("role", "cell");
      td.className = name;
      td.dataset.label = words[name];
      td.textContent = name === "line" ? rows.line[row] : cell(name, row) || (name === "sheet" ? words.csv_sheet : "");
      made.append(td);
    }
    return made;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) { if (event.target === panel) closeOutside(event); return; }
    if (button.classList.contains("figure")) open(button);
    if (button.classList.contains("toggle")) toggle(button);
  });
  // A click on the backdrop lands on the dialog itself, outside its box.
  function closeOutside(event) {
    const box = panel.getBoundingClientRect();
    if (event.clientX < box.left) panel.close();
  }
  function toggle(button) {
    const shown = at(button.getAttribute("aria-controls")).classList.toggle("open");
    button.setAttribute("aria-expanded", String(shown));
  }
  tabs.forEach((tab, place) => {
    tab.addEventListener("click", () => choose(place));
    tab.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      choose(1 - place);
      tabs[1 - place].focus();
    });
  });
  at("panel-search").addEventListener("input", search);
  // Esc in a filled search field would only empty it; here it closes, as everywhere in the panel.
  at("panel-search").addEventListener("keydown", (event) => { if (event.key === "Escape") { event.preventDefault(); panel.close(); } });
  at("panel-close").addEventListener("click", () => panel.close());
  at("page-previous").addEventListener("click", () => show(state.page - 1));
  at("page-next").addEventListener("click", () => show(state.page + 1));
  // Where the contents stand above the report, they open on request.
  at("contents").open = !window.matchMedia("(max-width: 1100px)").matches;
  at("print").hidden = false;
  at("print").addEventListener("click", () => window.print());

  const quiet = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const sans = getComputedStyle(document.documentElement).getPropertyValue("--sans");

  // Bars lie where their names, side by side, would run into one another.
  const lies = (chart, narrow) =>
    chart.kind === "shares" || chart.categories.length > (narrow ? 5 : 9) || chart.categories.join("").length > (narrow ? 26 : 60);

  function option(chart, narrow) {
    const values = { type: "value", name: chart.unit && filled(words.chart_unit, { unit: chart.unit }), nameTextStyle: { align: "left", padding: [0, 0, 0, -28] }, splitLine: { lineStyle: { color: "#E4E9ED" } }, axisLabel: { color: "#5B6875" } };
    const names = { type: "category", data: chart.categories, axisTick: { show: false }, axisLine: { lineStyle: { color: "#B7C1CA" } },
      axisLabel: { color: "#22303C", interval: 0, width: narrow ? 52 : 90, overflow: "break" } };
    const lying = lies(chart, narrow);
    const shown = (value) => (value === null || value === undefined ? words.gap : Number(value).toFixed(chart.decimals));
    if (lying) { names.inverse = true; names.axisLabel.width = 110; values.name = ""; }
    return {
      animation: !quiet, color: content.colours, textStyle: { fontFamily: sans, fontSize: narrow ? 11 : 13 }, aria: { enabled: false },
      grid: { left: 8, right: lying ? 44 : 12, top: chart.series.length > 1 ? (lying ? 32 : 48) : lying ? 10 : 30, bottom: 4, containLabel: true },
      legend: { show: chart.series.length > 1, top: 0, right: 0, icon: "rect", itemWidth: 12, itemHeight: 12 },
      tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow" }, valueFormatter: shown },
      xAxis: lying ? values : names, yAxis: lying ? names : values,
      series: chart.series.map((each) => ({ name: each.name, type: "bar", data: each.values, barMaxWidth: 34, barGap: "10%",
        label: { formatter: (each) => shown(each.value), show: lying || !narrow, position: lying ? "right" : "top", color: "#22303C", fontSize: 11 } })),
    };
  }

  function draw(place) {
    const chart = content.charts[Number(place.dataset.chart)];
    const narrow = place.clientWidth < 520;
    if (lies(chart, narrow)) place.style.height = `${64 + chart.categories.length * (14 + 16 * chart.series.length)}px`;
    const drawn = window.echarts.init(place);
    drawn.setOption(option(chart, narrow));
    new ResizeObserver(() => drawn.resize()).observe(place);
  }

  document.body.classList.add("live");
  if (window.echarts) {
    const watcher = new IntersectionObserver((seen) => {
      for (const each of seen) if (each.isIntersecting) { watcher.unobserve(each.target); draw(each.target); }
    }, { rootMargin: "400px" });
    document.querySelectorAll("[data-chart]").forEach((place) => watcher.observe(place));
  }
})();
