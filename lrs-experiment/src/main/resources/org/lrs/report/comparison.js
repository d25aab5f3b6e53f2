'use strict';
// Mean success drawn against the properties of the surrogates: a row of charts per attack and denominator.
(() => {
  const { data, across, upwards, axisNumber, ticks, marks, around, scatter, fill } = charts;
  const size = { width: 340, height: 230, left: 40, right: 12, top: 8, bottom: 24 };

  function chart({ title, note, logarithmic, points }) {
    const x = around(points.map((p) => p.x), across(size), logarithmic);
    const y = around(points.flatMap((p) => [p.low, p.high]), upwards(size), false);
    return scatter({
      title,
      small: note,
      label: `Mean success against ${title}`,
      size,
      xMarks: marks(x, ticks(x), axisNumber),
      yMarks: marks(y, ticks(y), axisNumber),
      points: points.map((p) => ({ ...p, x: x(p.x), y: y(p.y), low: y(p.low), high: y(p.high) })),
      // Many names would hide each other; pointing at a mark shows its name.
      named: points.length <= 14,
    });
  }
  data.forEach((row, i) => fill(`#plots-${i}`, row.map(chart)));
})();
