// Draws a chart from a table of the page: <div data-chart="lines|bars" data-table="id">. The table stays: it is the
// chart's twin for those who cannot see it. Row heads are the categories; columns whose cells bear data-value the
// series, except the share of change. Without this file, or without ECharts, the table alone is shown.
(() => {
  "use strict";
  const COLOURS = ["#1f4e79", "#a9bccf"];
  const MOST_SERIES = 2;

  const read = (table) => {
    const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    const rows = [...table.tBodies[0].rows];
    const categories = rows.map((row) => row.cells[0].textContent.trim());
    const value = (row, column) => {
      const told = row.cells[column].dataset.value;
      return told === undefined ? null : Number(told);
    };
    const series = [];
    for (let column = 1; column < heads.length && series.length < MOST_SERIES; column += 1) {
      const values = rows.map((row) => value(row, column));
      if (values.some((one) => one !== null)) series.push({ name: heads[column], values });
    }
    return { categories, series };
  };

  const option = (kind, content, narrow) => {
    const across = kind === "bars" && content.categories.length > 6;
    const names = { type: "category", data: content.categories, inverse: across, axisTick: { show: false } };
    const numbers = { type: "value", splitLine: { lineStyle: { color: "#e6e9ef" } }, splitNumber: narrow ? 3 : 5 };
    return {
      animation: false,
      color: COLOURS,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      legend: { top: 0, right: 0, data: content.series.map((one) => one.name) },
      grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true },
      // As drawn text, not as markup: our policy allows no inline style.
      tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: kind === "bars" ? "shadow" : "line" } },
      xAxis: across ? numbers : names,
      yAxis: across ? names : numbers,
      series: content.series.map((one, at) => ({
        name: one.name,
        data: one.values,
        type: kind === "lines" ? "line" : "bar",
        symbolSize: 6,
        lineStyle: { width: at === 0 ? 3 : 2, type: at === 0 ? "solid" : "dashed" },
        barMaxWidth: 14,
      })),
    };
  };

  const draw = (place) => {
    const table = document.getElementById(place.dataset.table);
    if (!table || !window.echarts) return;
    const content = read(table);
    if (!content.series.length) return;
    place.classList.add("drawn");
    if (place.dataset.chart === "bars" && content.categories.length > 8) place.classList.add("tall");
    const chart = window.echarts.init(place, null, { renderer: "canvas" });
    chart.setOption(option(place.dataset.chart, content, place.clientWidth < 480));
    // Cards of a row grow to one height when a neighbour is drawn, and with the window.
    new ResizeObserver(() => chart.resize()).observe(place);
  };

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-chart]").forEach(draw));
})();
